/**
 * What a chat follows, and how a wish changes it. Pure: the store reads, applies one of these under a lock, and writes.
 *
 * Following a topic includes its breaking alerts. `breaking` is the breaking alerts of every topic. `all` is everything,
 * so nothing else stands beside it.
 */
export interface Follows {
  all: boolean;
  breaking: boolean;
  /** Topic ids. */
  topics: readonly string[];
}

export const NOTHING: Follows = { all: false, breaking: false, topics: [] };

/** One thing a reader can ask to follow, or to follow no longer. */
export type Wish = { kind: "all" } | { kind: "breaking" } | { kind: "topic"; topic: string };

export function followsNothing(follows: Follows): boolean {
  return !follows.all && !follows.breaking && follows.topics.length === 0;
}

/**
 * Adds what is wished. Whoever hears everything and asks for breaking alerts wants fewer, so that replaces; a topic
 * they hear already changes nothing.
 */
export function follow(follows: Follows, wishes: readonly Wish[]): Follows {
  return wishes.reduce<Follows>((now, wish) => {
    switch (wish.kind) {
      case "all":
        return { all: true, breaking: false, topics: [] };
      case "breaking":
        return { ...now, all: false, breaking: true };
      case "topic":
        return now.all || now.topics.includes(wish.topic)
          ? now
          : { ...now, topics: [...now.topics, wish.topic] };
    }
  }, follows);
}

/** Drops what is wished. Everything but one topic is every other topic; `every` are the ids there are. */
export function unfollow(follows: Follows, wishes: readonly Wish[], every: readonly string[]): Follows {
  return wishes.reduce<Follows>((now, wish) => {
    switch (wish.kind) {
      case "all":
        return NOTHING;
      case "breaking":
        return now.all ? { ...NOTHING, topics: every } : { ...now, breaking: false };
      case "topic": {
        const topics = (now.all ? every : now.topics).filter((topic) => topic !== wish.topic);
        return { ...now, all: false, topics };
      }
    }
  }, follows);
}

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
  /** Keyword filters, as search/filter.ts writes them. */
  words: readonly string[];
  /** Outlets' names, as the configuration has them. */
  outlets: readonly string[];
  /** Regions' names, as the gazetteer has them. */
  regions: readonly string[];
}

export const NOTHING: Follows = {
  all: false,
  breaking: false,
  topics: [],
  words: [],
  outlets: [],
  regions: [],
};

/** One thing a reader can ask to follow, or to follow no longer. */
export type Wish =
  | { kind: "all" }
  | { kind: "breaking" }
  | { kind: "topic"; topic: string }
  | { kind: "words"; words: string }
  | { kind: "outlet"; outlet: string }
  | { kind: "region"; region: string };

/** What is followed beside topics. */
export type Filtering = Extract<Wish, { kind: "words" | "outlet" | "region" }>;

export function isFilter(wish: Wish): wish is Filtering {
  return wish.kind === "words" || wish.kind === "outlet" || wish.kind === "region";
}

export function followsNothing(follows: Follows): boolean {
  return !follows.all && !follows.breaking && filtersOf(follows) === 0 && follows.topics.length === 0;
}

/** What counts towards a reader's limit: topics are few, filters could be without end. */
export function filtersOf({ words, outlets, regions }: Follows): number {
  return words.length + outlets.length + regions.length;
}

/**
 * Adds what is wished. Whoever hears everything and asks for breaking alerts wants fewer, so that replaces; what
 * they hear already changes nothing.
 */
export function follow(follows: Follows, wishes: readonly Wish[]): Follows {
  return wishes.reduce<Follows>((now, wish) => {
    switch (wish.kind) {
      case "all":
        return { ...NOTHING, all: true };
      case "breaking":
        return { ...now, all: false, breaking: true };
      case "topic":
        return now.all ? now : { ...now, topics: withOne(now.topics, wish.topic) };
      case "words":
        return now.all ? now : { ...now, words: withOne(now.words, wish.words) };
      case "outlet":
        return now.all ? now : { ...now, outlets: withOne(now.outlets, wish.outlet) };
      case "region":
        return now.all ? now : { ...now, regions: withOne(now.regions, wish.region) };
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
      case "topic":
        return { ...now, all: false, topics: withoutOne(now.all ? every : now.topics, wish.topic) };
      case "words":
        return { ...now, words: withoutOne(now.words, wish.words) };
      case "outlet":
        return { ...now, outlets: withoutOne(now.outlets, wish.outlet) };
      case "region":
        return { ...now, regions: withoutOne(now.regions, wish.region) };
    }
  }, follows);
}

/** Whether every one of the wishes is followed by itself, apart from everything else. */
export function followsEach(follows: Follows, wishes: readonly Wish[]): boolean {
  return wishes.every((wish) => {
    switch (wish.kind) {
      case "all":
        return follows.all;
      case "breaking":
        return follows.breaking;
      case "topic":
        return follows.topics.includes(wish.topic);
      case "words":
        return follows.words.includes(wish.words);
      case "outlet":
        return follows.outlets.includes(wish.outlet);
      case "region":
        return follows.regions.includes(wish.region);
    }
  });
}

/** What was followed by itself and is no longer. */
export function droppedFrom(before: Follows, after: Follows): Wish[] {
  return wishesOf(before).filter((wish) => !followsEach(after, [wish]));
}

function wishesOf({ all, breaking, topics, words, outlets, regions }: Follows): Wish[] {
  return [
    ...(all ? [{ kind: "all" } as const] : []),
    ...topics.map((topic): Wish => ({ kind: "topic", topic })),
    ...words.map((one): Wish => ({ kind: "words", words: one })),
    ...outlets.map((outlet): Wish => ({ kind: "outlet", outlet })),
    ...regions.map((region): Wish => ({ kind: "region", region })),
    ...(breaking ? [{ kind: "breaking" } as const] : []),
  ];
}

function withOne(all: readonly string[], one: string): readonly string[] {
  return all.includes(one) ? all : [...all, one];
}

function withoutOne(all: readonly string[], one: string): readonly string[] {
  return all.filter((each) => each !== one);
}

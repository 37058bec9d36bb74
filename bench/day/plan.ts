import { hearsBreaking } from "../chaos/chats.ts";

/**
 * A newsroom's day in minutes: what is published when and by whom, and who should hear it. Pure: chance comes in as `pick`, a number
 * from 0 to n-1.
 *
 *   sources   ten own outlets, whose articles are the broadcasts; some that wait for an editor; the rest of the country, whose
 *             articles are for the twenty chats that follow their region. Every fifth pushes, the others have a feed
 *   chats     each follows one of forty topics; every tenth breaking news; twenty a region each
 */
export interface Plan {
  size: Size;
  /** In the order of their moments. */
  articles: readonly PlannedArticle[];
  /** What an editor sends to everyone in words of their own. */
  announcement: { number: number; atMs: number };
}

export interface Size {
  chats: number;
  sources: number;
  articles: number;
  broadcasts: number;
  seconds: number;
  /** What readers ask in a second. */
  questions: number;
}

export interface PlannedArticle {
  /** Stands in its title. */
  number: number;
  source: number;
  /** From the day's beginning. */
  atMs: number;
  topic: string;
  breaking: boolean;
  /** `auto`: goes out by itself; `approved`: an editor sends the draft; `draft`: nobody does. */
  way: "auto" | "approved" | "draft";
}

export const TOPICS = 40;
const OWN = 10;
const UNDER_REVIEW = 15;
const HEAR_A_REGION = 20;
const FIRST_NUMBER = 1_000_000;
const PUBLISHED_WITHIN = 0.9; // of the day: the last broadcast still has to go out

/** The size of the issue at `scale` 1; a small part of it for trying out. */
export function sizeOf(scale: number): Size {
  return {
    chats: Math.round(200_000 * scale),
    sources: Math.max(OWN + UNDER_REVIEW + 5, Math.round(300 * scale)),
    articles: Math.max(60, Math.round(2_000 * scale)),
    broadcasts: Math.max(12, Math.round(50 * scale)),
    seconds: Math.max(40, Math.round(200 * Math.sqrt(scale))),
    questions: Math.max(2, 25 * scale),
  };
}

export function planDay(size: Size, pick: (n: number) => number): Plan {
  const broadcasts = size.broadcasts - 1; // the announcement is one of them
  const breaking = Math.max(1, Math.round(broadcasts * 0.06));
  const approved = Math.max(1, Math.round(broadcasts * 0.1));
  const lastMs = size.seconds * 1000 * PUBLISHED_WITHIN;
  const articles = Array.from({ length: size.articles }, (_, n): PlannedArticle => {
    const number = FIRST_NUMBER + n;
    const topic = `topik-${pick(TOPICS)}`;
    if (n < broadcasts) {
      // Evenly over the day, so that its first tenth is like the others.
      const atMs = ((n + 0.5) / broadcasts) * lastMs;
      const isApproved = n % Math.floor(broadcasts / approved) === 1;
      return {
        number,
        atMs,
        topic,
        source: isApproved ? OWN + pick(UNDER_REVIEW) : pick(OWN),
        breaking: !isApproved && n % Math.floor(broadcasts / breaking) === 2,
        way: isApproved ? "approved" : "auto",
      };
    }
    const source = OWN + pick(size.sources - OWN);
    const way = isUnderReview(source) ? "draft" : "auto";
    return { number, source, atMs: pick(lastMs), topic: regionOf(source), breaking: false, way };
  });
  return {
    size,
    articles: articles.toSorted((a, b) => a.atMs - b.atMs),
    announcement: { number: FIRST_NUMBER + size.articles, atMs: 0.4 * lastMs },
  };
}

export const isUnderReview = (source: number): boolean => source >= OWN && source < OWN + UNDER_REVIEW;
export const pushes = (source: number): boolean => source % 5 === 0;
export const sourceId = (source: number): string => `sumber-${source}`;
export const tokenOf = (source: number): string => `token-penerbit-uji-nomor-${source}`;
const regionOf = (source: number): string => `daerah-${source}`;

/** What the newsroom's configuration says. `publishers` is where the feeds are, `editor` who edits. */
export function configOf({ sources }: Size, publishers: number, editor: string): Record<string, unknown> {
  const numbers = Array.from({ length: sources }, (_, n) => n);
  const topic = (id: string) => ({ id, name: id });
  return {
    sources: numbers.map((n) => ({
      id: sourceId(n),
      name: `Sumber ${n}`,
      policy: isUnderReview(n) ? "review" : "auto",
      ...(n >= OWN && { topics: [regionOf(n)] }),
      ...(pushes(n) ? { push: true } : { feed: `http://127.0.0.1:${publishers}/${n}`, everySeconds: 15 }),
    })),
    topics: [
      ...Array.from({ length: TOPICS }, (_, n) => topic(`topik-${n}`)),
      ...numbers.map((n) => topic(regionOf(n))),
    ],
    editors: [editor],
    intake: { allowedHosts: [`127.0.0.1:${publishers}`] },
    readers: { messagesAMinute: 1000 },
  };
}

/** What a chat follows: topics, and whether breaking news. */
export function followsOf(chat: number, { sources }: Size): { topics: string[]; breaking: boolean } {
  const ofRegion = chat <= HEAR_A_REGION * sources ? [regionOf(chat % sources)] : [];
  return { topics: [`topik-${chat % TOPICS}`, ...ofRegion], breaking: hearsBreaking(chat) };
}

/** Whether a chat should hear an article. */
export function hears(chat: number, article: PlannedArticle, size: Size): boolean {
  if (article.way === "draft") return false;
  const follows = followsOf(chat, size);
  const topics = article.way === "approved" ? [article.topic, regionOf(article.source)] : [article.topic];
  return topics.some((topic) => follows.topics.includes(topic)) || (article.breaking && follows.breaking);
}

import { createHash } from "node:crypto";
import type { IncomingArticle } from "../articles/article.ts";
import { NotAFeed, readFeed } from "./feed.ts";
import type { Fetch, Fetched } from "./fetch.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Source } from "./source.ts";
import type { SourceState, SourceStates } from "./source-state.ts";
import { rhythmOf, whenFailed, whenLoaded } from "./when.ts";

/** What one look at a source needs of the world. */
export interface PollPorts {
  fetch: Fetch;
  /** Takes an article in; when it resolves, the article is on disk. A repeat is no error. */
  accept: (incoming: IncomingArticle, options: { quiet: boolean }) => Promise<unknown>;
  states: Pick<SourceStates, "loaded" | "failed" | "release">;
  now: () => Date;
  random: () => number;
  /** Of a source's first load, how many of the newest articles may become alerts. */
  firstLoadAlerts: number;
}

/** What a look leaves for the next one in this process. Lost with it, and then learnt anew. */
export interface PollMemory {
  /** Of the articles of the last load: a feed that says the same again costs no query. */
  fingerprint: string | null;
  rhythmSeconds: number | null;
}

export interface Polled {
  outcome: "loaded" | "unchanged" | "failed" | "stopped";
  nextPollAt: Date;
  memory: PollMemory;
  /** What was wrong, in words for an editor: with single items, or with the whole. */
  problems: string[];
  /** What went wrong on our side, where something did. */
  fault?: unknown;
}

/**
 * Takes one look at a source that the caller has claimed, and records what came of it. Every article is on disk before the
 * feed's validators are stored: a kill at any point means that the feed is read once more, never that an article is lost.
 *
 * Whatever the source does is an outcome; only a store that fails makes this reject. Stopped by `signal`, it gives the source
 * back.
 */
export async function poll(
  source: Source,
  state: SourceState,
  memory: PollMemory,
  ports: PollPorts,
  signal: AbortSignal,
): Promise<Polled> {
  try {
    return await look(source, state, memory, ports, signal);
  } catch (error) {
    if (signal.aborted) return await stopped(source, memory, ports);
    if (error instanceof FetchFailure || error instanceof NotAFeed || error instanceof NotTakenIn) {
      return await failed(source, state, memory, ports, error);
    }
    throw error;
  }
}

async function look(
  source: Source,
  state: SourceState,
  memory: PollMemory,
  ports: PollPorts,
  signal: AbortSignal,
): Promise<Polled> {
  const fetched = await ports.fetch(state.movedTo ?? source.feed, {
    accept: FEEDS,
    etag: state.etag,
    lastModified: state.lastModified,
    signal,
  });
  const load = fetched.unchanged
    ? nothingNew(memory)
    : await takeIn(source, state, memory, fetched, ports, signal);
  signal.throwIfAborted();
  if (load.lost > 0 && (load.taken === 0 || state.lastOkAt === null)) throw new NotTakenIn(load);
  const now = ports.now();
  const { rhythmSeconds } = load.memory;
  const nextPollAt = whenLoaded(
    { everySeconds: source.everySeconds, rhythmSeconds },
    fetched.cacheControl,
    now,
    ports.random,
  );
  const learnt = { ...validators(fetched, state, load.lost), movedTo: fetched.movedTo ?? state.movedTo };
  await ports.states.loaded(source.id, learnt, now, nextPollAt);
  const { problems, fault } = load;
  return {
    outcome: fetched.unchanged ? "unchanged" : "loaded",
    nextPollAt,
    memory: load.memory,
    problems,
    fault,
  };
}

const FEEDS =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";

interface Load {
  taken: number;
  /** Articles that could not be stored. */
  lost: number;
  problems: string[];
  fault?: unknown;
  memory: PollMemory;
}

function nothingNew(memory: PollMemory): Load {
  return { taken: 0, lost: 0, problems: [], memory };
}

/** Nothing of a load, or not all of a first one, could be stored: the whole load counts as not seen. */
class NotTakenIn extends Error {
  override name = "NotTakenIn";
  constructor({ lost, taken, fault }: Load) {
    super(`${lost} dari ${lost + taken} berita belum dapat disimpan`, { cause: fault });
  }
}

/** After so many failures in a row it is not the articles that are at fault. */
const GIVE_UP_AFTER = 3;

/** Takes in every article of a load, oldest first. One that cannot be stored does not hold back the others. */
async function takeIn(
  source: Source,
  state: SourceState,
  memory: PollMemory,
  fetched: Fetched,
  { accept, firstLoadAlerts }: PollPorts,
  signal: AbortSignal,
): Promise<Load> {
  const { items, problems } = readFeed(fetched.body, fetched.url, source);
  const fingerprint = createHash("sha256").update(JSON.stringify(items)).digest("base64");
  if (fingerprint === memory.fingerprint) return { ...nothingNew(memory), problems };
  const articles = oldestFirst(items);
  const loud = state.lastOkAt === null ? firstLoadAlerts : articles.length;
  let taken = 0;
  const faults: unknown[] = [];
  for (const [index, incoming] of articles.entries()) {
    if (signal.aborted || (taken === 0 && faults.length === GIVE_UP_AFTER)) break;
    try {
      await accept(incoming, { quiet: index < articles.length - loud });
      taken++;
    } catch (fault) {
      faults.push(fault);
    }
  }
  const rhythmSeconds = rhythmOf(articles.map(({ publishedAt }) => publishedAt));
  const lost = taken === 0 && faults.length > 0 ? articles.length : faults.length;
  return {
    taken,
    lost,
    problems,
    fault: faults[0],
    memory: { fingerprint: lost > 0 ? null : fingerprint, rhythmSeconds },
  };
}

/** By date where all have one, else by the order that feeds have: newest first. */
function oldestFirst(items: readonly IncomingArticle[]): IncomingArticle[] {
  const reversed = items.toReversed();
  if (items.some(({ publishedAt }) => publishedAt === null)) return reversed;
  return reversed.sort((a, b) => (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0));
}

/** A 304 need not repeat the validators it confirms; after a loss there are none, so that the next look brings all again. */
function validators(
  fetched: Fetched,
  state: SourceState,
  lost: number,
): Pick<SourceState, "etag" | "lastModified"> {
  if (lost > 0) return { etag: null, lastModified: null };
  const before = fetched.unchanged ? state : { etag: null, lastModified: null };
  return { etag: fetched.etag ?? before.etag, lastModified: fetched.lastModified ?? before.lastModified };
}

async function failed(
  source: Source,
  state: SourceState,
  memory: PollMemory,
  { states, now, random }: PollPorts,
  error: FetchFailure | NotAFeed | NotTakenIn,
): Promise<Polled> {
  const answer = error instanceof FetchFailure ? error : { status: null, retryAfter: null };
  const at = now();
  const nextPollAt = whenFailed(
    { everySeconds: source.everySeconds, rhythmSeconds: memory.rhythmSeconds },
    { failures: state.failures + 1, retryAfter: answer.retryAfter, gone: answer.status === 410 },
    at,
    random,
  );
  await states.failed(source.id, error.message, at, nextPollAt);
  const fault = error instanceof NotTakenIn ? error.cause : undefined;
  return { outcome: "failed", nextPollAt, memory, problems: [error.message], fault };
}

async function stopped(source: Source, memory: PollMemory, { states, now }: PollPorts): Promise<Polled> {
  const nextPollAt = now();
  await states.release(source.id, nextPollAt);
  return { outcome: "stopped", nextPollAt, memory, problems: [] };
}

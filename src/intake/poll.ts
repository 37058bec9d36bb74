import { createHash } from "node:crypto";
import type { Accepted } from "../articles/accept.ts";
import type { IncomingArticle } from "../articles/article.ts";
import { HOUR_MS } from "../time.ts";
import { NotAFeed } from "./feed.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Fetch, Fetched } from "./fetch.ts";
import type { Hub } from "./hub.ts";
import { load } from "./load.ts";
import type { Readers } from "./readers.ts";
import type { SeenSitemaps } from "./sitemap-index.ts";
import type { SourceState, SourceStates } from "./source-state.ts";
import type { PolledSource } from "./source.ts";
import { rhythmOf, whenFailed, whenLoaded } from "./when.ts";

/** What one look at a source needs of the world. */
export interface PollPorts {
  fetch: Fetch;
  /** Takes an article in; when it resolves, the article is on disk. A repeat is no error. */
  accept: (incoming: IncomingArticle, options: { quiet: boolean }) => Promise<Accepted>;
  readers: Readers;
  /** What looking finds out about hubs. Absent: nobody could be called back. */
  hubs?: HubWatch | undefined;
  /** Told of all that a source lists, where nothing of it was missing. */
  listed?: ((source: string, articles: readonly IncomingArticle[]) => Promise<void>) | undefined;
  states: Pick<SourceStates, "loaded" | "failed" | "release">;
  now: () => Date;
  random: () => number;
  /** Of a source's first load, how many of the newest articles may become alerts. */
  firstLoadAlerts: number;
}

export interface HubWatch {
  /** The feed names a hub. */
  found(source: string, hub: Hub): Promise<void>;
  /** A look found what the hub had not brought. */
  missed(source: string): Promise<void>;
}

/** What a look leaves for the next one in this process. Lost with it, and then learnt anew. */
export interface PollMemory {
  /** Of the articles of the last load: a feed that says the same again costs no query. */
  fingerprint: string | null;
  rhythmSeconds: number | null;
  sitemaps: SeenSitemaps;
  /** When the source last gave all that it has, whatever we knew of it. */
  wholeAt: Date | null;
}

export const NO_MEMORY: PollMemory = {
  fingerprint: null,
  rhythmSeconds: null,
  sitemaps: new Map(),
  wholeAt: null,
};

/** So long a server's word that nothing has changed is taken for true: some give it for ever, and their news would never be seen. */
const TAKEN_AT_ITS_WORD_MS = HOUR_MS;

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
  source: PolledSource,
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
  source: PolledSource,
  state: SourceState,
  memory: PollMemory,
  ports: PollPorts,
  signal: AbortSignal,
): Promise<Polled> {
  const asked = ports.now();
  const wholeAt = memory.wholeAt ?? asked;
  const wantsAll = asked.getTime() - wholeAt.getTime() >= TAKEN_AT_ITS_WORD_MS;
  const before = wantsAll ? { ...memory, sitemaps: NO_MEMORY.sitemaps } : memory;
  const fetched = await ports.fetch(state.movedTo ?? source.address, {
    accept: FEEDS_AND_SITEMAPS,
    etag: wantsAll ? null : state.etag,
    lastModified: wantsAll ? null : state.lastModified,
    signal,
  });
  const loaded = fetched.unchanged
    ? nothingNew(before)
    : await takeIn(source, state, before, fetched, ports, signal);
  signal.throwIfAborted();
  if (loaded.lost > 0 && (loaded.taken === 0 || state.lastOkAt === null)) throw new NotTakenIn(loaded);
  const hubBrings = await stillBrings(source, state, loaded, ports.hubs);
  if (loaded.listed !== null && state.lastOkAt !== null) await ports.listed?.(source.id, loaded.listed);
  const now = ports.now();
  const nextPollAt = whenLoaded(
    { everySeconds: source.everySeconds, rhythmSeconds: loaded.memory.rhythmSeconds, hubBrings },
    fetched.cacheControl,
    now,
    ports.random,
  );
  const isFirst = state.lastOkAt === null;
  const learnt = {
    ...validators(fetched, state, loaded),
    movedTo: fetched.movedTo ?? state.movedTo,
    incompleteSince: loaded.complete ? null : isFirst ? asked : state.incompleteSince,
  };
  await ports.states.loaded(source.id, learnt, now, nextPollAt);
  const gaveAll = wantsAll || (loaded.whole && !fetched.unchanged);
  return {
    outcome: fetched.unchanged ? "unchanged" : "loaded",
    nextPollAt,
    memory: { ...loaded.memory, wholeAt: gaveAll ? asked : wholeAt },
    problems: loaded.problems,
    fault: loaded.fault,
  };
}

/** Tells the watch of hubs what the look found out, and says whether the source's hub can still be relied on. */
async function stillBrings(
  source: PolledSource,
  { hubBrings }: SourceState,
  { fresh, hub }: Loaded,
  hubs: HubWatch | undefined,
): Promise<boolean> {
  const missed = hubBrings && fresh > 0;
  if (missed) await hubs?.missed(source.id);
  if (hub) await hubs?.found(source.id, hub);
  return hubBrings && !missed;
}

export const FEEDS_AND_SITEMAPS =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";

/** What came of a source's answer. */
interface Loaded {
  /** Articles that are on disk. */
  taken: number;
  /** Of these, articles that were not known. */
  fresh: number;
  /** Articles that could not be stored. */
  lost: number;
  /** It listed articles, none was missing, and all are on disk. */
  complete: boolean;
  /** All that it lists; null where that was not read, or not all of it. */
  listed: readonly IncomingArticle[] | null;
  problems: string[];
  fault?: unknown;
  hub: Hub | null;
  /** The answer's validators speak for all that was read, and not only for an index of it. */
  whole: boolean;
  memory: PollMemory;
}

function nothingNew(memory: PollMemory): Loaded {
  return {
    taken: 0,
    fresh: 0,
    lost: 0,
    complete: false,
    listed: null,
    problems: [],
    hub: null,
    whole: true,
    memory,
  };
}

/** Nothing of a load, or not all of a first one, could be stored: the whole load counts as not seen. */
class NotTakenIn extends Error {
  override name = "NotTakenIn";
  constructor({ lost, taken, fault }: Loaded) {
    super(`${lost} dari ${lost + taken} berita belum dapat disimpan`, { cause: fault });
  }
}

/** After so many failures in a row it is not the articles that are at fault. */
const GIVE_UP_AFTER = 3;

/** Reads what the source gave and takes in its articles, unless they are those of the last load. */
async function takeIn(
  source: PolledSource,
  state: SourceState,
  memory: PollMemory,
  fetched: Fetched,
  ports: PollPorts,
  signal: AbortSignal,
): Promise<Loaded> {
  const { items, problems, hub, sitemaps, partial } = await load(
    source,
    fetched,
    memory.sitemaps,
    ports,
    signal,
  );
  // What is missing from a first load would not be quiet later. But what is never to be had must not bar the rest.
  if (partial && state.lastOkAt === null && state.failures < GIVE_UP_AFTER)
    throw new NotAFeed(problems.join("; "));
  const whole = sitemaps === null && !partial;
  const fingerprint = createHash("sha256").update(JSON.stringify(items)).digest("base64");
  const complete = items.length > 0 && !partial;
  if (fingerprint === memory.fingerprint) return { ...nothingNew(memory), complete, problems, hub, whole };
  const articles = oldestFirst(items);
  const isFromBefore = ({ publishedAt }: IncomingArticle): boolean => {
    if (state.lastOkAt === null) return true;
    if (state.incompleteSince === null) return false;
    // One alone that has no date is news; several at once are what was missing. Where something is missing always, that would never end.
    return publishedAt === null ? !partial && articles.length > 1 : publishedAt <= state.incompleteSince;
  };
  const isQuiet = (incoming: IncomingArticle, index: number): boolean =>
    index < articles.length - ports.firstLoadAlerts && isFromBefore(incoming);
  const { taken, fresh, faults } = await acceptAll(articles, isQuiet, ports, signal);
  const rhythmSeconds = rhythmOf(articles.map(({ publishedAt }) => publishedAt)) ?? memory.rhythmSeconds;
  const lost = taken === 0 && faults.length > 0 ? articles.length : faults.length;
  return {
    taken,
    fresh,
    lost,
    complete: complete && lost === 0,
    listed: whole && lost === 0 ? articles : null,
    problems,
    fault: faults[0],
    hub,
    whole,
    memory:
      lost > 0
        ? { ...NO_MEMORY, rhythmSeconds }
        : { ...memory, fingerprint, rhythmSeconds, sitemaps: sitemaps ?? NO_MEMORY.sitemaps },
  };
}

/** Takes in one after the other, those that are quiet for the archive. One that cannot be stored does not hold back the others. */
async function acceptAll(
  articles: readonly IncomingArticle[],
  isQuiet: (incoming: IncomingArticle, index: number) => boolean,
  { accept }: PollPorts,
  signal: AbortSignal,
): Promise<{ taken: number; fresh: number; faults: unknown[] }> {
  let taken = 0;
  let fresh = 0;
  const faults: unknown[] = [];
  for (const [index, incoming] of articles.entries()) {
    if (signal.aborted || (taken === 0 && faults.length === GIVE_UP_AFTER)) break;
    try {
      const { kind } = await accept(incoming, { quiet: isQuiet(incoming, index) });
      taken++;
      if (kind === "accepted") fresh++;
    } catch (fault) {
      faults.push(fault);
    }
  }
  return { taken, fresh, faults };
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
  { lost, whole }: Loaded,
): Pick<SourceState, "etag" | "lastModified"> {
  if (lost > 0 || !whole) return { etag: null, lastModified: null };
  const before = fetched.unchanged ? state : { etag: null, lastModified: null };
  return { etag: fetched.etag ?? before.etag, lastModified: fetched.lastModified ?? before.lastModified };
}

async function failed(
  source: PolledSource,
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

async function stopped(
  source: PolledSource,
  memory: PollMemory,
  { states, now }: PollPorts,
): Promise<Polled> {
  const nextPollAt = now();
  await states.release(source.id, nextPollAt);
  return { outcome: "stopped", nextPollAt, memory, problems: [] };
}

import type { Accepted } from "../articles/accept.ts";
import type { IncomingArticle } from "../articles/article.ts";
import type { Fetch } from "./fetch.ts";
import { type HubWatch, NO_MEMORY, poll, type Polled, type PollMemory, type PollPorts } from "./poll.ts";
import { type Readers, readersHere } from "./readers.ts";
import type { SourceState, SourceStates } from "./source-state.ts";
import { type PolledSource, polledSources, type Source } from "./source.ts";

/**
 * Looks at every source when it is due, for as long as it lives.
 *
 *   planned ──due, and its host has room──▶ claimed (a row) ──poll──▶ planned
 *      ▲                                        │ another process has it
 *      └────────────── when its row says ◀──────┘
 *
 * The plan is in memory, the truth is in the rows: whoever claims a row first looks at the source, so several processes may
 * run a poller each on one database. A claim is a lease: a process that dies with a source leaves it due again when that ends.
 * A slow source costs its own turn and a place among its host's few, nothing else.
 */
export interface PollerParts {
  /** Those that only push are not looked at. */
  sources: readonly Source[];
  /** The sources as they are by now, for a poller that is to follow changes: another array where anything did. */
  current?: () => readonly Source[];
  states: SourceStates;
  fetch: Fetch;
  accept: (incoming: IncomingArticle, options: { quiet: boolean }) => Promise<Accepted>;
  /** Left out: everything is read on this thread. */
  readers?: Readers;
  hubs?: HubWatch | undefined;
  /** See PollPorts. */
  listed?: PollPorts["listed"];
  clock: {
    now: () => Date;
    /** Resolves after `ms`, or as soon as the signal aborts. */
    sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  };
  /** From 0 to 1. */
  random: () => number;
  /** See PollPorts. */
  firstLoadAlerts?: number;
  /** Looks at once, at sources of one host and in all. */
  perHost?: number;
  concurrency?: number;
  /** Called after each look. */
  onPolled?: (source: Source, polled: Polled) => void;
  /** Called for what is our own fault: the store failed. Polling goes on. */
  onFault: (error: unknown) => void;
}

/** Longer than a fetch (15 s), what a sitemap's index names (15 s), reading (5 s) and storing the articles may take together. */
const LEASE_MS = 60_000;

/** After a fault of ours, and at most between two looks at the plan, whatever the clock does meanwhile. */
const PAUSE_MS = 5_000;

/** A clock that goes back by more than this was set. */
const SET_BACK_MS = 60_000;

/** Between two looks at the plan, so that looks which end together are followed up together: 5,000 sources are many to sort. */
const BREATH_MS = 10;

/** A source's place in the plan. */
interface Turn {
  readonly source: PolledSource;
  readonly host: string;
  /** When it is due, in milliseconds. */
  at: number;
  memory: PollMemory;
  looking: Promise<void> | null;
  /** What its last look in this process came to. */
  standing: Standing;
}

type Standing = "good" | "new" | "failing";

/**
 * Of all places, those that sources of a standing may take, those in good standing first. Most failures are slow ones: without this
 * a few hundred dead servers, or all that are due at a start, would keep those that work waiting.
 */
const SHARE: Record<Standing, number> = { good: 0.75, new: 0.75, failing: 0.25 };

/** Resolves when the sources are known to the store. Disposing stops what is under way and gives its sources back. */
export async function startPoller(parts: PollerParts): Promise<AsyncDisposable> {
  const { states, clock, perHost = 2, concurrency = 40 } = parts;
  const ports: PollPorts = {
    ...parts,
    readers: parts.readers ?? readersHere,
    now: () => clock.now(),
    firstLoadAlerts: parts.firstLoadAlerts ?? 0,
  };
  const stop = new AbortController();
  let bell = new AbortController();

  let known = parts.current?.() ?? parts.sources;
  let plan = await planFor(known, []);
  const leaving: Promise<void>[] = []; // looks at sources that are no longer in the plan

  const turns = takeTurns();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      bell.abort();
      await turns;
      await Promise.all([...leaving, ...plan.flatMap(({ looking }) => looking ?? [])]);
    },
  };

  /** Those that were planned before keep their place. */
  async function planFor(now: readonly Source[], before: readonly Turn[]): Promise<Turn[]> {
    const sources = polledSources(now);
    await states.register(sources);
    const due = await states.nextPolls(sources.map(({ id }) => id));
    const turns = new Map(before.map((turn) => [turn.source.id, turn]));
    return sources.map(
      (source): Turn =>
        turns.get(source.id) ?? {
          source,
          host: new URL(source.address).host,
          at: due.get(source.id)?.getTime() ?? 0,
          memory: NO_MEMORY,
          looking: null,
          standing: "new",
        },
    );
  }

  async function follow(): Promise<void> {
    const now = parts.current?.() ?? known;
    if (now === known) return;
    const next = await planFor(now, plan);
    const kept = new Set(next);
    leaving.push(...plan.flatMap((turn) => (kept.has(turn) ? [] : (turn.looking ?? []))));
    plan = next;
    known = now;
  }

  async function takeTurns(): Promise<void> {
    let before = -Infinity;
    while (!stop.signal.aborted) {
      bell = new AbortController();
      await follow().catch(parts.onFault);
      const now = clock.now().getTime();
      if (now < before - SET_BACK_MS) planAnew(now);
      before = now;
      await startDue(now).catch(parts.onFault);
      if (!stop.signal.aborted) await clock.sleep(untilNext(now), bell.signal);
      if (!stop.signal.aborted) await clock.sleep(BREATH_MS, stop.signal);
    }
  }

  /** The clock was set back, and the plan's moments are far off. The rows are brought back, too (store/upkeep/clock-set-back.ts), a little sooner. */
  function planAnew(now: number): void {
    for (const turn of plan) turn.at = Math.min(turn.at, now + (2 + parts.random()) * SET_BACK_MS);
  }

  async function startDue(now: number): Promise<void> {
    const chosen = choose(plan, now, perHost, concurrency);
    if (chosen.length === 0) return;
    for (const turn of chosen) turn.at = now + PAUSE_MS; // should the store fail now
    const ids = chosen.map(({ source }) => source.id);
    const claimed = await states.claim(ids, new Date(now), new Date(now + LEASE_MS));
    const taken: Turn[] = [];
    for (const turn of chosen) {
      const state = claimed.get(turn.source.id);
      if (state) turn.looking = look(turn, state);
      else taken.push(turn);
    }
    if (taken.length === 0) return;
    const others = await states.nextPolls(taken.map(({ source }) => source.id));
    for (const turn of taken) turn.at = Math.max(others.get(turn.source.id)?.getTime() ?? 0, now + 1000);
  }

  async function look(turn: Turn, state: SourceState): Promise<void> {
    try {
      const polled = await poll(turn.source, state, turn.memory, ports, stop.signal);
      turn.memory = polled.memory;
      turn.standing = polled.outcome === "failed" ? "failing" : "good";
      turn.at = polled.nextPollAt.getTime();
      if (polled.fault !== undefined) parts.onFault(polled.fault);
      parts.onPolled?.(turn.source, polled);
    } catch (error) {
      // The row still has our lease, and until that ends nobody could look at the source anyway.
      turn.at = clock.now().getTime() + LEASE_MS;
      parts.onFault(error);
    } finally {
      turn.looking = null;
      bell.abort();
    }
  }

  /** What was due at `now` and found no room waits for the bell: it rings when a look ends. */
  function untilNext(now: number): number {
    let next = Infinity;
    for (const { at, looking } of plan) if (looking === null && at > now && at < next) next = at;
    return Math.min(Math.max(next - clock.now().getTime(), 0), PAUSE_MS);
  }
}

/** Those that wait longest, as many as there is room for, in all, in their standing, and at their hosts. */
function choose(plan: readonly Turn[], now: number, perHost: number, concurrency: number): Turn[] {
  const looking = plan.filter((turn) => turn.looking !== null);
  const busy = new Map<string, number>();
  for (const { host } of looking) busy.set(host, (busy.get(host) ?? 0) + 1);
  const waiting = plan.filter((turn) => turn.looking === null && turn.at <= now).sort((a, b) => a.at - b.at);
  const chosen: Turn[] = [];
  for (const standing of ["good", "new", "failing"] as const) {
    let room =
      Math.ceil(concurrency * SHARE[standing]) - looking.filter((turn) => turn.standing === standing).length;
    for (const turn of waiting) {
      if (room <= 0 || looking.length + chosen.length >= concurrency) break;
      const places = busy.get(turn.host) ?? 0;
      if (turn.standing !== standing || places >= perHost) continue;
      busy.set(turn.host, places + 1);
      chosen.push(turn);
      room--;
    }
  }
  return chosen;
}

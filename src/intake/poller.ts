import type { IncomingArticle } from "../articles/article.ts";
import type { Fetch } from "./fetch.ts";
import { poll, type Polled, type PollMemory, type PollPorts } from "./poll.ts";
import type { Source } from "./source.ts";
import type { SourceState, SourceStates } from "./source-state.ts";

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
  sources: readonly Source[];
  states: SourceStates;
  fetch: Fetch;
  accept: (incoming: IncomingArticle, options: { quiet: boolean }) => Promise<unknown>;
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

/** Longer than a fetch may take (15 s) and its articles need to be stored. */
const LEASE_MS = 30_000;

/** After a fault of ours, and at most between two looks at the plan, whatever the clock does meanwhile. */
const PAUSE_MS = 5_000;

/** Resolves when the sources are known to the store. Disposing stops what is under way and gives its sources back. */
export async function startPoller(parts: PollerParts): Promise<AsyncDisposable> {
  const { sources, states, clock, perHost = 2, concurrency = 20 } = parts;
  const ports: PollPorts = { ...parts, now: () => clock.now(), firstLoadAlerts: parts.firstLoadAlerts ?? 0 };
  const stop = new AbortController();
  let bell = new AbortController();
  const memories = new Map<string, PollMemory>();
  const running = new Map<string, Promise<void>>();

  await states.register(sources);
  const plan = await states.nextPolls(sources.map(({ id }) => id));
  const hosts = new Map(sources.map(({ id, feed }) => [id, new URL(feed).host]));

  const turns = takeTurns();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      bell.abort();
      await turns;
      await Promise.all(running.values());
    },
  };

  async function takeTurns(): Promise<void> {
    while (!stop.signal.aborted) {
      bell = new AbortController();
      const now = clock.now().getTime();
      await startDue(now).catch(parts.onFault);
      if (!stop.signal.aborted) await clock.sleep(untilNext(now), bell.signal);
    }
  }

  async function startDue(now: number): Promise<void> {
    const due = dueSources(now);
    if (due.length === 0) return;
    const ids = due.map(({ id }) => id);
    for (const id of ids) plan.set(id, new Date(now + PAUSE_MS)); // should the store fail now
    const claimed = await states.claim(ids, new Date(now), new Date(now + LEASE_MS));
    for (const source of due) {
      const state = claimed.get(source.id);
      if (state) running.set(source.id, look(source, state));
    }
    const others = await states.nextPolls(ids.filter((id) => !claimed.has(id)));
    for (const [id, at] of others) plan.set(id, new Date(Math.max(at.getTime(), now + 1000)));
  }

  /** Those that wait longest, as many as there is room for, in all and at their hosts. */
  function dueSources(now: number): Source[] {
    const at = (source: Source) => plan.get(source.id)?.getTime() ?? 0;
    const waiting = sources
      .filter((source) => !running.has(source.id) && at(source) <= now)
      .sort((a, b) => at(a) - at(b));
    const busy = new Map<string, number>();
    const takePlace = (id: string) => {
      const host = hosts.get(id) ?? "";
      const places = (busy.get(host) ?? 0) + 1;
      if (places <= perHost) busy.set(host, places);
      return places <= perHost;
    };
    for (const id of running.keys()) takePlace(id);
    return waiting.filter(({ id }) => takePlace(id)).slice(0, concurrency - running.size);
  }

  async function look(source: Source, state: SourceState): Promise<void> {
    try {
      const memory = memories.get(source.id) ?? { fingerprint: null, rhythmSeconds: null };
      const polled = await poll(source, state, memory, ports, stop.signal);
      memories.set(source.id, polled.memory);
      plan.set(source.id, polled.nextPollAt);
      if (polled.fault !== undefined) parts.onFault(polled.fault);
      parts.onPolled?.(source, polled);
    } catch (error) {
      // The row still has our lease, and until that ends nobody could look at the source anyway.
      plan.set(source.id, new Date(clock.now().getTime() + LEASE_MS));
      parts.onFault(error);
    } finally {
      running.delete(source.id);
      bell.abort();
    }
  }

  /** What was due at `now` and found no room waits for the bell: it rings when a look ends. */
  function untilNext(now: number): number {
    const coming = [...plan].flatMap(([id, at]) =>
      running.has(id) || at.getTime() <= now ? [] : at.getTime(),
    );
    const next = coming.reduce((soonest, at) => Math.min(soonest, at), Infinity);
    return Math.min(Math.max(next - clock.now().getTime(), 0), PAUSE_MS);
  }
}

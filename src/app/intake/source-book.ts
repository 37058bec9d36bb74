import type { Source } from "../../intake/source.ts";
import { deskSources } from "../../store/sources/desk-sources.ts";
import type { Core } from "../core.ts";

/** The sources as they are now: those of the configuration, then those added at the desk. */
export interface SourceBook extends AsyncDisposable {
  all(): Source[];
  /** Those that are polled. A new array after every change, the same one until then. */
  active(): Source[];
  isPaused(id: string): boolean;
  /** Looks again at once, after a change made here. */
  refresh(): Promise<void>;
}

/** How soon other processes learn of changes at the desk. */
const LOOK_EVERY_MS = 5_000;

/** Rejects where the database does not answer. When it fails later, the last known sources stay. */
export async function openSourceBook(
  wiring: Pick<Core, "pool" | "events" | "clock"> & {
    configured: Source[];
  },
): Promise<SourceBook> {
  const { configured, pool, clock } = wiring;
  const ids = new Set(configured.map(({ id }) => id));
  let all = configured;
  let active = configured;
  let paused: ReadonlySet<string> = new Set();
  let seen = "";

  async function refresh(): Promise<void> {
    const now = await deskSources(pool);
    const key = JSON.stringify([now.added, [...now.paused].sort()]);
    if (key === seen) return;
    seen = key;
    // The configuration has the last word on an id.
    all = [...configured, ...now.added.filter(({ id }) => !ids.has(id))];
    active = all.filter(({ id }) => !now.paused.has(id));
    paused = now.paused;
  }

  await refresh();
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, over.signal);
      if (!over.signal.aborted)
        await refresh().catch((error: unknown) => wiring.events.fault("sources", error));
    }
  })();
  return {
    all: () => all,
    active: () => active,
    isPaused: (id) => paused.has(id),
    refresh,
    async [Symbol.asyncDispose]() {
      over.abort();
      await looking;
    },
  };
}

/** The outlets' names by their sources' ids, as they are when they are asked for. */
export function outletNames(config: {
  readonly sources: readonly Source[];
}): Pick<ReadonlyMap<string, string>, "get"> {
  return { get: (id) => config.sources.find((source) => source.id === id)?.name };
}

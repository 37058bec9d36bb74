import { FetchFailure } from "./fetch-failure.ts";
import type { Fetch } from "./fetch.ts";

/** A host that hangs is asked again after this. */
const SILENT_FOR_MS = 30_000;
const MOST_HOSTS = 10_000;

/**
 * Fetches as `fetch`, and does not let a host that hangs hold up what is to be fetched elsewhere: once it gave no answer in time, it is
 * left alone for half a minute, and then asked by one at a time until it answers. For all others it "times out" at once.
 *
 *   answering ──no answer in time──▶ silent ──half a minute──▶ asked by one ──any answer──▶ answering
 *                                       ▲──────no answer in time──────┘
 */
export function sparingSilentHosts(fetch: Fetch, now: () => Date): Fetch {
  const silentUntil = new Map<string, number>();

  return async (url, ask) => {
    const host = URL.parse(url)?.host ?? "";
    const until = silentUntil.get(host);
    if (until !== undefined && until > now().getTime())
      throw new FetchFailure("timeout", `${host} sedang tidak menjawab`);
    if (until !== undefined) beSilent(host); // whoever comes meanwhile waits for what this one finds
    try {
      const fetched = await fetch(url, ask);
      silentUntil.delete(host);
      return fetched;
    } catch (error) {
      const kind = error instanceof FetchFailure ? error.kind : null;
      if (kind === "timeout") beSilent(host);
      else if (kind !== "aborted") silentUntil.delete(host);
      throw error;
    }
  };

  function beSilent(host: string): void {
    silentUntil.delete(host); // and set again, last: the first is the one that was silent longest ago
    silentUntil.set(host, now().getTime() + SILENT_FOR_MS);
    const [oldest] = silentUntil.size > MOST_HOSTS ? silentUntil.keys() : [];
    if (oldest !== undefined) silentUntil.delete(oldest);
  }
}

import { HOUR_MS, MINUTE_MS } from "../time.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Fetch } from "./fetch.ts";
import { readRobots, type RobotRules } from "./robots.ts";

/**
 * May we open the page at this address? Rejects with FetchFailure where the site cannot say so just now, and when `signal` aborts. Feeds and
 * sitemaps are not asked about: a publisher offers them to be read by programs, and an editor has chosen them by name. Nor is a page that an
 * editor names, who is a reader with a browser of another kind.
 */
export type MayOpen = (url: string, signal?: AbortSignal) => Promise<boolean>;

/** RFC 9309, 2.4 allows a day; a publisher who changes its mind is heard sooner. */
const KNOWN_FOR_MS = 6 * HOUR_MS;

/**
 * A site that cannot say what it allows is asked again soon. Until then it allows what it last said, or else nothing (2.3.1.4): that is no
 * refusal, for most such sites are down.
 */
const UNREACHABLE_FOR_MS = 5 * MINUTE_MS;

const MOST_SITES = 10_000;

/** Everything may be opened where there is no robots.txt (2.3.1.3). */
const ANYTHING: RobotRules = { allows: () => true };

interface Known {
  rules: RobotRules | FetchFailure;
  until: number;
}

/**
 * Remembers what each site allows.
 *
 * @param us our product token, the first word of our User-Agent before the slash
 */
export function robotsWatch(fetch: Fetch, us: string, now: () => Date): MayOpen {
  const known = new Map<string, Promise<Known>>();

  return async (url, signal) => {
    const { origin, pathname, search } = new URL(url);
    const before = known.get(origin);
    let site = before && (await before);
    if (!site || site.until <= now().getTime()) {
      // Of those who find it too old at once, the first asks and the others wait for the same answer.
      const newer = known.get(origin);
      site = await (newer && newer !== before ? newer : askAnew(origin, site, signal));
    }
    if (site.rules instanceof FetchFailure) throw site.rules;
    return site.rules.allows(pathname + search);
  };

  function askAnew(
    origin: string,
    before: Known | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Known> {
    const asked = ask(origin, before, signal);
    known.delete(origin); // and set again, last: the first is the one asked longest ago
    known.set(origin, asked);
    asked.catch(() => known.delete(origin));
    const [oldest] = known.size > MOST_SITES ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return asked;
  }

  async function ask(
    origin: string,
    before: Known | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Known> {
    try {
      const { body } = await fetch(`${origin}/robots.txt`, {
        accept: "text/plain, */*;q=0.1",
        ...(signal ? { signal } : {}),
      });
      return keep(readRobots(body, us), KNOWN_FOR_MS);
    } catch (error) {
      if (!(error instanceof FetchFailure) || error.kind === "aborted") throw error;
      const isAbsent =
        error.status !== null && error.status >= 400 && error.status < 500 && error.status !== 429;
      return isAbsent || error.kind === "redirects"
        ? keep(ANYTHING, KNOWN_FOR_MS)
        : keep(lastSaid(before) ?? error, UNREACHABLE_FOR_MS);
    }
  }

  function lastSaid(before: Known | undefined): RobotRules | null {
    return before && !(before.rules instanceof FetchFailure) ? before.rules : null;
  }

  function keep(rules: Known["rules"], ms: number): Known {
    return { rules, until: now().getTime() + ms };
  }
}

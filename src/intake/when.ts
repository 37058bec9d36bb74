/** When a source is looked at next. Reads no clock and keeps nothing: facts in, a moment out. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A source that says "nothing new for an hour" is taken at its word for five minutes only: alerts are for now. */
const MAX_MAX_AGE = 5 * MINUTE;

/** Hubs lose messages and die without a word; nothing is to be later than this for it. */
const SAFETY_NET = 15 * MINUTE;

/** Patience asked for by Retry-After is given, but nobody may silence a source for good with a slip of the pen. */
const MAX_RETRY_AFTER = 24 * HOUR;

/** Of the interval, so that sources polled together drift apart. */
const JITTER = 0.1;

export interface Pace {
  /** As configured, in seconds; undefined: adapt to the rhythm. */
  everySeconds?: number | undefined;
  /** How often the source publishes, in seconds; null: not known yet. */
  rhythmSeconds: number | null;
  /** A hub brings what is new: looking is a safety net. */
  hubBrings?: boolean;
}

/** After a look that went well. */
export function whenLoaded(pace: Pace, cacheControl: string | null, now: Date, random: () => number): Date {
  const seconds = Math.max(interval(pace), Math.min(maxAge(cacheControl), MAX_MAX_AGE));
  return later(now, seconds, random);
}

/**
 * After a failure: twice as long each time, an hour at most, unless the source itself named a time (429, 503).
 *
 * @param failures in a row, this one included
 * @param gone the source says that it will never come back (410): an hour at once, for it may be a slip
 */
export function whenFailed(
  pace: Pace,
  failure: { failures: number; retryAfter: string | null; gone: boolean },
  now: Date,
  random: () => number,
): Date {
  const backOff = failure.gone
    ? HOUR
    : Math.min(interval(pace) * 2 ** Math.min(failure.failures - 1, 20), HOUR);
  const asked = Math.min(retryAfterSeconds(failure.retryAfter, now), MAX_RETRY_AFTER);
  return later(now, Math.max(backOff, asked), random);
}

/**
 * The seconds between two articles, on average over the newest ten; null where fewer than two have dates. The date of a feed's
 * single item says nothing of the next.
 */
export function rhythmOf(published: readonly (Date | null)[]): number | null {
  const times = published.flatMap((date) => date?.getTime() ?? []).toSorted((a, b) => b - a);
  const newest = times.slice(0, 10);
  const [first, last] = [newest[0], newest.at(-1)];
  if (first === undefined || last === undefined || newest.length < 2) return null;
  return (first - last) / 1000 / (newest.length - 1);
}

/** Four looks for each article: it is found after an eighth of the usual time between two, on average. */
function interval({ everySeconds, rhythmSeconds, hubBrings }: Pace): number {
  return everySeconds ?? Math.min(Math.max((rhythmSeconds ?? 0) / 4, hubBrings ? SAFETY_NET : MINUTE), HOUR);
}

function maxAge(cacheControl: string | null): number {
  if (cacheControl === null || /no-cache|no-store/i.test(cacheControl)) return 0;
  return Number(/\bmax-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl)?.[1] ?? 0);
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | null, now: Date): number {
  if (header === null) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, (date - now.getTime()) / 1000);
}

function later(now: Date, seconds: number, random: () => number): Date {
  return new Date(now.getTime() + seconds * (1 + JITTER * random()) * 1000);
}

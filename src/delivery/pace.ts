import type { Clock } from "./clock.ts";
import type { MessengerName } from "./delivery.ts";

/** How fast an account may send, held over all workers of all processes. */
export interface Pace {
  /**
   * Reserves up to `wanted` moments to send at, evenly spaced, none more than a second ahead of `now`. May grant fewer, or
   * none when others have reserved the whole second or the account is held off.
   */
  reserve(messenger: MessengerName, wanted: number, perSecond: number, now: Date): Promise<Slots>;
  /** The platform asked us to wait: nobody sends before `until`. A shorter wait never shortens a longer one. */
  holdOff(messenger: MessengerName, until: Date): Promise<void>;
}

export interface Slots {
  count: number;
  /** The first free moment, in milliseconds since 1970: granted if `count` is not 0. The others follow evenly. */
  first: number;
}

/** One worker's way to its slots. For one caller at a time. */
export interface Pacer {
  /**
   * Waits for the next moment at which a message may be sent, and resolves with null; `wanted` is how many messages are waiting. Where that
   * moment is far off, resolves at once with when to ask again: nobody should hold deliveries for so long.
   */
  slot(wanted: number, signal: AbortSignal): Promise<Date | null>;
  /** Takes a slot whose moment has come, without waiting; false where there is none at hand. */
  slotNow(wanted: number): boolean;
}

/**
 * How much of a platform's limit is used. Messages reach it a few milliseconds sooner or later than they were sent: at the
 * very limit, some second of its own would see one too many. This leaves 20 ms a second for that.
 */
export const USED_OF_LIMIT = 0.98;

/** How far ahead slots may be reserved, so that a worker that dies wastes no more than this. */
export const AHEAD_MS = 1000;

// Slots are fetched for this long at a time: few queries, and two workers still share a second fairly.
const FETCH_MS = 250;
// The next ones are asked for while those at hand last so long: a query's round trip on a busy day.
const FETCH_TAKES_MS = 30;
// A slot that was not used in time is lost: using it later would put two messages into one moment.
const STALE_MS = 250;
const SOON_MS = 2 * AHEAD_MS;

export function pacer(pace: Pace, messenger: MessengerName, perSecond: number, clock: Clock): Pacer {
  const gapMs = 1000 / perSecond;
  const atOnce = Math.max(1, Math.ceil((perSecond * FETCH_MS) / 1000));
  let left = 0;
  let next = 0;
  let ahead: Promise<Slots> | null = null;

  function reserve(wanted: number, now: number): Promise<Slots> {
    return pace.reserve(messenger, Math.min(wanted, atOnce), perSecond, new Date(now));
  }

  function fetched(): Promise<Slots> | null {
    const slots = ahead;
    ahead = null;
    return slots;
  }

  /** Takes a slot at hand and says how long until its moment; null where there is none. */
  function taken(wanted: number, now: number, withinMs: number): number | null {
    const untilMs = next - now;
    // A slot far ahead was reserved by a clock that has been set back since.
    if (left === 0 || -untilMs > STALE_MS || untilMs > withinMs) return null;
    next += gapMs;
    left -= 1;
    const more = wanted - 1 - left;
    if (more > 0 && left * gapMs <= FETCH_TAKES_MS && ahead === null) {
      ahead = reserve(more, now);
      ahead.catch(() => undefined); // slot() rejects with it
    }
    return untilMs;
  }

  return {
    slotNow: (wanted) => taken(wanted, clock.now().getTime(), 0) !== null,
    async slot(wanted, signal) {
      while (!signal.aborted) {
        const now = clock.now().getTime();
        const untilMs = taken(wanted, now, SOON_MS);
        if (untilMs !== null) {
          if (untilMs >= 1) await clock.sleep(untilMs, signal);
          return null;
        }
        ({ count: left, first: next } = await (fetched() ?? reserve(wanted, now)));
        if (left > 0) continue;
        const askAgain = next - AHEAD_MS + gapMs;
        if (askAgain - now > SOON_MS) return new Date(askAgain);
        await clock.sleep(Math.max(gapMs, askAgain - now), signal);
      }
      return null;
    },
  };
}

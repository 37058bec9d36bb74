import { DAY_MS, startOfDay } from "../../time.ts";

/**
 * How many private chats an account may write to in a day without being asked, by its age. WhatsApp publishes no number;
 * what it watches is how fast an account begins to write to how many. These are on the careful side of what operators of
 * unofficial clients report, and a newsroom with more readers than that wants a Channel.
 */
const CAPS: readonly { fromDay: number; messages: number }[] = [
  { fromDay: 0, messages: 50 },
  { fromDay: 7, messages: 150 },
  { fromDay: 14, messages: 400 },
  { fromDay: 30, messages: 1_000 },
  { fromDay: 90, messages: 2_000 },
];

export function dailyCap(since: Date, now: Date): number {
  const days = (now.getTime() - since.getTime()) / DAY_MS;
  return (CAPS.findLast(({ fromDay }) => days >= fromDay) ?? { messages: 50 }).messages;
}

/** When the account's next day begins, and with it what it may send on it. */
export function tomorrow(at: Date): Date {
  return new Date(startOfDay(at).getTime() + DAY_MS);
}

/**
 * The pause before a private message, in milliseconds, evenly by chance. The pace keeps the average; without this the messages would
 * leave like a clock's ticks.
 */
export function jitter(random: number): number {
  return Math.round(random * LONGEST_PAUSE_MS);
}

const LONGEST_PAUSE_MS = 600; // whoever waits it out when everything is stopped has still begun within a second of that

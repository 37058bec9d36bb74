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
  const days = (now.getTime() - since.getTime()) / DAY;
  return (CAPS.findLast(({ fromDay }) => days >= fromDay) ?? { messages: 50 }).messages;
}

/** The account's day, as its readers have it: Jakarta's (UTC+7, no summer time), "2026-11-23". */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + JAKARTA).toISOString().slice(0, 10);
}

/** When the next of these days begins. */
export function tomorrow(at: Date): Date {
  return new Date((Math.floor((at.getTime() + JAKARTA) / DAY) + 1) * DAY - JAKARTA);
}

const DAY = 86_400_000;
const JAKARTA = 7 * 3_600_000;

/**
 * The pause before a private message, in milliseconds, evenly by chance. The pace keeps the average; without this the messages would
 * leave like a clock's ticks.
 */
export function jitter(random: number): number {
  return Math.round(random * LONGEST_PAUSE_MS);
}

const LONGEST_PAUSE_MS = 600; // whoever waits it out when everything is stopped has still begun within a second of that

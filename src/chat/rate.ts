import { MINUTE_MS } from "../time.ts";

/** How a message of somebody is to be met: answered, answered with a word about slowing down, or not at all. */
export type Patience = "answer" | "slow down" | "silence";

/**
 * Counts what each person says, and loses patience: of `most` messages within a minute each is answered, the next one is
 * told so, and then there is silence until the minute is over. Kept in memory, at most `MOST_KNOWN` people at a time:
 * whoever has been silent longest is forgotten first.
 */
export function rateOf(most: number): (who: string, now: Date) => Patience {
  const minutes = new Map<string, { since: number; count: number }>();
  return (who, now) => {
    const at = now.getTime();
    const known = minutes.get(who);
    const minute = known !== undefined && at - known.since < MINUTE_MS ? known : { since: at, count: 0 };
    minute.count += 1;
    minutes.delete(who); // to stand last in the order of the map
    minutes.set(who, minute);
    if (minutes.size > MOST_KNOWN) minutes.delete(minutes.keys().next().value ?? "");
    if (minute.count <= most) return "answer";
    return minute.count === most + 1 ? "slow down" : "silence";
  };
}

const MOST_KNOWN = 50_000; // a few megabytes

import type { Seen } from "./book.ts";

/** A row of the ledger at the end. */
export interface Row {
  alert: number;
  chat: number;
  state: string;
}

/** The outcome, as issue 5 defines it. */
export interface Outcome {
  /** Chats that never got the alert, and whose row has no reason that the server confirms. */
  lost: number;
  /** Messages that came into a chat that had them already. */
  repeated: number;
  unknown: number;
  /** Messages that the server read and gave no definite answer. */
  unknownAllowed: number;
}

/**
 * Compares what should have happened, chat by chat, with what the server saw; the ledger is heard only for its reasons. `dead` are the
 * chats of which the server has said so, for whatever alert.
 */
export function judge(
  expected: readonly Omit<Row, "state">[],
  ledger: readonly Row[],
  seen: readonly Seen[],
  dead: ReadonlySet<number>,
): Outcome {
  const rows = new Map(ledger.map((row) => [keyOf(row), row.state]));
  const book = new Map(seen.map((entry) => [keyOf(entry), entry]));
  return {
    lost: expected.filter((one) => {
      const entry = book.get(keyOf(one));
      return (entry?.accepted ?? 0) === 0 && !isExcused(rows.get(keyOf(one)), entry, dead.has(one.chat));
    }).length,
    repeated: seen.reduce((sum, { accepted }) => sum + Math.max(0, accepted - 1), 0),
    unknown: ledger.filter(({ state }) => state === "unknown").length,
    unknownAllowed: seen.filter(({ unanswered }) => unanswered > 0).length,
  };
}

/** No row says so for itself: the server must have said the same. (It refuses no message here, so no row may be `refused`.) */
function isExcused(state: string | undefined, entry: Seen | undefined, dead: boolean): boolean {
  if (state === "unknown") return (entry?.unanswered ?? 0) > 0;
  // An alert to a chat that another alert found dead is withdrawn, or has no row from the start.
  return dead && (state === "gone" || state === "withdrawn" || state === undefined);
}

function keyOf({ alert, chat }: { alert: number; chat: number }): string {
  return `${alert} ${chat}`;
}

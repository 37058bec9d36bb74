/**
 * When a message that failed is tried again, and what a failure makes of its endpoint. Pure: facts in, a decision out.
 *
 *   waiting ──2xx──▶ delivered
 *      │  ▲
 *      │  └── later, eleven tries within about a day
 *      └─────────▶ failed      its endpoint is disabled with it where nothing has got through since the first try
 */
export interface Failed {
  at: Date;
  /** The endpoint's own word; null: it did not answer. */
  status: number | null;
  /** Tries of this message before this one. */
  attempts: number;
  /** This message's first try; null: it was this one. */
  triedAt: Date | null;
  endpoint: {
    /** Failures in a row before this one. */
    failures: number;
    failingSince: Date | null;
  };
}

export interface AfterFailure {
  /** null: it was the last try. */
  dueAt: Date | null;
  /** The endpoint is left alone until then. */
  restUntil: Date;
  disable: "gone" | "failing" | null;
}

/** The wait after each failed try, in the first one's length: 5 s, 30 s, 2, 5, 15 min, 1, 2, 4, 8, 8 h make 23 hours. */
const WAITS = [1, 6, 24, 60, 180, 720, 1440, 2880, 5760, 5760];
export const FIRST_WAIT_MS = 5_000;

/** An endpoint's other messages do not wait longer than this for its next try: 5 minutes. */
const LONGEST_REST = 60;

export function afterFailure(failed: Failed, firstWaitMs: number): AfterFailure {
  const { at, attempts, endpoint } = failed;
  const after = (waits: number): Date => new Date(at.getTime() + waits * firstWaitMs);
  const wait = WAITS[attempts];
  const rest = Math.min(WAITS[endpoint.failures] ?? LONGEST_REST, LONGEST_REST);
  const lost = wait === undefined && (endpoint.failingSince ?? at) <= (failed.triedAt ?? at);
  // RFC 9110: 410 says that the endpoint is gone and meant to stay so.
  const disable = failed.status === 410 ? "gone" : lost ? "failing" : null;
  return { dueAt: wait === undefined ? null : after(wait), restUntil: after(rest), disable };
}

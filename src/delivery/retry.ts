import type { SendVerdict } from "./delivery.ts";
import type { Outcome } from "./ledger.ts";

/** How long a chat that cannot be reached is tried, from its first failure. Late news is old news: breaking news sooner. */
export interface Patience {
  ordinaryMs: number;
  breakingMs: number;
}

export const PATIENCE: Patience = { ordinaryMs: 6 * 3_600_000, breakingMs: 3_600_000 };

/** What was tried: how often before, and since when it has been failing. */
export interface Tried {
  attempts: number;
  failingSince: Date | null;
  breaking: boolean;
}

/**
 * Decides what an attempt's verdict makes of its delivery. Reads no clock and throws no dice: `random` is in [0, 1).
 *
 * Only what was surely not accepted is tried again by itself. What may have arrived (`unknown`) never is: an editor decides.
 * A limit of the whole account is not held against the chat, however long it lasts.
 */
export function afterAttempt(
  verdict: SendVerdict,
  tried: Tried,
  now: Date,
  random: number,
  patience: Patience,
): Outcome {
  switch (verdict.kind) {
    case "sent":
      return { state: "sent", messageId: verdict.messageId };
    case "moved":
      return { state: "moved", to: verdict.to };
    case "unknown":
    case "gone":
    case "refused":
      return { state: verdict.kind, why: verdict.why };
    case "later":
      return later(verdict, tried, now, random, patience);
  }
}

/** What a delivery is whose message the platform had accepted, and which did not arrive. */
export interface NotArrived {
  state: "unknown" | "gone" | "refused";
  why: string;
}

/**
 * Decides what becomes of a delivery that counts as sent, when its platform says afterwards why it did not arrive. What might arrive at
 * another try is for an editor to decide, as what is unknown: by now it may be old news.
 */
export function afterFailure(verdict: SendVerdict): NotArrived {
  const why = "why" in verdict ? verdict.why : "";
  const state = verdict.kind === "gone" || verdict.kind === "refused" ? verdict.kind : "unknown";
  return { state, why: `Diterima, lalu tidak sampai: ${why}` };
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const LONGEST_WAIT_BREAKING_MS = 60_000;

function later(
  verdict: Extract<SendVerdict, { kind: "later" }>,
  tried: Tried,
  now: Date,
  random: number,
  patience: Patience,
): Outcome {
  const wait =
    verdict.afterSeconds === undefined
      ? backOff(tried, random)
      : verdict.afterSeconds * 1000 * (1 + random / 20);
  const dueAt = new Date(now.getTime() + Math.ceil(wait));
  if (verdict.everyone) return { state: "waiting", dueAt, why: verdict.why, failing: false };

  const since = tried.failingSince ?? now;
  const patient = tried.breaking ? patience.breakingMs : patience.ordinaryMs;
  if (dueAt.getTime() - since.getTime() > patient) {
    return {
      state: "withdrawn",
      why: `Tidak terkirim sampai kabar ini terlalu lama. Jawaban terakhir: ${verdict.why}`,
    };
  }
  return { state: "waiting", dueAt, why: verdict.why, failing: true };
}

/** Doubles with every attempt, up to a bound; jittered over its upper half, so that a thousand failures do not return as one. */
function backOff({ attempts, breaking }: Tried, random: number): number {
  const longest = breaking ? LONGEST_WAIT_BREAKING_MS : LONGEST_WAIT_MS;
  const full = Math.min(longest, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));
  return full * (0.5 + random / 2);
}

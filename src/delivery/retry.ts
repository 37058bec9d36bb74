import { HOUR_MS, MINUTE_MS } from "../time.ts";
import type { SendVerdict } from "./delivery.ts";
import type { Outcome } from "./ledger.ts";

/** How long a chat that cannot be reached is tried, counted from its first failure; shorter for breaking news, which ages fast. */
export interface Patience {
  ordinaryMs: number;
  breakingMs: number;
}

export const PATIENCE: Patience = { ordinaryMs: 6 * HOUR_MS, breakingMs: HOUR_MS };

/** The earlier attempts at a delivery. */
export interface Tried {
  attempts: number;
  failingSince: Date | null;
  breaking: boolean;
}

/**
 * Decides what an attempt's verdict makes of its delivery. Pure: `random` is in [0, 1).
 *
 * Only a message that was surely not accepted is tried again automatically. One that may have arrived (`unknown`) never is: an editor
 * decides. A limit of the whole account does not count against the chat, however long it lasts.
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

/** The state of a delivery whose message the platform accepted and then did not deliver. */
export interface NotArrived {
  state: "unknown" | "gone" | "refused";
  why: string;
}

/**
 * Decides what becomes of a delivery that counts as sent when the platform reports afterwards that it did not arrive. Where another try might
 * succeed it becomes `unknown`, for an editor to decide: by now it may be old news.
 */
export function afterFailure(verdict: SendVerdict): NotArrived {
  const why = "why" in verdict ? verdict.why : "";
  const state = verdict.kind === "gone" || verdict.kind === "refused" ? verdict.kind : "unknown";
  return { state, why: `Diterima, lalu tidak sampai: ${why}` };
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
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

/** Doubles with every attempt, up to a bound; jittered over its upper half, so that a thousand retries do not come at once. */
function backOff({ attempts, breaking }: Tried, random: number): number {
  const longest = breaking ? LONGEST_WAIT_BREAKING_MS : LONGEST_WAIT_MS;
  const full = Math.min(longest, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));
  return full * (0.5 + random / 2);
}

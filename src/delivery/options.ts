import type { Clock } from "./clock.ts";
import type {
  ChatKind,
  Delivery,
  MessengerName,
  OutgoingMessage,
  Recipient,
  SendVerdict,
  Sent,
} from "./delivery.ts";
import type { Claim, Ledger } from "./ledger.ts";
import type { Pace } from "./pace.ts";
import { PATIENCE, type Patience } from "./retry.ts";

export interface SendOptions {
  /**
   * The chat must get it: a correction of what it has, or a notice to an editor. The platform's own limits are kept, but no daily allowance
   * of ours holds it back.
   */
  owed?: boolean;
}

/** The part of a messenger that delivery needs. */
export interface Sender {
  readonly name: MessengerName;
  send(to: Recipient, message: OutgoingMessage, key: string, options?: SendOptions): Promise<SendVerdict>;
  correct?(to: Recipient, sent: Sent, message: OutgoingMessage, key: string): Promise<SendVerdict>;
  recall?(to: Recipient, sent: Sent, key: string): Promise<SendVerdict>;
}

/** What delivery needs from the rest of the service. */
export interface DeliveryPorts {
  ledger: Ledger;
  pace: Pace;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  report: {
    /** Every attempt, for counting. */
    attempted(delivery: Delivery, verdict: SendVerdict, tookMs: number, trace: string | null): void;
    /** A batch was claimed; the returned function is called once each of its sends has its verdict. */
    batched?(claim: Claim): () => void;
    /** Something failed on our side, not a chat's or a platform's. */
    fault(what: string, error: unknown): void;
  };
}

export interface DeliveryOptions {
  /** This worker's name in the ledger: one of its own for every start of a process. */
  by: string;
  /** What the account may send in a second, over all workers. */
  perSecond: number;
  /** How many rows a worker holds at most (claimed in halves); never more than the pace allows in a second. */
  batch: number;
  /** Sends in flight at once. */
  concurrency: number;
  /** How long a claim holds if this worker is not heard from. */
  leaseMs: number;
  /** A send without an answer for this long, or half the lease, counts as unknown. The messengers' own limits are shorter. */
  sendWithinMs: number;
  /**
   * How many verdicts may be unwritten, beside the sends in flight: a kill -9 repeats at most both. When so many have come they are written.
   */
  unwritten: number;
  /** How long a verdict waits for others to be written together with it. */
  groupWithinMs: number;
  /** The platforms' limit for one chat: this long between two messages. */
  spacingMs: Record<ChatKind, number>;
  patience: Patience;
}

export const DELIVERY_DEFAULTS: Omit<DeliveryOptions, "by"> = {
  perSecond: 30, // Telegram's for all chats together (Bot FAQ, "My bot is hitting limits")
  batch: 1000,
  concurrency: 25,
  leaseMs: 60_000,
  sendWithinMs: 30_000,
  unwritten: 25,
  groupWithinMs: 50,
  spacingMs: { private: 1_000, group: 3_000, channel: 3_000 }, // 1 a second; 20 a minute (Bot FAQ, the same)
  patience: PATIENCE,
};

import type { Alert } from "../alerts/alert.ts";
import type { Act, ChatKind, Delivery, FinalState, MessengerName } from "./delivery.ts";

/**
 * The ledger: a row for each act of each alert toward each chat. The row is the promise; whoever sends only works off rows.
 *
 *   (approved) ──fan out──▶ waiting ──claim──▶ (in hand) ──settle──▶ sent | unknown | gone | refused | withdrawn
 *                             ▲  │                │
 *                             │  ├─claim, but the chat left or the alert was stopped──▶ withdrawn
 *                             │  ├─claim, but the reader's quiet hours have begun──▶ waiting for their end
 *                             │  └─claim, but the alert is paused──▶ aside ──it is not any more──▶ waiting
 *                             └──── settle (later, moved), let go, or the lease ended ────┘
 *   unknown ──an editor sends it again──▶ waiting
 *
 * A row that was let go of because its lease ended, or that an editor sent again, is unsure: the chat may have it, and the ledger has no
 * message of it. Corrections and recalls follow such rows, too, and one that would be withdrawn is unknown.
 *
 * A row in hand is one that waits and that a claim lists. Until the claim lets go of it, or its lease ends and it is reclaimed, the row
 * and its chat are one worker's: no two ever send the same row, nor speak to the same chat at once.
 */
export interface Ledger {
  /**
   * Claims up to `limit` waiting rows that are due, in order: breaking before ordinary; channels, groups, private chats;
   * by turns among large broadcasts (store/fan-out.ts), else first come, first served. At most one a chat, and none of a chat that is
   * still within its platform's limit. Claims nothing while sending is switched off or the account is held off, and nothing of an alert
   * that an editor is just changing. Rows that nobody may send any more are withdrawn.
   */
  claim(
    messenger: MessengerName,
    claim: { by: string; limit: number; leaseUntil: Date },
    now: Date,
  ): Promise<Claim>;

  /**
   * Writes verdicts down, all in one transaction. Rows that wait again are let go of. Who is unsure whether it arrived, repeats it: a
   * row that has its final verdict keeps it. So does a row that another worker has, after our lease had ended.
   *
   * `handedOver` is called, where it can be, as soon as the verdicts are with the ledger: they will be written although this process be
   * killed, unless the ledger itself goes down before.
   */
  settle(settlements: readonly Settlement[], handedOver?: () => void): Promise<void>;

  /** Lets go of all that a claim took but these: where they still wait, as if they had never been claimed. */
  keep(claim: number, deliveries: readonly Delivery[]): Promise<void>;

  /** What has been stopped since the claim. Asked several times a second while sending: cheap. */
  halts(messenger: MessengerName, alerts: Iterable<Seen>, now: Date): Promise<Halts>;

  /**
   * When there may be something to claim on this messenger: a moment, perhaps past; null when nothing waits, or sending is
   * switched off (whoever switches it on wakes the workers).
   */
  nextDue(messenger: MessengerName, now: Date): Promise<Date | null>;

  /** Lets go of what is in dead hands: claims whose lease has ended. Returns how many rows of them still waited. */
  reclaim(now: Date): Promise<number>;

  /** Puts rows back in line that were set aside for alerts which are paused no more; at most `limit`. Returns how many. */
  takeBack(limit: number): Promise<number>;

  /**
   * Withdraws what still waits of alerts that were stopped or recalled, `atOnce` rows of an alert at a time, so that nobody waits
   * for it and progress tells the truth. Returns how many.
   */
  withdrawStopped(atOnce: number, now: Date): Promise<number>;

  /** Lets go of everything in hand. Only for a process that knows it is alone on this database, at its start. */
  reclaimAll(): Promise<number>;
}

export interface Claim {
  /** null where no delivery came. */
  id: number | null;
  deliveries: readonly Delivery[];
  /** The alerts of these deliveries, by id: each once, however many chats hear it. */
  alerts: ReadonlyMap<number, ClaimedAlert>;
  /** How many rows were withdrawn, put aside or put off instead of claimed. More than none: claim again even if no delivery came. */
  withdrawn: number;
}

/** An alert with the version of its content that somebody has in hand. */
export type Seen = Pick<Alert, "id" | "version">;

/** `trace`: the id of its article's way; null for what is older than such ids. */
export type ClaimedAlert = Pick<Alert, "id" | "content" | "decidedAt" | "version"> & { trace: string | null };

/** What one attempt makes of its row, decided by retry.ts. */
export interface Settlement {
  /** The one that took the delivery. */
  claim: number;
  delivery: Delivery;
  outcome: Outcome;
  /** When the verdict came. */
  at: Date;
  /** When the platform lets us speak to this chat again. */
  chatFreeAt: Date;
}

export type Outcome =
  | { state: "sent"; messageId: string }
  | { state: Exclude<FinalState, "sent">; why: string }
  /** To be tried again. `failing`: because of this chat or this message, and not of the whole account. */
  | { state: "waiting"; dueAt: Date; why: string; failing: boolean }
  /** The chat has a new address; the row waits there. */
  | { state: "moved"; to: string };

export interface Halts {
  /** Sending is switched off, or the account is held off. */
  all: boolean;
  /** Those of the given alerts that are no longer to be sent, or no longer with this content. */
  alerts: ReadonlySet<number>;
}

/** What editors see of the ledger, and may decide. */
export interface Results {
  /** Of one act; left out: of the alert's first sending. */
  progress(alertId: number, act?: Act): Promise<Progress>;
  /** The acts of an alert so far, the newest last. */
  acts(alertId: number): Promise<Act[]>;
  /** Alerts whose last row has its verdict become `sent`; recalled ones are done. Returns what was finished. */
  finishAlerts(now: Date): Promise<Finished[]>;
  /** Deliveries of an alert of which nobody knows whether they arrived, and no editor has decided yet: all, by their ids. */
  unknownOf(alertId: number): Promise<number[]>;
  /** How many that are; cheap. */
  undecided(alertId: number): Promise<number>;
  /** What an editor decides about them by: those with the most readers first. */
  unknown(alertId: number, limit: number): Promise<Unknown[]>;
  /**
   * An editor wants them tried once more; their alert is `sending` again. What would not be sent any more, since its alert was recalled or
   * stopped, or a newer correction made, is left as it is: nobody knows whether it arrived.
   */
  sendAgain(ids: readonly number[], editor: string, now: Date): Promise<SentAgain>;
  /** An editor leaves them as they are: they stay unknown and are no longer listed. Returns how many. */
  leave(ids: readonly number[], editor: string): Promise<number>;
}

/** Of deliveries that still were unknown. */
export interface SentAgain {
  again: number;
  left: number;
}

export interface Finished {
  id: number;
  /** The newest. */
  act: Act;
}

/** How many of an alert's deliveries are where. `open`: waiting (in hand or not) or aside. */
export type Progress = Record<FinalState | "open" | "total", number>;

export interface Unknown {
  id: number;
  act: Act;
  messenger: MessengerName;
  kind: ChatKind;
  /** The chat's title; of a private one the end of its address, which tells two apart and names nobody: "…6789". */
  name: string | null;
  why: string;
  at: Date;
}

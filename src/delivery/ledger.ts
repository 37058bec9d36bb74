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
 * A row that was reclaimed when its lease ended, or that an editor sent again, is `unsure`: the chat may have the message, and the ledger
 * does not know its id. Corrections and recalls are also made for such rows, and where one would be withdrawn it becomes unknown instead.
 *
 * A row is in hand while it waits and a claim lists it. Until the claim releases it, or its lease ends and it is reclaimed, the row and its
 * chat belong to one worker: no two send the same row, nor write to the same chat at once.
 */
export interface Ledger {
  /**
   * Claims up to `limit` waiting rows that are due, in order: breaking before ordinary; channels, groups, private chats;
   * by turns among large broadcasts (store/ledger/fan-out.ts), else first come, first served. At most one a chat, and none of a chat that is
   * still within its platform's limit. Claims nothing while sending is switched off or the account is held off, and nothing of an alert
   * that an editor is just changing. Rows that nobody may send any more are withdrawn.
   */
  claim(
    messenger: MessengerName,
    claim: { by: string; limit: number; leaseUntil: Date },
    now: Date,
  ): Promise<Claim>;

  /**
   * Writes verdicts, all in one transaction. Rows that wait again are released. It may be repeated after a failure: a row that has its final
   * verdict keeps it, and so does a row that another worker has claimed since our lease ended.
   *
   * `handedOver` is called, where possible, as soon as the ledger has the statement: the verdicts will be written even if this process is
   * killed, unless the ledger itself goes down first.
   */
  settle(settlements: readonly Settlement[], handedOver?: () => void): Promise<void>;

  /** Releases all rows of a claim but these: rows that still wait are then as if they had never been claimed. */
  keep(claim: number, deliveries: readonly Delivery[]): Promise<void>;

  /** What has been stopped since the claim. Asked several times a second while sending: cheap. */
  halts(messenger: MessengerName, alerts: Iterable<Seen>, now: Date): Promise<Halts>;

  /**
   * When there may be something to claim on this messenger: a moment, perhaps past; null when nothing waits, or sending is
   * switched off (whoever switches it on wakes the workers).
   */
  nextDue(messenger: MessengerName, now: Date): Promise<Date | null>;

  /** Releases claims whose lease has ended: their workers are dead. Returns how many of their rows still waited. */
  reclaim(now: Date): Promise<number>;

  /** Puts rows back in line that were set aside for alerts which are paused no more; at most `limit`. Returns how many. */
  takeBack(limit: number): Promise<number>;

  /**
   * Withdraws what still waits of alerts that were stopped or recalled, `atOnce` rows of an alert at a time, so that nobody waits
   * for it and progress tells the truth. Returns how many.
   */
  withdrawStopped(atOnce: number, now: Date): Promise<number>;

  /** Releases every claim. Only at the start of a process that is alone on this database. */
  reclaimAll(): Promise<number>;
}

export interface Claim {
  /** null where nothing was claimed. */
  id: number | null;
  deliveries: readonly Delivery[];
  /** The alerts of these deliveries, by id: each once, however many chats hear it. */
  alerts: ReadonlyMap<number, ClaimedAlert>;
  /** How many rows were withdrawn, put aside or put off instead. If any, claim again even if no delivery came. */
  withdrawn: number;
}

/** An alert and the version of its content that a worker holds. */
export type Seen = Pick<Alert, "id" | "version">;

/** `trace`: the trace id of its article; null for alerts from before there were traces. */
export type ClaimedAlert = Pick<Alert, "id" | "content" | "decidedAt" | "version"> & { trace: string | null };

/** The outcome of one attempt, decided by retry.ts, to be written to its row. */
export interface Settlement {
  /** The claim that took the delivery. */
  claim: number;
  delivery: Delivery;
  outcome: Outcome;
  /** When the verdict came. */
  at: Date;
  /** When the platform allows the next message to this chat. */
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
  /** Of one act; by default of "send". */
  progress(alertId: number, act?: Act): Promise<Progress>;
  /** The acts of an alert so far, the newest last. */
  acts(alertId: number): Promise<Act[]>;
  /** Marks alerts whose last row has its verdict as `sent` (recalled ones as done). Returns what was finished. */
  finishAlerts(now: Date): Promise<Finished[]>;
  /** The ids of an alert's unknown deliveries that no editor has decided on yet. */
  unknownOf(alertId: number): Promise<number[]>;
  /** How many these are; cheap. */
  undecided(alertId: number): Promise<number>;
  /** The same with what an editor needs to decide; chats with the most readers first. */
  unknown(alertId: number, limit: number): Promise<Unknown[]>;
  /**
   * An editor wants them sent again; their alert is `sending` again. Those that would not be sent any more (the alert was recalled or
   * stopped, or there is a newer correction) are left as they are: unknown.
   */
  sendAgain(ids: readonly number[], editor: string, now: Date): Promise<SentAgain>;
  /** An editor leaves them as they are: they stay unknown and are no longer listed. Returns how many. */
  leave(ids: readonly number[], editor: string): Promise<number>;
}

/** How many unknown deliveries were sent again, and how many left as they are. */
export interface SentAgain {
  again: number;
  left: number;
}

export interface Finished {
  id: number;
  /** The alert's newest act. */
  act: Act;
}

/** How many of an alert's deliveries are in which state. `open`: waiting (in hand or not) or aside. */
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

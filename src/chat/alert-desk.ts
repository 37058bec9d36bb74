import type { Correction, Edit, NotDone } from "../alerts/acts.ts";
import type { Alert } from "../alerts/alert.ts";
import type { Reach } from "../delivery/audience.ts";
import type { Act, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import type { Progress as Counts, SentAgain, Unknown } from "../delivery/ledger.ts";

/** What editors do with alerts, alike from a chat and from a page. Each act is in the audit log under the editor's name. */
export interface AlertDesk {
  /** One alert with all that is decided by; null where there is none. */
  one(id: number): Promise<OnDesk | null>;
  /** How far an alert is; cheap. null where there is none. */
  progress(id: number): Promise<Pick<OnDesk, "alert" | "acts" | "undecided"> | null>;
  /** What was done to it last, by whom. */
  lastDone(id: number): Promise<Done | null>;
  /**
   * Those that wait for a decision, oldest first: of very many, breaking news and the newest; `newest`: the id of the last of all that
   * wait. Those that wait for their moment; and the last ones decided.
   */
  list(): Promise<{
    drafts: readonly Listed[];
    newest: number;
    scheduled: readonly Listed[];
    recent: readonly Listed[];
  }>;
  /** As readers would see it with this content, or an Indonesian sentence saying why it cannot be sent. */
  preview(content: Alert["content"]): { message: OutgoingMessage } | { why: string };
  /** Also where it is only an editor's change of words that cannot be sent. */
  edit(
    id: number,
    change: Edit,
    by: Hand,
  ): Promise<
    /** `unscheduled`: it was scheduled, and is a draft again. */
    { kind: "edited"; alert: Alert; unscheduled: boolean } | CannotSay | NotDone
  >;
  approve(
    id: number,
    by: Hand,
  ): Promise<{ kind: "sending"; chats: number } | { kind: "needs another" } | CannotSay | NotDone>;
  reject(id: number, reason: string | null, by: Hand): Promise<{ kind: "rejected" } | NotDone>;
  /** A rejected one is a draft again. */
  reopen(id: number, by: Hand): Promise<{ kind: "draft" } | NotDone>;
  schedule(
    id: number,
    at: Date,
    by: Hand,
  ): Promise<{ kind: "scheduled"; sendAt: Date } | { kind: "needs another" } | CannotSay | NotDone>;
  unschedule(id: number, by: Hand): Promise<{ kind: "draft" } | NotDone>;
  embargo(
    id: number,
    until: Date | null,
    by: Hand,
  ): Promise<{ kind: "embargoed"; until: Date | null } | NotDone>;
  pause(id: number, by: Hand): Promise<{ kind: "paused" } | NotDone>;
  resume(id: number, by: Hand): Promise<{ kind: "sending" } | NotDone>;
  stop(id: number, by: Hand): Promise<{ kind: "stopped"; correcting: boolean } | NotDone>;
  /** The article as it is now, as a correction of what was said of it; null where there is no article. */
  prepared(id: number): Promise<Correction | null>;
  correct(
    id: number,
    correction: Correction,
    by: Hand,
  ): Promise<{ kind: "correcting"; chats: number } | CannotSay | NotDone>;
  recall(
    id: number,
    reason: string | null,
    by: Hand,
  ): Promise<{ kind: "recalling"; chats: number } | NotDone>;
  /** Sends it to one chat alone, as a trial. False where that chat did not get it. */
  testSend(id: number, to: Recipient): Promise<boolean>;
  /** Deliveries of this alert of which nobody knows whether they arrived, as far as an editor would read; null where there is none. */
  unknown(id: number): Promise<{ total: number; named: readonly Unknown[] } | null>;
  /**
   * They are tried once more, or left; `only` one of them. What of a recalled or stopped alert would not be sent any more is left, whatever
   * was asked.
   */
  settleUnknown(id: number, what: "send again" | "leave", editor: string, only?: number): Promise<SentAgain>;
}

export interface Hand {
  editor: string;
  /** The version of the alert that the editor saw; left out: whatever it is. */
  version?: number | undefined;
  /** They were told that this is a first approval, which sends nothing: where it would, nothing is done. */
  onlyFirst?: boolean | undefined;
  /** They were told for when the first of two approved it, and want it sent at once all the same. */
  atOnce?: boolean | undefined;
}

export interface CannotSay {
  kind: "fault";
  /** For the editor. */
  why: string;
}

export interface Listed {
  alert: Alert;
  source: string | null;
  /** When the article was published, or came. */
  since: Date;
  storyId: number | null;
  reasons: readonly string[];
}

export interface OnDesk extends Listed {
  preview: { message: OutgoingMessage } | { why: string };
  reach: Reach;
  /** What was done so far, the newest last. */
  acts: readonly { act: Act; counts: Counts }[];
  /** Deliveries of which nobody knows whether they arrived, and no editor has decided yet. */
  undecided: number;
  /** What the article does not support, in sentences. */
  faults: readonly { found: string; why: string }[];
  article: { id: number; title: string | null; paragraphs: readonly string[]; link: string | null } | null;
  /** Other alerts of the same story. */
  siblings: readonly { id: number; headline: string; state: Alert["state"] }[];
  history: readonly Done[];
}

/** A line of the audit log. */
export interface Done {
  at: Date;
  who: string;
  act: string;
  details: Readonly<Record<string, unknown>>;
}

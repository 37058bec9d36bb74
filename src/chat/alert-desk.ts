import type { Correction, Edit, NotDone } from "../alerts/acts.ts";
import type { Alert } from "../alerts/alert.ts";
import type { Reach } from "../delivery/audience.ts";
import type { Act, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import type { Progress as Counts, SentAgain, Unknown } from "../delivery/ledger.ts";

/** What editors do with alerts, alike from a chat and from a page. Each act is in the audit log under the editor's name. */
export interface AlertDesk {
  /** One alert with everything an editor decides by; null where there is none. */
  one(id: number): Promise<OnDesk | null>;
  /** How far an alert is; cheap. null where there is none. */
  progress(id: number): Promise<OnItsWay | null>;
  /** What was done to it last, by whom. */
  lastDone(id: number): Promise<Done | null>;
  /**
   * `drafts` that wait for a decision, oldest first; where there are very many, breaking news and the newest. `newest`: the highest id of all
   * waiting drafts. `scheduled` alerts, and the `recent` ones that were decided on.
   */
  list(): Promise<{
    drafts: readonly Listed[];
    newest: number;
    scheduled: readonly Listed[];
    recent: readonly Listed[];
  }>;
  /** As readers would see it with this content, or an Indonesian sentence saying why it cannot be sent. */
  preview(content: Alert["content"]): { message: OutgoingMessage } | { why: string };
  /** What these words say and the article does not support. */
  faults(articleId: number | null, words: AlertWords): Promise<readonly Unsupported[]>;
  /** CannotSay: the changed content could not be sent. */
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
  /** A correction made of the article as it is now; null where there is no article. */
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
  /** Sends it to one chat only, to try it. False where that chat did not get it. */
  testSend(id: number, to: Recipient): Promise<boolean>;
  /** This alert's unknown deliveries: how many, and the first of them by name; null where there is no such alert. */
  unknown(id: number): Promise<{ total: number; named: readonly Unknown[] } | null>;
  /**
   * Sends unknown deliveries again or leaves them as they are; with `only`, this one. Those that may no longer be sent (of a recalled or stopped
   * alert) are left in any case.
   */
  settleUnknown(id: number, what: "send again" | "leave", editor: string, only?: number): Promise<SentAgain>;
}

export interface Hand {
  editor: string;
  /** The version that the editor saw; left out: any. */
  version?: number | undefined;
  /** The button promised a first approval, so this act may neither send nor schedule. */
  onlyFirst?: boolean | undefined;
  /** Send at once, although the first of two approved it for a later moment. */
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
  /** When the article was published, or else when it came. */
  since: Date;
  storyId: number | null;
  reasons: readonly string[];
}

/** The words of an alert that its article must support. */
export type AlertWords = Pick<Alert["content"], "headline" | "summary" | "flash">;

/** What is `found` in an alert and not in its article; `why`: a sentence for an editor. */
export interface Unsupported {
  found: string;
  why: string;
}

export interface OnDesk extends Listed {
  preview: { message: OutgoingMessage } | { why: string };
  reach: Reach;
  /** Its acts so far with their deliveries, the newest last. */
  acts: readonly { act: Act; counts: Counts }[];
  /** Unknown deliveries that no editor has decided on yet. */
  undecided: number;
  /** What the article does not support. */
  faults: readonly Unsupported[];
  article: { id: number; title: string | null; paragraphs: readonly string[]; link: string | null } | null;
  /** Other alerts of the same story. */
  siblings: readonly { id: number; headline: string; state: Alert["state"] }[];
  history: readonly Done[];
}

/** How far an alert is. */
export type OnItsWay = Pick<OnDesk, "alert" | "acts" | "undecided">;

/** A line of the audit log. */
export interface Done {
  at: Date;
  who: string;
  act: string;
  details: Readonly<Record<string, unknown>>;
}

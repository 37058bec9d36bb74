import type { AlertState } from "../../alerts/alert.ts";
import type { Listed } from "../../chat/alert-desk.ts";
import type { DeadLetter, FoundPage } from "../../chat/ports.ts";
import type { Act, ChatKind, MessengerName } from "../../delivery/delivery.ts";

/** What the pages of oversight need of the rest of the service. */
export interface Oversight {
  /** What was decided, the newest first; `more` where there is another page. */
  history(asked: {
    state?: AlertState | undefined;
    words?: string | undefined;
    after?: number | undefined;
  }): Promise<{ found: readonly Listed[]; more: boolean }>;
  /** What is being sent or held just now, the newest first. */
  going(): Promise<readonly Listed[]>;
  /** How many drafts came after this one, and whether one of them is breaking news. Cheap: asked each second. */
  draftsAfter(id: number): Promise<{ drafts: number; breaking: boolean }>;
  /** Those up to it that wait still, the newest first; of very many not the oldest. */
  draftsUpTo(id: number): Promise<readonly number[]>;
  /** How far the sending of these alerts is; of one that has no deliveries, nothing. */
  wentOut(
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, { sent: number; open: number; total: number }>>;
  sources(): Promise<readonly SourceSeen[]>;
  chats(): Promise<ChatsSeen>;
  whatsApp(): Promise<WhatsAppSeen>;
  /** Connects WhatsApp anew, or pairs it anew, whichever process has it. On record. False where there is nothing to connect. */
  askWhatsApp(what: "connect" | "pair", by: string): Promise<boolean>;
  /** Each topic with what it brought in the last week, in the configuration's order. */
  topics(): Promise<readonly TopicSeen[]>;
  /**
   * Words that many articles of the last week have in their titles and that no topic has, the most frequent first; `follow`: how many
   * subscriptions to keywords are about the same.
   */
  suggestions(): Promise<readonly { words: string; articles: number; follow: number }[]>;
  /** What chats follow: "all", "breaking", "topic", "words", "outlet", "region". */
  followed(): Promise<readonly { follows: string; topic: string; chats: number }[]>;
  /** What did not arrive of an alert. */
  missed(alertId: number): Promise<{
    reasons: readonly { messenger: MessengerName; act: Act; state: string; why: string; chats: number }[];
    rooms: readonly Missed[];
  }>;
  deadLetters(): Promise<{ total: number; letters: readonly DeadLetter[] }>;
  /** False where there is no such letter any more. */
  retry(id: number, editor: string): Promise<boolean>;
  audit(asked: {
    /** Only by those of whom this is true. */
    who?: ((name: string) => boolean) | undefined;
    act?: string | undefined;
    subject?: string | undefined;
    /** Of the newsroom: "2026-11-23". */
    day?: string | undefined;
    before?: number | undefined;
  }): Promise<{
    entries: readonly AuditLine[];
    more: boolean;
    who: readonly string[];
    acts: readonly string[];
  }>;
  /** `page` from 1. */
  search(words: string, page: number): Promise<FoundPage>;
}

/** The chats that listen. */
export interface ChatsSeen {
  by: readonly { messenger: MessengerName; kind: ChatKind; chats: number }[];
  /** The last two weeks, day by day of the newsroom ("2026-11-23"). */
  days: readonly { day: string; joined: number; left: number }[];
  left: readonly { why: string; chats: number }[];
  /** Channels and groups, the newest first. */
  rooms: readonly { messenger: MessengerName; kind: ChatKind; title: string | null; since: Date }[];
}

export interface SourceSeen {
  id: string;
  name: string;
  policy: "auto" | "review";
  /** It sends its articles itself, and is not looked at. */
  pushes: boolean;
  paused: boolean;
  /** null: never looked at yet, or it pushes. */
  health: {
    lastOkAt: Date | null;
    failures: number;
    failingSince: Date | null;
    lastError: string | null;
    nextPollAt: Date;
  } | null;
  /** It is read and stands still: when its newest article came. */
  silentSince: Date | null;
  /** Of the last 24 hours. */
  news: { articles: number; failed: number; latest: string | null; latestAt: Date | null } | null;
}

export type WhatsAppSeen =
  | { kind: "off" }
  /** Meta's Cloud API, without a phone. */
  | { kind: "cloud" }
  | {
      kind: "phone";
      /** null: it has never tried to connect. */
      connection: {
        state: "connecting" | "pairing" | "open" | "waiting" | "stopped";
        why: string | null;
        qr: string | null;
        code: string | null;
        at: Date;
      } | null;
      /** The phone number it last connected as. */
      number: string | null;
      since: Date | null;
      restrictedUntil: Date | null;
      /** Messages to private chats, unasked, today; and how many may be. */
      sentToday: number;
      cap: number;
      /** A process holds the session now. */
      inUse: boolean;
      channels: readonly { name: string; followers: number | null; mayPost: boolean }[];
    };

export interface TopicSeen {
  id: string;
  name: string;
  words: readonly string[];
  /** Of the last week. */
  articles: number;
  alerts: number;
  /** Chats that follow it. */
  chats: number;
}

interface Missed {
  messenger: MessengerName;
  kind: ChatKind;
  title: string | null;
  act: Act;
  state: string;
  why: string;
  at: Date | null;
}

interface AuditLine {
  id: number;
  at: Date;
  who: string;
  act: string;
  subject: string;
  details: Readonly<Record<string, unknown>>;
}

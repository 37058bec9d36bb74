import type { DeadLetter, FoundPage } from "../../chat/ports.ts";
import type { ChatKind, MessengerName } from "../../delivery/delivery.ts";

/** What the pages of oversight need of the rest of the service. */
export interface Oversight {
  sources(): Promise<readonly SourceSeen[]>;
  chats(): Promise<{
    by: readonly { messenger: MessengerName; kind: ChatKind; chats: number }[];
    /** The last two weeks, day by day as WIB has them ("2026-11-23"). */
    days: readonly { day: string; joined: number; left: number }[];
    left: readonly { why: string; chats: number }[];
  }>;
  /** What chats follow: "all", "breaking", "topic", "words", "outlet", "region". */
  followed(): Promise<readonly { follows: string; topic: string; chats: number }[]>;
  /** What did not arrive of an alert. */
  missed(alertId: number): Promise<{
    reasons: readonly { act: string; state: string; why: string; chats: number }[];
    rooms: readonly Missed[];
  }>;
  deadLetters(): Promise<{ total: number; letters: readonly DeadLetter[] }>;
  /** False where there is no such letter any more. */
  retry(id: number, editor: string): Promise<boolean>;
  audit(asked: { who?: string | undefined; act?: string | undefined; before?: number | undefined }): Promise<{
    entries: readonly AuditLine[];
    more: boolean;
    who: readonly string[];
    acts: readonly string[];
  }>;
  /** `page` from 1. */
  search(words: string, page: number): Promise<FoundPage>;
}

export interface SourceSeen {
  id: string;
  name: string | undefined;
  policy: "auto" | "review";
  /** null: never looked at yet, or it pushes. */
  health: {
    lastOkAt: Date | null;
    failures: number;
    failingSince: Date | null;
    lastError: string | null;
    nextPollAt: Date;
  } | null;
  /** Of the last 24 hours. */
  news: { articles: number; failed: number; latest: string | null; latestAt: Date | null } | null;
}

interface Missed {
  messenger: MessengerName;
  kind: ChatKind;
  title: string | null;
  act: string;
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

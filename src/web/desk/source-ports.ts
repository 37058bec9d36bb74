import type { OutgoingMessage } from "../../delivery/delivery.ts";

/** What the pages of sources need of the rest of the service. Every change is on record. */
export interface SourceDesk {
  one(id: string): { source: SourceShown; fromFile: boolean; paused: boolean } | null;
  /** What the source's newest articles would become. Reads them, and writes nothing down. null: there is no such source. */
  tryOut(id: string): Promise<Trial | null>;
  /** The same of one that is not added yet. */
  tryForm(form: SourceForm): Promise<Trial | SourceFault>;
  add(form: SourceForm, by: string): Promise<{ kind: "added"; id: string } | SourceFault>;
  /** False where it is no source of the desk's. */
  remove(id: string, by: string): Promise<boolean>;
  pause(id: string, by: string): Promise<void>;
  resume(id: string, by: string): Promise<void>;
}

export interface SourceShown {
  name: string;
  /** Neither: it sends its articles itself. */
  feed?: string | undefined;
  sitemap?: string | undefined;
  site?: string | undefined;
  policy: "auto" | "review";
  topics: readonly string[];
  breaking: boolean;
}

/** Why a form describes no source, for its editor. */
export interface SourceFault {
  kind: "fault";
  why: string;
  field: "name" | "address" | "site" | "policy";
}

export interface SourceForm {
  name: string;
  kind: "feed" | "sitemap";
  address: string;
  /** Of its articles; empty: where the address is. */
  site: string;
  policy: "auto" | "review";
  topics: string[];
  breaking: boolean;
}

export type Trial =
  | { kind: "failed"; why: string }
  | {
      kind: "read";
      /** How many articles it has; the newest of them are `found`. */
      total: number;
      /** What was wrong with single items. */
      problems: readonly string[];
      found: readonly Tried[];
    };

export interface Tried {
  title: string | null;
  publishedAt: Date | null;
  /** It has been taken in already. */
  isKnown: boolean;
  outcome:
    | { kind: "no article"; why: string }
    | {
        kind: "sent" | "waits" | "too old";
        preview: { message: OutgoingMessage } | { why: string };
        reasons: readonly string[];
        topics: readonly string[];
        chats: number;
      };
}

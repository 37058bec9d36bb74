import type { AlertContent } from "../../alerts/alert.ts";
import type { Person } from "../../alerts/rights.ts";
import type { SourceChange } from "../../alerts/source-change.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import type { Desk, HeldBack } from "../../chat/ports.ts";
import type { Reach } from "../../delivery/audience.ts";
import type { Recipient } from "../../delivery/delivery.ts";
import type { Doors } from "./invitation.ts";
import type { Oversight } from "./oversight-ports.ts";
import type { SourceDesk } from "./source-ports.ts";

/** What the editors' pages need of the rest of the service. */
export interface DeskParts {
  alerts: AlertDesk;
  desk: Pick<Desk, "draftFromText" | "draftFromUrl" | "stopAll" | "resumeAll">;
  sending(): Promise<Sending>;
  /** The counts in the menu. Cheap: asked for every page. */
  marks(): Promise<Marks>;
  /** Who would hear it if it were approved with this content. */
  reach(content: AlertContent, articleId: number | null): Promise<Reach>;
  oversight: Oversight;
  sourceNews: SourceNews;
  sourceDesk: SourceDesk;
  /** What to call whom the audit log names. */
  names(): Promise<NameOf>;
  signIn: SignIn;
  account: Account;
  people: People;
  /** Why an alert needs two editors, in a sentence for them; null where one may decide alone. */
  whyTwo(content: AlertContent, source: string | null): string | null;
  /** By what name readers know us. */
  newsroom: string;
  doors(): Doors;
  /** Topics of the configuration, in its order. */
  topics: readonly { id: string; name: string }[];
  /** Sources' names by their ids. */
  sources: SourceNames;
  /** The pages are reached by https: cookies are bound to it. */
  secure: boolean;
  now(): Date;
  onFault(error: unknown): void;
}

export type SourceNames = Pick<ReadonlyMap<string, string>, "get">;

export interface Marks {
  drafts: number;
  deadLetters: number;
  sourcesFailing: number;
  /** Alerts with unknown deliveries, the newest first. */
  unknown: readonly { id: number; headline: string }[];
}

export type NameOf = (who: string) => string;

/** Changes of articles after their alerts were made, until an editor has acted on them. */
export interface SourceNews {
  of(alertId: number): Promise<ChangedSource | null>;
  /** Alerts of the last two days with such news, the newest first. */
  lately(): Promise<readonly { id: number; headline: string; kind: ChangedSource["kind"] }[]>;
  /** An editor has seen the change, and leaves the alert as it is. Recorded in the audit log. */
  keep(alertId: number, editor: string): Promise<void>;
}

export type ChangedSource = { at: Date } & (
  | ({ kind: "changed" } & SourceChange)
  /** Its page is no longer there. */
  | { kind: "gone" }
  /** Its publisher took it back. */
  | { kind: "withdrawn" }
);

/** Whether anything is sent at all, and who switched it last. */
export interface Sending {
  on: boolean;
  by: string | null;
  at: Date | null;
  heldBack: HeldBack;
}

/** Someone who has signed in. */
export interface SignedIn extends Person {
  /** How the audit log names them: "telegram:777", "person:3". */
  audit: string;
  /** All names under which it may know them: the person's own, and their accounts'. */
  names: readonly string[];
  /** Their own private chat, for trials; null where none is known. */
  chat: Recipient | null;
  /** When they signed in on this device. */
  since: Date;
}

export interface SignIn {
  /** `from`: the caller's address, for slowing down guessing. */
  byPassword(attempt: {
    name: string;
    password: string;
    code: string;
    device: string;
    from: string;
  }): Promise<
    | { kind: "signed in"; token: string }
    /** It is not told which of name, password and code was wrong. */
    | { kind: "refused" }
    | { kind: "wait"; seconds: number }
  >;
  /** The person of a link, without using it up: chat programs open links for their previews. */
  linkOwner(token: string): Promise<string | null>;
  byLink(token: string, device: string): Promise<string | null>;
  /** The person of this session; null where it has ended. `look`: does not count as use of the session. */
  who(token: string, look?: boolean): Promise<SignedIn | null>;
  signOut(token: string): Promise<void>;
}

/** What people do with their own account. `session` is the token they came with. */
export interface Account {
  of(
    person: SignedIn,
    session: string,
  ): Promise<{
    hasPassword: boolean;
    /** Has an account in a chat, where the bot gives out links. */
    hasChat: boolean;
    totp: { kind: "on" } | { kind: "impossible" } | { kind: "off"; secret: string; uri: string };
    sessions: readonly (Session & { current: boolean })[];
  }>;
  /** Ends all other sessions. */
  setPassword(person: SignedIn, password: string, session: string): Promise<void>;
  /** null: off. Ends all other sessions, too. False where the code does not come of this secret. */
  setTotp(person: SignedIn, secret: string | null, code: string, session: string): Promise<boolean>;
  /** False where it has ended already. On record. */
  endSession(person: SignedIn, id: string): Promise<boolean>;
}

/** Where somebody is signed in. */
export interface Session {
  /** Identifies the session, but does not open it. */
  id: string;
  /** Browser and system, as the browser tells. */
  device: string;
  since: Date;
  seenAt: Date;
}

/** The people of the desk, for admins. Every change is in the audit log. */
export interface People {
  all(): Promise<readonly Colleague[]>;
  /** `taken`: the name or account that somebody else has. */
  add(
    person: Omit<Colleague, "id" | "fromFile" | "disabled">,
    by: string,
  ): Promise<{ id: number } | { taken: string }>;
  /** "last admin": nothing is changed, since there would be no admin left. */
  change(
    id: number,
    to: Omit<Colleague, "id" | "fromFile">,
    by: string,
  ): Promise<"changed" | "absent" | "last admin" | { taken: string }>;
  /** Where they are signed in, the last used first. */
  sessions(id: number): Promise<readonly Session[]>;
  /** False where it has ended already. */
  endSession(id: number, session: string, by: string): Promise<boolean>;
  /** The address of a page that signs them in, once; null where there is no such person, or they are disabled. */
  linkFor(id: number, by: string): Promise<string | null>;
}

export interface Colleague extends Person {
  identities: readonly string[];
  /** Named in the configuration. */
  fromFile: boolean;
  disabled: boolean;
}

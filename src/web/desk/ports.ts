import type { Person } from "../../alerts/rights.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import type { Desk, DeskStatus, Drafted } from "../../chat/ports.ts";
import type { Recipient } from "../../delivery/delivery.ts";

/** What the editors' pages need of the rest of the service. */
export interface DeskParts {
  alerts: AlertDesk;
  desk: Pick<Desk, "draftFromText" | "draftFromUrl" | "stopAll" | "resumeAll"> & {
    status(): Promise<DeskStatus>;
  };
  signIn: SignIn;
  /** Topics of the configuration, in its order. */
  topics: readonly { id: string; name: string }[];
  /** Sources' names by their ids. */
  sources: ReadonlyMap<string, string>;
  /** The pages are reached by https: cookies are bound to it. */
  secure: boolean;
  now(): Date;
  onFault(error: unknown): void;
}

/** Someone who has signed in. */
export interface SignedIn extends Person {
  /** How the audit log names them: "telegram:777", "person:3". */
  audit: string;
  /** Their own private chat, for trials; null where none is known. */
  chat: Recipient | null;
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
    /** Name, password or code: which of them is nobody's business. */
    | { kind: "refused" }
    | { kind: "wait"; seconds: number }
  >;
  /** Whose link this is, without using it up: programs that look at links in chats must not sign anyone in. */
  linkOwner(token: string): Promise<string | null>;
  byLink(token: string, device: string): Promise<string | null>;
  /** Who holds this session; null where it has ended. */
  who(token: string): Promise<SignedIn | null>;
  signOut(token: string): Promise<void>;
}

export type { Drafted };

import type { Clock } from "../../delivery/clock.ts";
import type { SendVerdict } from "../../delivery/delivery.ts";
import { dayOf } from "../../time.ts";
import type { AccountBook } from "./account-book.ts";
import { dailyCap, jitter, tomorrow } from "./care.ts";

/**
 * What keeps an account from being banned for what it writes into people's own chats. Channels and groups go past this.
 *
 *   - Nobody is written to who has not written to us first.
 *   - While WhatsApp restricts the account, nobody is written to at all.
 *   - News is little a day while the account is young, and never leaves in step. What is owed is not counted, nor are answers.
 */
export interface PrivateChats {
  /** The account is connected as this phone number. */
  connected(number: string): Promise<void>;
  /** May this chat be written to now? Waits a moment before a yes to what is no answer. */
  permit(address: string, cause: Cause): Promise<Permit>;
  wroteToUs(addresses: readonly string[]): Promise<void>;
  /** Whether that was before the account had this phone number. False where it was never connected. */
  isBefore(moment: Date): Promise<boolean>;
  /** WhatsApp forbids the account to begin chats until then; null: no longer. */
  restrict(until: Date | null): Promise<void>;
}

/** Why a chat is written to. `owed`: it has something of ours that was wrong, or it is an editor's. */
export type Cause = "answer" | "owed" | "news";

type Permit =
  | { kind: "no"; verdict: SendVerdict }
  /** `unused`: nothing was sent after all. */
  | { kind: "yes"; unused(): Promise<void> };

export interface PrivateChatsOptions {
  book: AccountBook;
  /** What the newsroom allows a day, in place of what the account's age does; null: the age decides. */
  perDay: number | null;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** The day's messages are used up. Told once a day. */
  onCap: (limit: number, until: Date) => void;
}

export function openPrivateChats(options: PrivateChatsOptions): PrivateChats {
  const { book, clock, random } = options;
  let restrictedUntil: Date | null = null;
  let since: Date | null = null;
  let number = "";
  let known: Promise<void> | null = null;
  let cappedOn: string | null = null;

  return {
    connected(as) {
      number = as;
      known = null;
      return standing();
    },

    async permit(address, cause) {
      await standing();
      const now = clock.now();
      const wait = (restrictedUntil?.getTime() ?? 0) - now.getTime();
      if (wait > 0) return later(wait, "WhatsApp membatasi akun ini");
      if (cause === "answer") return { kind: "yes", unused: nothingToTakeBack };
      if ((await book.lastWrote(address)) === null) {
        const why = "orang ini belum pernah menulis ke akun WhatsApp ini";
        return { kind: "no", verdict: { kind: "refused", why } };
      }
      const permit: Permit =
        cause === "news" ? await counted(now) : { kind: "yes", unused: nothingToTakeBack };
      if (permit.kind === "yes") await clock.sleep(jitter(random()));
      return permit;
    },

    async isBefore(moment) {
      if (number === "") return false;
      await standing();
      return since !== null && moment < since;
    },

    wroteToUs: (addresses) => book.wroteToUs(addresses, clock.now()),

    async restrict(until) {
      restrictedUntil = until;
      await book.restrict(until);
    },
  };

  async function counted(now: Date): Promise<Permit> {
    const day = dayOf(now);
    const limit = options.perDay ?? dailyCap(since ?? now, now);
    if (await book.count(day, limit)) return { kind: "yes", unused: () => book.uncount(day) };
    const until = tomorrow(now);
    if (cappedOn !== day) options.onCap(limit, until);
    cappedOn = day;
    return later(
      until.getTime() - now.getTime(),
      `jatah harian akun ini (${limit} chat pribadi) sudah habis`,
    );
  }

  /** How the account stands is read once a connection, and again after it could not be read. */
  function standing(): Promise<void> {
    if (known) return known;
    const reading = read();
    known = reading;
    reading.catch(() => {
      if (known === reading) known = null;
    });
    return reading;
  }

  async function read(): Promise<void> {
    since = await book.since(number, clock.now());
    restrictedUntil = await book.restrictedUntil();
  }
}

async function nothingToTakeBack(): Promise<void> {}

function later(ms: number, why: string): Permit {
  return { kind: "no", verdict: { kind: "later", afterSeconds: Math.ceil(ms / 1000), why } };
}

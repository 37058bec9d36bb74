import { may, type Right } from "../../alerts/rights.ts";
import { decide } from "../../chat/copy/drafts.ts";
import { hasButtons } from "../../chat/numbered.ts";
import type { Draft } from "../../chat/ports.ts";
import type { MessengerName, OutgoingMessage, Recipient } from "../../delivery/delivery.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import { overtakeQuestion } from "../../store/chats/conversations.ts";
import { inTransaction, type Queryable } from "../../store/database.ts";
import { type ForDesk, leaveNotice } from "../../store/desk/notices.ts";
import { auditNamesOf, people, type StoredPerson } from "../../store/desk/people.ts";
import type { Core } from "../core.ts";
import { keepTelling } from "./telling.ts";

/**
 * Messages to editors that answer nothing and are no alerts. Each is a row until it is sent, since the process that has something to say
 * need not be the one that holds WhatsApp's session. Mostly nobody's work fails because somebody could not be told of it. What is owed is
 * written down in the transaction `tx` that notes that it was told, so that it is told once: both come to pass, or neither.
 */
export interface Notices {
  /** `editor`: the account of somebody of the desk; it is told only while they belong to it. */
  tell(to: Recipient, message: OutgoingMessage, editor?: string): Promise<void>;
  /** Sends it as it is, at once where this process can; false where it surely did not arrive. */
  say(to: Recipient, message: OutgoingMessage): Promise<boolean>;
  /** To everyone who may edit, on each messenger they are known on. */
  tellEditors(message: OutgoingMessage): Promise<void>;
  /** To everyone who has the right but `except` (a name of the audit log). */
  tellOthers(message: OutgoingMessage, who: { right: Right; except: string }): Promise<void>;
  /** As `tell`, owed. `editor`: null: whoever is in the chat. */
  oweOne(tx: Queryable, to: Recipient, message: OutgoingMessage, editor: string | null): Promise<void>;
  /** As `tellOthers`, owed; several messages arrive in this order. */
  oweOthers(
    tx: Queryable,
    messages: readonly OutgoingMessage[],
    who: { right: Right; except: string },
  ): Promise<void>;
  /** As `tellEditors`, owed. */
  oweEditors(tx: Queryable, message: OutgoingMessage): Promise<void>;
  /** Shows every editor a draft that waits, as readers would see it, with the buttons to decide on it. Owed. */
  draftWaits(tx: Queryable, draft: Draft): Promise<void>;
  /** After such a transaction: what it left is told at once, and not at the next look. */
  look(): void;
  /** Tells what waits on a messenger, until the signal aborts. For a process that can send on it. */
  keepTelling(messenger: Messenger, signal: AbortSignal): Promise<void>;
}

/** The notices of one process. `messengers`: those that it can send on. */
export function openNotices({
  messengers,
  pool,
  events,
  clock,
}: Pick<Core, "pool" | "events" | "clock"> & {
  messengers: readonly Messenger[];
}): Notices {
  let left = new AbortController(); // aborted when this process has left one

  function leave(
    db: Queryable,
    to: Recipient,
    messages: readonly OutgoingMessage[],
    desk: ForDesk | null,
  ): Promise<void> {
    return leaveNotice(db, to, messages, desk, clock.now());
  }

  function oweOne(
    tx: Queryable,
    to: Recipient,
    message: OutgoingMessage,
    editor: string | null,
  ): Promise<void> {
    return leave(tx, to, [worded(to.messenger, message)], forDesk(editor));
  }

  function look(): void {
    left.abort();
    left = new AbortController();
  }

  async function leaveForAll(
    tx: Queryable,
    messages: readonly OutgoingMessage[],
    { right = "edit", except }: { right?: Right; except?: string } = {},
  ): Promise<void> {
    const asks = messages.some(({ buttons = [] }) => buttons.length > 0);
    for (const account of await accountsOf(tx, right, except)) {
      const to = privateChat(account);
      if (asks) await overtakeQuestion(tx, to);
      const said = messages.map((message) => worded(to.messenger, message));
      await leave(tx, to, said, { account, needs: right });
    }
  }

  function tellAll(message: OutgoingMessage, who?: { right: Right; except: string }): Promise<void> {
    return atOnce(inTransaction(pool, (tx) => leaveForAll(tx, [message], who)));
  }

  /** What is left so is looked at as soon as it is; nobody's work fails by it. */
  async function atOnce(leaving: Promise<void>): Promise<void> {
    await leaving.catch((error: unknown) => events.fault("notice", error));
    look();
  }

  return {
    tell: (to, message, editor) => atOnce(oweOne(pool, to, message, editor ?? null)),

    async say(to, message) {
      const messenger = messengers.find(({ name }) => name === to.messenger);
      if (!messenger) return false;
      if (messenger.onlyListenerSends) {
        await atOnce(leave(pool, to, [message], null));
        return true;
      }
      const verdict = await messenger.send(to, message, `notice-${clock.now().getTime()}`, { owed: true });
      if (verdict.kind !== "sent") events.fault(`notice on ${to.messenger}`, new Error(verdict.kind));
      return verdict.kind === "sent";
    },

    tellEditors: (message) => tellAll(message),
    tellOthers: tellAll,
    oweOne,
    oweOthers: leaveForAll,
    oweEditors: (tx, message) => leaveForAll(tx, [message]),
    draftWaits: (tx, draft) => leaveForAll(tx, [draft.preview, decide(draft)]),
    look,

    keepTelling: (messenger, signal) =>
      keepTelling(messenger, { pool, events, clock, left: () => left.signal }, signal),
  };
}

function forDesk(editor: string | null): ForDesk | null {
  return editor === null ? null : { account: editor, needs: "look" };
}

/** Of everyone who has the right. */
async function accountsOf(db: Queryable, right: Right, except: string | undefined): Promise<string[]> {
  return (await people(db))
    .filter((person) => person.disabledAt === null && may(person, right) && !isCalled(person, except))
    .flatMap(({ identities }) => identities);
}

function isCalled(person: StoredPerson, who: string | undefined): boolean {
  return who !== undefined && auditNamesOf(person).includes(who);
}

/** Where the messenger has no buttons, the words to type stand below the text: numbers would mean a list of the conversation's. */
function worded(messenger: MessengerName, { buttons, ...message }: OutgoingMessage): OutgoingMessage {
  if (!buttons) return message;
  if (hasButtons(messenger)) return { ...message, buttons };
  const words = buttons.flat().map(({ says }) => `\n${says}`);
  return { ...message, text: [...message.text, `\n\nKetik:${words.join("")}`] };
}

/** The private chat with an editor, from the id in the configuration ("telegram:12345"). */
export function privateChat(editor: string): Recipient {
  const [messenger = "", id = ""] = editor.split(":");
  const name: MessengerName = messenger === "telegram" || messenger === "whatsapp" ? messenger : "console";
  const address = name === "whatsapp" ? `${id}@s.whatsapp.net` : id;
  return { messenger: name, address, kind: "private", thread: null };
}

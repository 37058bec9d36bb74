import { decide } from "../chat/copy.ts";
import { hasButtons } from "../chat/numbered.ts";
import type { Draft } from "../chat/ports.ts";
import type { MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import type { Events } from "../events.ts";
import type { Messenger } from "../messengers/messenger.ts";

/** Messages that nobody asked for and that are no alerts: best effort, since what they speak of is a row that waits anyway. */
export interface Notices {
  tell(to: Recipient, message: OutgoingMessage): Promise<void>;
  /** The same as it is, without words for its buttons; false where it did not get there. */
  say(to: Recipient, message: OutgoingMessage): Promise<boolean>;
  tellEditors(message: OutgoingMessage): Promise<void>;
  /** Shows every editor a draft that waits, as readers would see it, with the buttons to decide on it. */
  draftWaits(draft: Draft): Promise<void>;
}

export function openNotices(
  messengers: readonly Messenger[],
  editors: readonly string[],
  events: Events,
): Notices {
  let told = 0;
  const say: Notices["say"] = async (to, message) => {
    const messenger = messengers.find(({ name }) => name === to.messenger);
    if (!messenger) return false;
    const verdict = await messenger.send(to, message, `notice-${Date.now()}-${++told}`);
    if (verdict.kind !== "sent") events.fault(`notice on ${to.messenger}`, new Error(verdict.kind));
    return verdict.kind === "sent";
  };
  const tell: Notices["tell"] = async (to, message) => {
    await say(to, hasButtons(to.messenger) ? message : withWords(message));
  };
  const tellEditors: Notices["tellEditors"] = async (message) => {
    await Promise.all(editors.map((editor) => tell(privateChat(editor), message)));
  };
  return {
    tell,
    say,
    tellEditors,
    async draftWaits(draft) {
      await tellEditors(draft.preview);
      await tellEditors(decide(draft));
    },
  };
}

/** What nobody asked for has no numbers that the conversation would know: the words to type stand in place of buttons. */
function withWords({ buttons, ...message }: OutgoingMessage): OutgoingMessage {
  const words = (buttons ?? []).flat().map(({ says }) => `\n${says}`);
  return words.length === 0
    ? message
    : { ...message, text: [...message.text, `\n\nKetik:${words.join("")}`] };
}

/** The private chat with an editor, from the id in the configuration ("telegram:12345"). */
export function privateChat(editor: string): Recipient {
  const [messenger = "", id = ""] = editor.split(":");
  const name: MessengerName = messenger === "telegram" || messenger === "whatsapp" ? messenger : "console";
  const address = name === "whatsapp" ? `${id}@s.whatsapp.net` : id;
  return { messenger: name, address, kind: "private", thread: null };
}

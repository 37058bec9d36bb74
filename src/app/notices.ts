import { decide } from "../chat/copy.ts";
import type { Draft } from "../chat/ports.ts";
import type { MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import type { Events } from "../events.ts";
import type { Messenger } from "../messengers/messenger.ts";

/** Messages that nobody asked for and that are no alerts: best effort, since what they speak of is a row that waits anyway. */
export interface Notices {
  tell(to: Recipient, message: OutgoingMessage): Promise<void>;
  /** Shows every editor a draft that waits, as readers would see it, with the buttons to decide on it. */
  draftWaits(draft: Draft): Promise<void>;
}

export function openNotices(
  messengers: readonly Messenger[],
  editors: readonly string[],
  events: Events,
): Notices {
  let told = 0;
  const tell: Notices["tell"] = async (to, message) => {
    const messenger = messengers.find(({ name }) => name === to.messenger);
    if (!messenger) return;
    const verdict = await messenger.send(to, message, `notice-${Date.now()}-${++told}`);
    if (verdict.kind !== "sent") events.fault(`notice on ${to.messenger}`, new Error(verdict.kind));
  };
  return {
    tell,
    async draftWaits(draft) {
      await Promise.all(
        editors.map(privateChat).map(async (chat) => {
          await tell(chat, draft.preview);
          await tell(chat, decide(draft));
        }),
      );
    },
  };
}

/** The private chat with an editor, from the id in the configuration ("telegram:12345"). */
function privateChat(editor: string): Recipient {
  const [messenger = "", id = ""] = editor.split(":");
  const name: MessengerName = messenger === "telegram" || messenger === "whatsapp" ? messenger : "console";
  const address = name === "whatsapp" ? `${id}@s.whatsapp.net` : id;
  return { messenger: name, address, kind: "private", thread: null };
}

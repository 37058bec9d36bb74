import type { OutgoingMessage } from "../delivery/delivery.ts";
import * as copy from "./copy.ts";
import { answerEditor } from "./editor.ts";
import type { Intent } from "./intent.ts";
import { hasButtons, numbered } from "./numbered.ts";
import { type ConversationPorts, editorId, type Speaker } from "./ports.ts";
import { answerReader } from "./reader.ts";
import type { ChatChange, Ear, Said } from "./said.ts";
import { type ConversationState, isFresh } from "./state.ts";
import { say, type Turn } from "./turn.ts";
import { mayConcernUs, understand } from "./understand.ts";

/**
 * Listens to chats and answers, alike on every messenger.
 *
 *   said → heard before? → what was asked before → understand → carry out → say, and remember what was asked
 *
 * Never rejects: a fault of ours becomes an apology, and the error goes to `onFault`.
 */
export function conversation(ports: ConversationPorts): Ear {
  return {
    async said(said) {
      if (!mayConcernUs(said.text, said.chat.kind)) return [];
      try {
        return await answer(said, ports);
      } catch (error) {
        ports.onFault(error);
        return [copy.trouble()];
      }
    },
    async changed(change) {
      try {
        await follow(change, ports);
      } catch (error) {
        ports.onFault(error);
      }
    },
  };
}

const REMEMBERED = 60 * 60 * 1000; // ms; a number typed an hour later means something else

async function answer(said: Said, ports: ConversationPorts): Promise<readonly OutgoingMessage[]> {
  const { chat, from } = said;
  const now = ports.now();
  // Message ids are a platform's own within a chat only.
  if (!(await ports.conversations.hear(chat.messenger, `${chat.address} ${said.id}`, now))) return [];

  const speaker: Speaker = { messenger: chat.messenger, address: chat.address, person: from?.id ?? "" };
  const state = await ports.conversations.load(speaker, new Date(now.getTime() - REMEMBERED));
  const editor = editorOf(said, ports);
  const intent = understand(storable(said.text), state, {
    kind: chat.kind,
    topics: ports.topics,
    editor: editor !== null,
    botName: ports.botName(chat.messenger),
  });
  if (intent.kind === "silence") return [];

  const turn = await carryOut(intent, said, editor, ports);
  const { messages, choices } = hasButtons(chat.messenger)
    ? { messages: turn.replies, choices: [] }
    : numbered(turn.replies);
  await remember(speaker, state, turn, choices, ports);
  return messages;
}

/** A text PostgreSQL can keep: no zero bytes and no halves of characters, which some clients do send. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Editors are editors in a private chat only, and by their stable id; the name they act under, or null. */
function editorOf({ chat, from }: Said, ports: ConversationPorts): string | null {
  return chat.kind === "private" && from !== null && ports.isEditor(from) ? editorId(from) : null;
}

async function carryOut(
  intent: Exclude<Intent, { kind: "silence" }>,
  said: Said,
  editor: string | null,
  ports: ConversationPorts,
): Promise<Turn> {
  if (intent.kind !== "desk") return answerReader(intent, said, editor !== null, ports);
  // understand() takes orders from editors alone; looked at again because so much hangs on it.
  return editor === null ? say(copy.refused()) : answerEditor(intent.order, said, editor, ports);
}

/** Saved anew even where nothing changed: what was just shown again is good for another hour. */
async function remember(
  speaker: Speaker,
  before: ConversationState,
  turn: Turn,
  choices: string[],
  ports: ConversationPorts,
): Promise<void> {
  const after: ConversationState = {
    choices,
    awaiting: turn.awaiting ?? null,
    search: turn.search ?? before.search,
  };
  if (!isFresh(before) || !isFresh(after)) await ports.conversations.save(speaker, after, ports.now());
}

async function follow(change: ChatChange, ports: ConversationPorts): Promise<void> {
  const { chat } = change;
  switch (change.kind) {
    case "joined": {
      const follows = await ports.chats.join(change.chat, ports.now());
      if (chat.kind === "private") return; // readers greet us first
      await ports.tell(chat, copy.greetGroup(chat.kind, follows, ports.topics, hasButtons(chat.messenger)));
      return;
    }
    case "left":
      return ports.chats.leave(chat, change.why, ports.now());
    case "moved":
      return ports.chats.move(chat, change.to);
  }
}

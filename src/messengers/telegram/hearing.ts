import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { Ear, Said } from "../../chat/said.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { endsWithin } from "./ends-within.ts";
import type { Fault } from "./keep-trying.ts";
import { answerInline } from "./inline.ts";
import { createLanes } from "./lanes.ts";
import { type Authority, type Me, type Reading, readUpdate } from "./updates.ts";

export interface HearingParts {
  api: Api;
  ear: Ear;
  me: Me;
  send: (to: Recipient, message: OutgoingMessage) => Promise<SendVerdict>;
  onFault: Fault;
  now: () => Date;
  /** Stops waiting, not the work in hand. */
  signal: AbortSignal;
  /** An ear that takes longer than this is not waited for any more. */
  earMs: number;
}

/** Hears one update. Resolves when our replies are out, or when there is nothing more we could do; never rejects. */
export type Listener = (update: unknown) => Promise<void>;

/** A reply that has to wait longer than this for Telegram's limit comes too late to be one. */
const REPLY_WAIT_SECONDS = 30;

/** Makes a listener that keeps the order within a chat and lets chats overtake each other. */
export function createListener(parts: HearingParts): Listener {
  const inOrder = createLanes();
  return async (update) => {
    try {
      const { press, event } = readUpdate(update, parts.me, parts.now());
      const pressed = press === null ? null : stopSpinner(parts, press);
      if (event?.kind === "asked") {
        await endsWithin(parts.earMs, answerInline(parts, event));
      } else if (event !== null) {
        const chat = event.kind === "said" ? event.said.chat : event.change.chat;
        await inOrder(chat.address, async () => {
          const ended = await endsWithin(parts.earMs, tell(parts, event));
          if (!ended) throw new Error(`no end after ${parts.earMs} ms`);
        });
      }
      await pressed;
    } catch (error) {
      // Whatever it was, this update is over: tried again it would fail again, and hold up everybody's.
      parts.onFault("an update was given up", error);
    }
  };
}

type InChat = Exclude<NonNullable<Reading["event"]>, { kind: "asked" }>;

/** The button shows a spinner until we answer. The answer itself comes as a message. */
async function stopSpinner({ api, onFault }: HearingParts, press: string): Promise<void> {
  await api
    .answerCallbackQuery(press)
    .catch((error: unknown) => onFault("answerCallbackQuery failed", error));
}

async function tell(parts: HearingParts, event: InChat): Promise<void> {
  if (event.kind === "changed") return parts.ear.changed(event.change);
  const { said, admin } = event;
  const replies = await parts.ear.said({ ...said, isChatAdmin: once(() => isChatAdmin(parts, said, admin)) });
  for (const reply of replies) await answer(parts, said.chat, reply);
}

async function isChatAdmin(
  { api, onFault }: HearingParts,
  said: Omit<Said, "isChatAdmin">,
  admin: Authority,
): Promise<boolean> {
  if (typeof admin === "boolean") return admin;
  try {
    const { status } = await api.getChatMember(said.chat.address, admin.askFor);
    return status === "creator" || status === "administrator";
  } catch (error) {
    onFault("getChatMember failed", error);
    return false; // nobody decides for a chat on the strength of an error
  }
}

/** One attempt, and a second one if Telegram asks us to wait a little. Whoever spoke can speak again. */
async function answer(
  { send, signal, onFault }: HearingParts,
  to: Recipient,
  reply: OutgoingMessage,
): Promise<void> {
  let verdict = await send(to, reply);
  if (verdict.kind === "later" && (verdict.afterSeconds ?? 1) <= REPLY_WAIT_SECONDS) {
    await sleep(1000 * (verdict.afterSeconds ?? 1), undefined, { signal });
    verdict = await send(to, reply);
  }
  if (verdict.kind === "later" || verdict.kind === "refused")
    onFault("a reply was not sent", new Error(verdict.why));
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

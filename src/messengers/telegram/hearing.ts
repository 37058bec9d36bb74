import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { Ear, Said } from "../../chat/said.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { takeTurns } from "../turns.ts";
import { endsWithin } from "./ends-within.ts";
import { answerInline } from "./inline.ts";
import type { Fault } from "./keep-trying.ts";
import { type Authority, type Me, type Reading, readUpdate } from "./updates.ts";

export interface HearingParts {
  api: Api;
  ear: Ear;
  me: Me;
  send: (to: Recipient, message: OutgoingMessage) => Promise<SendVerdict>;
  onFault: Fault;
  now: () => Date;
  /** An ear that takes longer than this is not waited for any more. */
  earMs: number;
}

export interface Listener {
  /**
   * Hears one update. Resolves when our replies are out, or when there is nothing more we could do; never rejects. Where many wait for
   * theirs it resolves when it has been acted on: whoever says "stop" does not wait behind the answers to ten thousand others.
   */
  hear(update: unknown): Promise<void>;
  /** Resolves when all replies are out. What is not by `withinMs` is given up. */
  answered(withinMs: number): Promise<void>;
}

/** A reply that has to wait longer than this for Telegram's limit comes too late to be one. */
const REPLY_WAIT_SECONDS = 30;

/** While so few wait for their replies to be out, their updates are under way until then: half of what can be under way at a time. */
const FEW_WAITING = 50;

/** Nor do more wait than this, some 20 MB: who speaks then is under way until there are fewer. */
const MOST_WAITING = 10_000;

/** Makes a listener that keeps the order within a chat and lets chats overtake each other. */
export function createListener(parts: HearingParts): Listener {
  const acting = takeTurns();
  const answering = takeTurns();
  const waiting = new Set<Promise<void>>();
  const over = new AbortController();
  let crowd = Promise.withResolvers<void>();

  async function act(event: InChat): Promise<void> {
    const acted = tell(parts, event).then(async ({ said, replies }) => {
      if (said === null || replies.length === 0) return;
      const out = answering.take(said.chat.address, () => answerAll(parts, said, replies, over.signal));
      waiting.add(out);
      if (waiting.size > FEW_WAITING) crowd.resolve();
      void out.then(() => {
        waiting.delete(out);
        if (waiting.size === FEW_WAITING) crowd = Promise.withResolvers();
      });
      await (waiting.size > MOST_WAITING ? out : Promise.race([out, crowd.promise]));
    });
    if (!(await endsWithin(parts.earMs, acted))) throw new Error(`no end after ${parts.earMs} ms`);
  }

  return {
    async hear(update) {
      try {
        const { press, event } = readUpdate(update, parts.me, parts.now());
        const pressed = press === null ? null : stopSpinner(parts, press);
        if (event?.kind === "asked") {
          await endsWithin(parts.earMs, answerInline(parts, event));
        } else if (event !== null) {
          const chat = event.kind === "said" ? event.said.chat : event.change.chat;
          await acting.take(chat.address, () => act(event));
        }
        await pressed;
      } catch (error) {
        // Whatever it was, this update is over: tried again it would fail again, and hold up everybody's.
        parts.onFault("an update was given up", error);
      }
    },
    async answered(withinMs) {
      const all = Promise.all(waiting);
      if (!(await endsWithin(withinMs, all))) over.abort();
      await all;
    },
  };
}

type InChat = Exclude<NonNullable<Reading["event"]>, { kind: "asked" }>;

/** The button shows a spinner until we answer. The answer itself comes as a message. */
async function stopSpinner({ api, onFault }: HearingParts, press: string): Promise<void> {
  await api
    .answerCallbackQuery(press)
    .catch((error: unknown) => onFault("answerCallbackQuery failed", error));
}

interface Acted {
  /** null: nobody spoke. */
  said: Said | null;
  replies: readonly OutgoingMessage[];
}

async function tell(parts: HearingParts, event: InChat): Promise<Acted> {
  if (event.kind === "changed") {
    await parts.ear.changed(event.change);
    return { said: null, replies: [] };
  }
  const said = { ...event.said, isChatAdmin: once(() => isChatAdmin(parts, event.said, event.admin)) };
  return { said, replies: await parts.ear.said(said) };
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

/** Each when it may go out; none any more once the signal has come. Never rejects. */
async function answerAll(
  parts: HearingParts,
  said: Said,
  replies: readonly OutgoingMessage[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const reply of replies) {
      await parts.ear.turn?.(said, signal);
      if (signal.aborted) throw new Error("nobody waits for it any more");
      await answer(parts, said.chat, reply, signal);
    }
  } catch (error) {
    parts.onFault("a reply was not sent", error);
  }
}

/** One attempt, and a second one if Telegram asks us to wait a little. Whoever spoke can speak again. */
async function answer(
  { send }: HearingParts,
  to: Recipient,
  reply: OutgoingMessage,
  signal: AbortSignal,
): Promise<void> {
  let verdict = await send(to, reply);
  if (verdict.kind === "later" && (verdict.afterSeconds ?? 1) <= REPLY_WAIT_SECONDS) {
    await sleep(1000 * (verdict.afterSeconds ?? 1), undefined, { signal });
    verdict = await send(to, reply);
  }
  if (verdict.kind === "later" || verdict.kind === "refused") throw new Error(verdict.why);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

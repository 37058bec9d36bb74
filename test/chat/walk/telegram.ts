import type { Said } from "../../../src/chat/said.ts";
import { type Reading, readUpdate } from "../../../src/messengers/telegram/updates.ts";
import type { Player } from "./promises.ts";

/** What people on Telegram do, as the updates that Telegram makes of it, and what our own reading makes of those. */

export const ME = { id: 700000001, username: "KabarKilatBot" };

/** As what Telegram lets somebody speak who names nobody. */
const GROUP_ANONYMOUS_BOT = { id: 1087968824, is_bot: true, first_name: "Group" };
const CHANNEL_BOT = { id: 136817688, is_bot: true, first_name: "Channel" };
const SOME_CHANNEL = { id: -100999, type: "channel", title: "Saluran orang" };

export interface Way {
  id: number;
  /** The alert to whose message it is an answer; 0: to another message of ours. */
  answers: number | null;
  how: "typed" | "pressed" | "edited" | "passed on" | "by another bot" | "through another bot";
}

/** The number that an alert's message has in every chat. */
export const messageOf = (alert: number): number => FIRST_MESSAGE + alert;
export const FIRST_MESSAGE = 1_000_000;

export function updateOf(player: Player, text: string, { id, answers, how }: Way, now: Date): unknown {
  const chat = chatOf(player);
  const inTopic =
    player.chat.thread === null
      ? {}
      : { message_thread_id: Number(player.chat.thread), is_topic_message: true };
  if (how === "pressed") {
    const from = userOf(player.account ?? player.from);
    return {
      callback_query: { id: String(id), from, data: text, message: { message_id: 1, chat, ...inTopic } },
    };
  }
  const ours = { id: ME.id, is_bot: true, first_name: "Kabar Kilat" };
  const message = {
    message_id: id,
    date: Math.floor(now.getTime() / 1000),
    chat,
    ...inTopic,
    ...speaking(player, how),
    ...(text === "" ? {} : { text }),
    ...(how === "passed on" && { forward_origin: { type: "hidden_user", sender_user_name: "Seseorang" } }),
    ...(how === "through another bot" && { via_bot: { id: 5, is_bot: true, first_name: "GIF" } }),
    ...(answers !== null && { reply_to_message: { message_id: messageOf(answers), from: ours } }),
  };
  const kind = player.chat.kind === "channel" ? "channel_post" : "message";
  return { [how === "edited" ? `edited_${kind}` : kind]: message };
}

/** A group has become a supergroup, as its old chat is told. */
export function movedUpdate(from: string, to: string, now: Date): unknown {
  const chat = { id: Number(from), type: "group", title: "Warga" };
  const date = Math.floor(now.getTime() / 1000);
  return {
    message: { message_id: 1, date, chat, from: GROUP_ANONYMOUS_BOT, migrate_to_chat_id: Number(to) },
  };
}

function speaking({ chat, from, speaksAs }: Player, how: Way["how"]): Record<string, unknown> {
  if (speaksAs === "the group")
    return { from: GROUP_ANONYMOUS_BOT, sender_chat: { id: Number(chat.address) } };
  if (speaksAs === "another channel") return { from: CHANNEL_BOT, sender_chat: SOME_CHANNEL };
  if (speaksAs === "its channel")
    return { from: { id: 777000, is_bot: false }, sender_chat: SOME_CHANNEL, is_automatic_forward: true };
  if (from === null) return { sender_chat: { id: Number(chat.address) } };
  const user = userOf(from);
  return { from: how === "by another bot" ? { ...user, is_bot: true } : user };
}

function userOf(person: Player["from"]): Record<string, unknown> {
  return { id: Number(person?.id ?? 0), is_bot: false, first_name: person?.name ?? "" };
}

function chatOf({ chat }: Player): Record<string, unknown> {
  const id = Number(chat.address);
  if (chat.kind !== "group") return { id, type: chat.kind, title: chat.title };
  return { id, type: chat.address.startsWith("-100") ? "supergroup" : "group", title: chat.title };
}

/** What the service hears of it; null: nothing. `isAdmin` is what Telegram answers when it is asked. */
export function heardIn(
  update: unknown,
  now: Date,
  isAdmin: (chat: string, person: string) => boolean,
): Said | null {
  const event = eventIn(update, now);
  if (event?.kind !== "said") return null;
  const { said, admin } = event;
  const may = typeof admin === "boolean" ? admin : isAdmin(said.chat.address, String(admin.askFor));
  return { ...said, isChatAdmin: () => Promise.resolve(may) };
}

export function eventIn(update: unknown, now: Date): Reading["event"] {
  return readUpdate(update, ME, now).event;
}

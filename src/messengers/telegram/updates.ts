import type { Asked, ChatChange, Person, Said } from "../../chat/said.ts";
import type { ChatKind } from "../../delivery/delivery.ts";
import { HOUR_MS } from "../../time.ts";
import {
  type CallbackQuery,
  type Chat,
  type ChatMember,
  type InlineQuery,
  type Membership,
  type Message,
  type MessageReaction,
  Update,
  type User,
} from "./update-schema.ts";

/** Ourselves, as getMe says. */
export interface Me {
  id: number;
  username: string;
}

/** The kinds of update we ask Telegram for: those that Update below understands. */
export const ALLOWED_UPDATES = [
  "message",
  "channel_post",
  "callback_query",
  "my_chat_member",
  "message_reaction",
  "inline_query",
] as const;

/** Older than this, an answer would only puzzle whoever has long gone on. Telegram keeps updates for a day. */
const ANSWERED_WITHIN_MS = HOUR_MS;

/** What an update means to us. Most mean nothing: chatter in a group, a sticker, an edit. */
export interface Reading {
  /** The button press that waits for its answerCallbackQuery, whatever else the update means. */
  press: string | null;
  event:
    | { kind: "said"; said: Omit<Said, "isChatAdmin">; admin: Authority }
    | { kind: "changed"; change: ChatChange }
    /** To be answered by its id, outside of any chat. */
    | { kind: "asked"; id: string; asked: Asked }
    | null;
}

/** May the speaker decide for the chat: settled by the update itself, or only Telegram knows. */
export type Authority = boolean | { askFor: number };

/**
 * Reads one update. In groups we listen to commands that are ours and to replies to us; in channels, where only
 * administrators can post, to commands. Throws a ZodError for what is not an update at all.
 */
export function readUpdate(update: unknown, me: Me, now: Date): Reading {
  const { message, channel_post, callback_query, my_chat_member, message_reaction, inline_query } =
    Update.parse(update);
  if (inline_query) return { press: null, event: readInline(inline_query) };
  if (message_reaction) return { press: null, event: readReaction(message_reaction, now) };
  if (callback_query) return { press: callback_query.id, event: readPress(callback_query) };
  const post = message ?? channel_post;
  if (post) return { press: null, event: readMessage(post, me, now) };
  return { press: null, event: my_chat_member ? readMembership(my_chat_member) : null };
}

function readPress({ id, from, data, message }: CallbackQuery): Reading["event"] {
  if (data === undefined || message === undefined) return null;
  const said = { id: `press:${id}`, chat: chatOf(message.chat, message), from: personOf(from), text: data };
  return { kind: "said", said, admin: message.chat.type === "private" ? true : { askFor: from.id } };
}

function readMessage(message: Message, me: Me, now: Date): Reading["event"] {
  const { chat, from, sender_chat, migrate_to_chat_id } = message;
  if (migrate_to_chat_id !== undefined) {
    return {
      kind: "changed",
      change: { kind: "moved", chat: chatOf(chat, {}), to: String(migrate_to_chat_id) },
    };
  }
  const text = wordsForUs(message, me);
  if (text === null || now.getTime() - message.date * 1000 > ANSWERED_WITHIN_MS) return null;
  const speaker = speakerOf(chat, from, sender_chat);
  if (speaker === null) return null;
  const said = {
    id: `message:${chat.id}:${message.message_id}`, // update ids start anew after a quiet week, this never repeats
    chat: chatOf(chat, message),
    from: speaker.from,
    text,
    about: isReplyTo(me, message) ? answeredTo(message) : undefined,
    forwarded: message.forward_origin !== undefined || message.via_bot !== undefined,
  };
  return { kind: "said", said, admin: speaker.admin };
}

/** A thumb under one of our messages, as if it had been said in answer. In private chats alone: there all messages are ours or theirs. */
function readReaction(
  { chat, message_id, date, user, new_reaction }: MessageReaction,
  now: Date,
): Reading["event"] {
  const emoji = new_reaction.map((reaction) => reaction.emoji).find((one) => one === "👍" || one === "👎");
  const late = now.getTime() - date * 1000 > ANSWERED_WITHIN_MS;
  if (chat.type !== "private" || !user || user.is_bot || emoji === undefined || late) return null;
  const said = {
    id: `reaction:${message_id}:${date}`,
    chat: chatOf(chat, {}),
    from: personOf(user),
    text: emoji,
    about: String(message_id),
    reaction: true,
  };
  return { kind: "said", said, admin: true };
}

function readInline({ id, from, query, offset }: InlineQuery): Reading["event"] {
  const asked = { from: personOf(from), words: query, offset: Number(offset) || 0 };
  return { kind: "asked", id, asked };
}

function readMembership({ chat, old_chat_member, new_chat_member }: Membership): Reading["event"] {
  const could = canWrite(old_chat_member);
  const can = canWrite(new_chat_member);
  if (could === can) return null;
  if (can) return { kind: "changed", change: { kind: "joined", chat: chatOf(chat, {}) } };
  return {
    kind: "changed",
    change: { kind: "left", chat: chatOf(chat, {}), why: whyLeft(chat, new_chat_member) },
  };
}

/** The message's words if they are meant for us, without our name behind the command; "" for what is said to us without words; else null. */
function wordsForUs(message: Message, me: Me): string | null {
  const text = (message.text ?? message.caption ?? "").trim();
  if (text === "") return message.chat.type === "private" && isSaidWithoutWords(message) ? "" : null;
  if (message.is_automatic_forward) return null;
  const command = /^\/(?<name>\w+)(?:@(?<bot>\w+))?[!.,?]*(?=\s|$)/.exec(text)?.groups;
  if (command?.bot !== undefined && command.bot.toLowerCase() !== me.username.toLowerCase()) return null;
  const words = command?.bot === undefined ? text : text.replace(`@${command.bot}`, "");
  return command || message.chat.type === "private" || isReplyTo(me, message) ? words : null;
}

/** A sticker or a picture may want no answer; who records a voice message, or sends where they are, waits for one. */
function isSaidWithoutWords({ voice, video_note, location, contact }: Message): boolean {
  return [voice, video_note, location, contact].some((one) => one !== undefined);
}

function isReplyTo(me: Me, { reply_to_message: original }: Message): boolean {
  // In a forum every message "replies" to the service message that opened its topic, which may be ours.
  return original?.from?.id === me.id && original.forum_topic_created === undefined;
}

function answeredTo({ reply_to_message: original }: Message): string | undefined {
  return original?.message_id === undefined ? undefined : String(original.message_id);
}

/** Who speaks and with what authority; null for another bot. */
function speakerOf(
  chat: Chat,
  from: User | undefined,
  senderChat: Message["sender_chat"],
): { from: Person | null; admin: Authority } | null {
  if (chat.type === "channel") return { from: null, admin: true };
  // Only an administrator can speak as the group itself; anybody with a channel can speak as that channel.
  if (senderChat) return { from: null, admin: senderChat.id === chat.id };
  if (!from || from.is_bot) return null;
  return { from: personOf(from), admin: chat.type === "private" ? true : { askFor: from.id } };
}

function canWrite(member: ChatMember): boolean {
  if (member.status === "left" || member.status === "kicked") return false;
  // Each of these is only given where it can be false: in channels, and for somebody restricted.
  return (
    member.can_post_messages !== false && member.can_send_messages !== false && member.is_member !== false
  );
}

function whyLeft(chat: Chat, now: ChatMember): string {
  if (chat.type === "private") return "bot diblokir oleh pengguna";
  return now.status === "left" || now.status === "kicked"
    ? "bot dikeluarkan dari obrolan"
    : "bot tidak boleh menulis di obrolan";
}

function chatOf(chat: Chat, { message_thread_id, is_topic_message }: Place): Said["chat"] {
  return {
    messenger: "telegram",
    address: String(chat.id),
    kind: KINDS[chat.type],
    // Replies outside forums have a thread id as well, which sendMessage would refuse.
    thread: is_topic_message && message_thread_id !== undefined ? String(message_thread_id) : null,
    title: chat.title ?? nameOf(chat),
  };
}

const KINDS: Record<Chat["type"], ChatKind> = {
  private: "private",
  group: "group",
  supergroup: "group",
  channel: "channel",
};

interface Place {
  message_thread_id?: number | undefined;
  is_topic_message?: boolean | undefined;
}

function personOf(user: User): Person {
  return { messenger: "telegram", id: String(user.id), name: nameOf(user) };
}

function nameOf({
  first_name,
  last_name,
}: {
  first_name?: string | undefined;
  last_name?: string | undefined;
}): string | null {
  return [first_name, last_name].filter(Boolean).join(" ") || null;
}

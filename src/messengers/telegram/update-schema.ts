import { z } from "zod";

/** Of Telegram's updates (core.telegram.org/bots/api#update) the fields that we read. */

const Chat = z.object({
  id: z.int(),
  type: z.enum(["private", "group", "supergroup", "channel"]),
  title: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});
export type Chat = z.infer<typeof Chat>;

const User = z.object({
  id: z.int(),
  is_bot: z.boolean().catch(false),
  first_name: z.string().catch(""),
  last_name: z.string().optional(),
});
export type User = z.infer<typeof User>;

const Message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat: Chat,
  from: User.optional(),
  /** Set when somebody speaks as a chat: an anonymous administrator, a channel, a channel's automatic forward. */
  sender_chat: z.object({ id: z.int() }).optional(),
  is_automatic_forward: z.boolean().optional(),
  /** Set where the message is passed on, whoever wrote it; and where it was chosen from what another bot offered. */
  forward_origin: z.unknown().optional(),
  via_bot: z.unknown().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** What somebody says without words. */
  voice: z.unknown().optional(),
  video_note: z.unknown().optional(),
  location: z.unknown().optional(),
  contact: z.unknown().optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  reply_to_message: z
    .object({
      message_id: z.int().optional(),
      from: User.optional(),
      forum_topic_created: z.unknown().optional(),
    })
    .optional(),
  migrate_to_chat_id: z.int().optional(),
});
export type Message = z.infer<typeof Message>;

const CallbackQuery = z.object({
  id: z.string(),
  from: User,
  data: z.string().optional(),
  /** Also of an old message, of which only chat and id are left; absent under an inline result. */
  message: Message.partial().required({ chat: true }).optional().catch(undefined),
});
export type CallbackQuery = z.infer<typeof CallbackQuery>;

const ChatMember = z.object({
  status: z.enum(["creator", "administrator", "member", "restricted", "left", "kicked"]),
  is_member: z.boolean().optional(),
  can_send_messages: z.boolean().optional(),
  can_post_messages: z.boolean().optional(),
});
export type ChatMember = z.infer<typeof ChatMember>;

const Membership = z.object({ chat: Chat, old_chat_member: ChatMember, new_chat_member: ChatMember });
export type Membership = z.infer<typeof Membership>;

/** Somebody changed their reaction to a message. Only administrators of a group hear of those in it. */
const MessageReaction = z.object({
  chat: Chat,
  message_id: z.int(),
  date: z.int(),
  user: User.optional(),
  new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })).catch([]),
});
export type MessageReaction = z.infer<typeof MessageReaction>;

/** Words after our name, typed in some chat. */
const InlineQuery = z.object({ id: z.string(), from: User, query: z.string(), offset: z.string() });
export type InlineQuery = z.infer<typeof InlineQuery>;

/** One update. Its id only concerns polling. */
export const Update = z.object({
  message: Message.optional(),
  channel_post: Message.optional(),
  callback_query: CallbackQuery.optional(),
  my_chat_member: Membership.optional(),
  message_reaction: MessageReaction.optional(),
  inline_query: InlineQuery.optional(),
});

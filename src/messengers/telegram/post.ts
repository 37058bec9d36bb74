import { GrammyError } from "grammy";
import { z } from "zod";
import type { Said, SendPhoto, ToChat } from "./message.ts";
import type { WirePost } from "./wire.ts";

/** sendMessage and sendPhoto. Both fail as a call through grammY does. */
export interface Post {
  /** The id that the message has in its chat. What is `said` to many is put into JSON once: it must stay as it is. */
  message(chat: ToChat, said: Said): Promise<number>;
  /** With the id under which Telegram keeps the picture: sending it again by that costs nothing (Bot API, "Sending files"). */
  photo(payload: SendPhoto): Promise<{ messageId: number; fileId: string | null }>;
}

/**
 * The calls that are made a million times go past grammY's client, which puts two timers, an abort controller and a race
 * around each; the wire keeps the time anyway. That is a quarter of a message's CPU. Everything else is grammY's.
 */
export function createPost(post: WirePost, token: string): Post {
  const path = { sendMessage: `/bot${token}/sendMessage`, sendPhoto: `/bot${token}/sendPhoto` } as const;
  const bodies = new WeakMap<Said, string>();

  /** What follows the chat in the body. */
  function restOf(said: Said): string {
    const known = bodies.get(said);
    if (known !== undefined) return known;
    const rest = `,${JSON.stringify(said).slice(1)}`;
    bodies.set(said, rest);
    return rest;
  }

  return {
    async message(chat, said) {
      const body = JSON.stringify(chat).slice(0, -1) + restOf(said);
      const answer = await post(path.sendMessage, body, MessageAnswer);
      if (answer.ok) return answer.result.message_id;
      throw refused("sendMessage", answer, { ...chat, ...said });
    },
    async photo(payload) {
      const answer = await post(path.sendPhoto, JSON.stringify(payload), PhotoAnswer);
      if (!answer.ok) throw refused("sendPhoto", answer, { ...payload });
      const { message_id: messageId, photo } = answer.result;
      return { messageId, fileId: photo.at(-1)?.file_id ?? null };
    },
  };
}

function refused(method: string, answer: z.infer<typeof Refusal>, payload: object): GrammyError {
  return new GrammyError(`Call to '${method}' failed!`, answer, method, { ...payload });
}

const Refusal = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string(),
  parameters: z
    .object({ migrate_to_chat_id: z.number().exactOptional(), retry_after: z.number().exactOptional() })
    .exactOptional(),
});

const Sent = z.object({ message_id: z.int() });
const SentPhoto = Sent.extend({ photo: z.array(z.object({ file_id: z.string() })).default([]) });
const MessageAnswer = z.union([z.object({ ok: z.literal(true), result: Sent }), Refusal]);
const PhotoAnswer = z.union([z.object({ ok: z.literal(true), result: SentPhoto }), Refusal]);

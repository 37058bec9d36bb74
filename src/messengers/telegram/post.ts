import { GrammyError } from "grammy";
import { z } from "zod";
import type { SendMessage, SendPhoto } from "./message.ts";
import type { WireFetch } from "./wire.ts";

/** sendMessage and sendPhoto. Both fail as a call through grammY does. */
export interface Post {
  /** The id that the message has in its chat. */
  message(payload: SendMessage): Promise<number>;
  /** With the id under which Telegram keeps the picture: sending it again by that costs nothing (Bot API, "Sending files"). */
  photo(payload: SendPhoto): Promise<{ messageId: number; fileId: string | null }>;
}

/**
 * The calls that are made a million times go past grammY's client, which puts two timers, an abort controller and a race
 * around each; the wire keeps the time anyway. That is a quarter of a message's CPU. Everything else is grammY's.
 */
export function createPost(fetch: WireFetch, apiRoot: string, token: string): Post {
  const headers = { "content-type": "application/json" };
  async function call<T>(method: string, payload: SendMessage | SendPhoto, Result: z.ZodType<T>): Promise<T> {
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: "POST",
      headers,
      body: JSON.stringify(payload),
    });
    const answer = await response.json();
    if (answer.ok) return Result.parse(answer.result);
    throw new GrammyError(`Call to '${method}' failed!`, Refusal.parse(answer), method, { ...payload });
  }
  return {
    message: async (payload) => (await call("sendMessage", payload, Sent)).message_id,
    async photo(payload) {
      const { message_id: messageId, photo } = await call("sendPhoto", payload, SentPhoto);
      return { messageId, fileId: photo.at(-1)?.file_id ?? null };
    },
  };
}

const Sent = z.object({ message_id: z.int() });
const SentPhoto = Sent.extend({ photo: z.array(z.object({ file_id: z.string() })).default([]) });

const Refusal = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string(),
  parameters: z
    .object({ migrate_to_chat_id: z.number().exactOptional(), retry_after: z.number().exactOptional() })
    .exactOptional(),
});

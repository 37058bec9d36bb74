import { GrammyError } from "grammy";
import { z } from "zod";
import type { SendMessage } from "./message.ts";
import type { WireFetch } from "./wire.ts";

/** sendMessage: the id that the message has in its chat. Fails as a call through grammY does. */
export type Post = (payload: SendMessage) => Promise<number>;

/**
 * The one call that is made a million times goes past grammY's client, which puts two timers, an abort controller and a race
 * around each; the wire keeps the time anyway. That is a quarter of a message's CPU. Everything else is grammY's.
 */
export function createPost(fetch: WireFetch, apiRoot: string, token: string): Post {
  const url = `${apiRoot}/bot${token}/sendMessage`;
  const headers = { "content-type": "application/json" };
  return async (payload) => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(payload) });
    const answer = await response.json();
    if (answer.ok) return Sent.parse(answer.result).message_id;
    throw new GrammyError("Call to 'sendMessage' failed!", Refusal.parse(answer), "sendMessage", {
      ...payload,
    });
  };
}

const Sent = z.object({ message_id: z.int() });

const Refusal = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string(),
  parameters: z
    .object({ migrate_to_chat_id: z.number().exactOptional(), retry_after: z.number().exactOptional() })
    .exactOptional(),
});

import { z } from "zod";
import { answers, type Failure } from "../../test/support/telegram-failures.ts";
import type { UpdateQueue } from "../../test/support/telegram-updates.ts";
import { type HttpServer, type Reply, serveHttp } from "./http.ts";

/** A Bot API that costs little: it knows what sending needs and hands every message to its `witness`. */
export interface Witness {
  /** Asked for every message that came whole: null, or how it fails. */
  fate(message: Message): Failure | null;
  /** The message is in its chat now. */
  accepted(message: Message): void;
}

export interface Message {
  chat: string;
  text: string;
}

export const TOKEN = "700000001:AAHinvented-token-of-a-bot-that-is-not";

const Sent = z.object({ chat_id: z.union([z.string(), z.number()]), text: z.string() });
const Poll = z.object({
  offset: z.number().default(0),
  limit: z.number().default(100),
  timeout: z.number().default(0),
});
const ME = { id: 700000001, is_bot: true, first_name: "Kabar Kilat", username: "KabarKilatBot" };

/** `updates`: what people write to the bot; left out: nobody writes. */
export function serveBotApi(witness: Witness, updates?: UpdateQueue): Promise<HttpServer> {
  let lastId = 0;
  let last = { text: "", json: '""' };
  return serveHttp((path, body, reply) => {
    const method = path.slice(path.lastIndexOf("/") + 1);
    if (method === "sendMessage") return send(body, reply);
    if (method === "getUpdates") return handOut(body, reply);
    if (method === "getMe") return ok(reply, ME);
    return ok(reply, true);
  });

  function handOut(body: string, reply: Reply): void {
    const { offset, limit, timeout } = Poll.parse(JSON.parse(body === "" ? "{}" : body));
    const timeoutMs = 1000 * timeout;
    if (!updates) return void setTimeout(() => ok(reply, []), timeoutMs).unref();
    updates.poll(
      { offset, limit, timeoutMs },
      {
        updates: (list) => ok(reply, list),
        conflict: () => fail(answers(409, "Conflict: terminated by other getUpdates request"), reply),
      },
    );
  }

  function send(body: string, reply: Reply): void {
    const { chat_id, text } = Sent.parse(JSON.parse(body));
    const message = { chat: String(chat_id), text };
    const failure = witness.fate(message);
    if (failure === null || ("accepted" in failure && failure.accepted)) witness.accepted(message);
    if (failure !== null) return fail(failure, reply);
    const chat = `{"id":${Number(chat_id)},"type":"private","first_name":"Pembaca"}`;
    const date = Math.floor(Date.now() / 1000);
    const result = `{"message_id":${++lastId},"date":${date},"chat":${chat},"text":${jsonOf(text)}}`;
    reply.json(200, `{"ok":true,"result":${result}}`);
  }

  /** A broadcast says one text a thousand times. */
  function jsonOf(text: string): string {
    if (text !== last.text) last = { text, json: JSON.stringify(text) };
    return last.json;
  }
}

function fail(failure: Failure, reply: Reply): void {
  switch (failure.kind) {
    case "answers": {
      const { code, description, parameters } = failure;
      return reply.json(code, JSON.stringify({ ok: false, error_code: code, description, parameters }));
    }
    case "answers otherwise":
      return reply.page(failure.status, failure.body);
    case "closes":
      return reply.hangUp();
    case "stays silent":
    case "answers late":
    case "arrives later": // no bench has any
      return undefined;
  }
}

function ok(reply: Reply, result: unknown): void {
  reply.json(200, JSON.stringify({ ok: true, result }));
}

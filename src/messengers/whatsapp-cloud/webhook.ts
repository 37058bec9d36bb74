import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Whether Meta signed these very bytes with our app's secret (header X-Hub-Signature-256). */
export function isSigned(body: Uint8Array, signature: string | undefined, appSecret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);
  const given = Buffer.from(signature ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What Meta asks when the webhook is set up: the challenge to answer with, or null for a stranger. */
export function challengeOf(query: Record<string, string | undefined>, verifyToken: string): string | null {
  const given = Buffer.from(query["hub.verify_token"] ?? "");
  const expected = Buffer.from(verifyToken);
  const known = given.length === expected.length && timingSafeEqual(given, expected);
  return query["hub.mode"] === "subscribe" && known ? (query["hub.challenge"] ?? null) : null;
}

/** What a notification tells of our phone number. */
export interface Notification {
  said: readonly {
    id: string;
    number: string;
    name: string | null;
    text: string;
    at: Date;
    /** It was said elsewhere and is passed on to us. */
    forwarded: boolean;
  }[];
  /** Messages of ours that were accepted at first, and then did not arrive. */
  failed: readonly { id: string; number: string; code: number; title: string; at: Date }[];
}

/** Reads a notification. What says nothing to us, or is about another number, is left out; what is no notification at all is empty. */
export function read(payload: unknown, phoneId: string): Notification {
  const changes = Payload.safeParse(payload).data?.entry.flatMap((entry) => entry.changes) ?? [];
  const ours = changes
    .map((change) => Value.safeParse(change.field === "messages" ? change.value : null).data)
    .filter((value) => value !== undefined)
    .filter(({ metadata }) => metadata.phone_number_id === phoneId);
  return {
    said: ours.flatMap(({ contacts, messages }) =>
      messages.flatMap((raw) => {
        const message = Message.safeParse(raw).data;
        if (!message) return [];
        const text = wordsOf(message);
        if (text === "" && !WITHOUT_WORDS.has(message.type)) return [];
        const name = contacts.find(({ wa_id }) => wa_id === message.from)?.profile?.name ?? null;
        const { id, from: number, timestamp: at, context } = message;
        const forwarded = context.forwarded || context.frequently_forwarded;
        return [{ id, number, name, text, at, forwarded }];
      }),
    ),
    failed: ours.flatMap(({ statuses }) =>
      statuses.flatMap((raw) => {
        const status = Status.safeParse(raw).data;
        const [error] = status?.errors ?? [];
        if (!status || status.status !== "failed" || !error) return [];
        const { id, recipient_id: number, timestamp: at } = status;
        return [{ id, number, code: error.code, title: error.title, at }];
      }),
    ),
  };
}

/** Kinds of messages by which something is said without words: who sends one waits for an answer. A sticker or a picture may want none. */
const WITHOUT_WORDS = new Set(["audio", "location", "contacts"]);

function wordsOf({ text, button, interactive }: z.infer<typeof Message>): string {
  const pressed = interactive?.button_reply ?? interactive?.list_reply;
  return (text?.body ?? button?.text ?? pressed?.title ?? "").trim();
}

const Payload = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
});
const Value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z
    .array(z.object({ wa_id: z.string(), profile: z.object({ name: z.string() }).optional() }))
    .catch([]),
  messages: z.array(z.unknown()).catch([]),
  statuses: z.array(z.unknown()).catch([]),
});
const Seconds = z.coerce.number().transform((seconds) => new Date(seconds * 1000));
const Choice = z.object({ title: z.string() });
const Passed = z.object({
  forwarded: z.boolean().catch(false),
  frequently_forwarded: z.boolean().catch(false),
});
const Message = z.object({
  id: z.string(),
  from: z.string().regex(/^\d+$/),
  timestamp: Seconds,
  type: z.string().catch(""),
  context: Passed.catch({ forwarded: false, frequently_forwarded: false }),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: Choice.optional(), list_reply: Choice.optional() }).optional(),
});
const Status = z.object({
  id: z.string(),
  status: z.string(),
  recipient_id: z.string(),
  timestamp: Seconds,
  errors: z.array(z.object({ code: z.number(), title: z.string() })).catch([]),
});

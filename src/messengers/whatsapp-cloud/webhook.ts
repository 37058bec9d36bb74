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
    /** The id of the message of ours that it answers. */
    about: string | null;
    /** It was said elsewhere and is passed on to us. */
    forwarded: boolean;
  }[];
  /** Somebody has another number since. */
  moved: readonly { number: string; to: string; at: Date }[];
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
        const about = context.from === number ? null : context.id;
        return [{ id, number, name, text, at, about, forwarded }];
      }),
    ),
    moved: ours.flatMap(({ messages }) =>
      messages.flatMap((raw) => {
        const { from: number, system, timestamp: at } = NumberChanged.safeParse(raw).data ?? {};
        return number && system && at && system.wa_id !== number ? [{ number, to: system.wa_id, at }] : [];
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

function wordsOf(message: z.infer<typeof Message>): string {
  const { text, button, interactive, image, video, document } = message;
  const pressed = interactive?.button_reply ?? interactive?.list_reply;
  const captioned = image ?? video ?? document;
  return (text?.body ?? button?.text ?? pressed?.title ?? captioned?.caption ?? "").trim();
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
const Captioned = z.object({ caption: z.string().optional() });
/** What is answered, by whom that was said, and whether it is passed on. */
const Context = z.object({
  id: z.string().nullable().catch(null),
  from: z.string().nullable().catch(null),
  forwarded: z.boolean().catch(false),
  frequently_forwarded: z.boolean().catch(false),
});
const Message = z.object({
  id: z.string(),
  from: z.string().regex(/^\d+$/),
  timestamp: Seconds,
  type: z.string().catch(""),
  context: Context.catch({ id: null, from: null, forwarded: false, frequently_forwarded: false }),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: Choice.optional(), list_reply: Choice.optional() }).optional(),
  image: Captioned.optional(),
  video: Captioned.optional(),
  document: Captioned.optional(),
});
/** "System messages webhook reference": `from` is the number until then. */
const NumberChanged = z.object({
  from: z.string().regex(/^\d+$/),
  timestamp: Seconds,
  type: z.literal("system"),
  system: z.object({ type: z.literal("user_changed_number"), wa_id: z.string().regex(/^\d+$/) }),
});
const Status = z.object({
  id: z.string(),
  status: z.string(),
  recipient_id: z.string(),
  timestamp: Seconds,
  errors: z.array(z.object({ code: z.number(), title: z.string() })).catch([]),
});

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Accepted } from "../articles/accept.ts";
import type { IncomingArticle } from "../articles/article.ts";
import { rateLimit } from "./rate-limit.ts";
import { remoteAddress } from "./remote-address.ts";

/**
 * The publishers' door: POST /api/articles takes one article as JSON and answers 202 when its row is on disk.
 *
 *   Authorization: Bearer TOKEN           who it is
 *   X-Signature-256: sha256=HEX           HMAC of the raw body, where the publisher has a signing secret
 *   Idempotency-Key: KEY                  optional: the same key and body get the same answer, another body gets 422
 *
 * Sending an article twice without a key does no harm either: its address makes it a repeat, and the answer says so.
 */
export interface PushParts {
  publishers: readonly Publisher[];
  /** What was sent, as an article; throws an error with `faults` for what is none. */
  read(json: unknown, source: string): IncomingArticle;
  /** When this resolves the article is on disk. */
  accept(incoming: IncomingArticle): Promise<Accepted>;
  receipts: Receipts;
  now(): Date;
  /** Somebody came without a token that is known. */
  onRefused(from: string | null): void;
  onFault(error: unknown): void;
}

export interface Publisher {
  source: string;
  token: string;
  /** null: its messages need no signature. */
  signingSecret: string | null;
}

/** What became of an article that was pushed. `changed`: it was known, and this is another text of it. */
export interface PushAnswer {
  id: number;
  kind: Accepted["kind"];
  changed?: true | undefined;
}

export interface Receipts {
  /** Claims the key for a body, unless it was claimed before; answers the body that has it, and the answer given, if any. */
  begin(
    source: string,
    key: string,
    bodyHash: string,
    at: Date,
  ): Promise<{ bodyHash: string; answer: PushAnswer | null }>;
  /** Stores the answer, unless one was stored meanwhile: then returns that one. */
  keep(source: string, key: string, answer: PushAnswer): Promise<PushAnswer>;
}

const PUSH_PATH = "/api/articles";
const BODY_LIMIT = 5 * 1024 * 1024; // as large as a page we would fetch ourselves
const PER_MINUTE = 120; // for a token; the busiest newsrooms publish a few a minute
const BURST = 60; // an afternoon's articles after an outage

type Env = { Variables: { publisher: Publisher } };

export function pushRoutes(parts: PushParts): Hono<Env> {
  const app = new Hono<Env>();
  const tooLarge = (c: Context) =>
    refusal(c, 413, "too_large", `Isi lebih dari ${BODY_LIMIT / 1024 / 1024} MB`);
  app.post(PUSH_PATH, knownPublisher(parts), bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }), (c) =>
    take(c, c.get("publisher"), parts),
  );
  return app;
}

/** Unknown publishers, and those over their rate, are refused before the body is read. */
function knownPublisher({ publishers, now, onRefused }: PushParts): MiddlewareHandler<Env> {
  const limits = new Map(publishers.map((one) => [one, rateLimit({ perMinute: PER_MINUTE, atOnce: BURST })]));
  return async (c, next) => {
    const publisher = publisherOf(publishers, c.req.header("authorization"));
    if (!publisher) {
      onRefused(remoteAddress(c));
      c.header("www-authenticate", 'Bearer realm="kabar-kilat"');
      return refusal(c, 401, "unauthorized", "Token tidak dikenal. Kirim: Authorization: Bearer TOKEN");
    }
    const seconds = Math.ceil((limits.get(publisher)?.take(now()) ?? 0) / 1000);
    if (seconds > 0) {
      c.header("retry-after", String(seconds));
      return refusal(c, 429, "too_many_requests", `Terlalu sering; coba lagi setelah ${seconds} detik`);
    }
    c.set("publisher", publisher);
    return await next();
  };
}

async function take(c: Context, publisher: Publisher, parts: PushParts): Promise<Response> {
  const body = new Uint8Array(await c.req.arrayBuffer());
  const unsigned = faultOfSignature(publisher, body, c.req.header("x-signature-256"));
  if (unsigned) return refusal(c, 401, "bad_signature", unsigned);
  const key = c.req.header("idempotency-key")?.trim();
  if (key !== undefined && !isKey(key)) {
    return refusal(c, 400, "bad_idempotency_key", "Idempotency-Key: 1 sampai 255 karakter ASCII");
  }
  try {
    const incoming = articleOf(c, body, publisher, parts);
    if (incoming instanceof Response) return incoming;
    const answer = await takeIn(parts, incoming, key, body);
    if (answer !== "key reused") return c.json({ id: answer.id, kind: answer.kind }, 202);
    const reused = "Idempotency-Key ini sudah dipakai untuk isi yang lain";
    return refusal(c, 422, "idempotency_key_reused", reused);
  } catch (error) {
    parts.onFault(error);
    c.header("retry-after", "5");
    return refusal(c, 503, "unavailable", "Belum dapat disimpan; kirim lagi sebentar lagi");
  }
}

/**
 * Takes an article in under its publisher's key, if there is one. The key is taken first: of two bodies with one key, however
 * close together, one becomes an article. Of one body with one key, all get the answer of the first.
 */
export async function takeIn(
  parts: Pick<PushParts, "accept" | "receipts" | "now">,
  incoming: IncomingArticle,
  key: string | undefined,
  body: Uint8Array,
): Promise<PushAnswer | "key reused"> {
  const { source } = incoming;
  if (key !== undefined) {
    const bodyHash = createHash("sha256").update(body).digest("hex");
    const before = await parts.receipts.begin(source, key, bodyHash, parts.now());
    if (before.bodyHash !== bodyHash) return "key reused";
    if (before.answer) return before.answer;
  }
  const accepted = await parts.accept(incoming);
  const answer: PushAnswer =
    accepted.kind === "repeat"
      ? { id: accepted.of, kind: "repeat", ...(accepted.changed && { changed: true }) }
      : { id: accepted.id, kind: "accepted" };
  return key === undefined ? answer : await parts.receipts.keep(source, key, answer);
}

/** 1 to 255 printable characters. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(text);
}

function articleOf(
  c: Context,
  body: Uint8Array,
  { source }: Publisher,
  parts: PushParts,
): IncomingArticle | Response {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return refusal(c, 400, "not_json", "Isi bukan JSON dalam UTF-8");
  }
  try {
    return parts.read(json, source);
  } catch (error) {
    if (!(error instanceof Error && "faults" in error)) throw error;
    return refusal(c, 422, "invalid_article", "Isi belum lengkap atau keliru", error.faults);
  }
}

function refusal(
  c: Context,
  status: 400 | 401 | 413 | 422 | 429 | 503,
  code: string,
  message: string,
  faults?: unknown,
): Response {
  return c.json({ error: { code, message, ...(faults === undefined ? {} : { faults }) } }, status);
}

/** Every token is compared, in constant time, so that the time taken tells nothing of any. */
export function publisherOf(publishers: readonly Publisher[], header: string | undefined): Publisher | null {
  const given = digest(/^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "");
  let found: Publisher | null = null;
  for (const publisher of publishers) if (timingSafeEqual(digest(publisher.token), given)) found = publisher;
  return found;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** A signature that we cannot check is refused too, since its sender relies on it. */
export function faultOfSignature(
  { signingSecret }: Pick<Publisher, "signingSecret">,
  body: Uint8Array,
  header: string | undefined,
): string | null {
  if (signingSecret === null) {
    return header === undefined
      ? null
      : "X-Signature-256 dikirim, tetapi kunci tanda tangan penerbit ini belum dipasang";
  }
  const given = /^sha256=([\da-f]{64})$/i.exec(header?.trim() ?? "")?.[1];
  if (given === undefined) return "X-Signature-256 harus ada: sha256= dan HMAC dari isi dalam heksadesimal";
  const expected = createHmac("sha256", signingSecret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, "hex"))
    ? null
    : "X-Signature-256 tidak cocok dengan isi";
}

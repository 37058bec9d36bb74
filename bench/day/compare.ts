import type pg from "pg";
import { z } from "zod";
import { row, rows } from "../../src/store/database.ts";
import { Seen } from "../chaos/book.ts";
import { judge } from "../chaos/judge.ts";
import type { Child } from "../support/child.ts";
import { hears, type Plan } from "./plan.ts";

/** What came of the day, by the book of Telegram's end. */
export interface Comparison {
  /** Messages that came into a chat. */
  sent: number;
  /** Chats that never got an alert, and whose row has no reason that the server confirms. */
  lost: number;
  /** Articles of which there is no alert, though somebody follows them. */
  unheard: number;
  repeated: number;
  unknown: number;
  unknownAllowed: number;
  /** Milliseconds from the article's row to its first and its last message; an announcement's from its approval. */
  acceptedToFirstSendMs: Spread;
  acceptedToLastSendMs: Spread;
  /** Of alerts to more than a thousand chats, from their approval to the last message. */
  broadcastToLastSendMs: Spread;
}

export type Spread = ReturnType<typeof spread>;

const LARGE = 1_000;

const Alert = z.object({
  id: z.number(),
  headline: z.string(),
  receivedAt: z.date().nullable(),
  decidedAt: z.date().nullable(),
});
const Book = z.object({
  alerts: z.array(
    z.object({ alert: z.number(), firstAt: z.number(), lastAt: z.number(), messages: z.number() }),
  ),
  dead: z.array(z.number()),
});

/** Compares, alert by alert and chat by chat, what was planned with what the server saw. */
export async function compare(
  { articles, announcement, size }: Plan,
  db: pg.Pool,
  telegram: Child,
  tell: (line: string) => void,
): Promise<Comparison> {
  const alerts = await rows(
    db,
    Alert,
    `select a.id, a.content->>'headline' as headline, r.received_at as "receivedAt", a.decided_at as "decidedAt"
     from alerts a left join articles r on r.id = a.article_id`,
  );
  const byNumber = new Map(alerts.map((alert) => [Number(/\b1\d{6}\b/.exec(alert.headline)?.[0]), alert]));
  const book = await telegram.asked({ kind: "alerts" }, Book);
  const times = new Map(book.alerts.map((one) => [one.alert, one]));
  const dead = new Set(book.dead);
  const everyone = Array.from({ length: size.chats }, (_, n) => n + 1);
  const planned = [
    ...articles.map((article) => ({
      number: article.number,
      chats: everyone.filter((chat) => hears(chat, article, size)),
    })),
    { number: announcement.number, chats: everyone },
  ];

  const counts = { sent: 0, lost: 0, unheard: 0, repeated: 0, unknown: 0, unknownAllowed: 0 };
  const toFirst: number[] = [];
  const toLast: number[] = [];
  const broadcasts: number[] = [];
  for (const { number, chats } of planned) {
    const alert = byNumber.get(number);
    const seen = await telegram.asked({ kind: "seen", alert: number }, z.array(Seen));
    const expected = chats.map((chat) => ({ alert: number, chat }));
    const ledger = alert ? await ledgerOf(db, alert.id, number, size.chats) : [];
    const { lost, repeated, unknown, unknownAllowed } = judge(expected, ledger, seen, dead);
    counts.lost += lost;
    counts.repeated += repeated;
    counts.unknown += unknown;
    counts.unknownAllowed += unknownAllowed;
    counts.sent += times.get(number)?.messages ?? 0;
    if (lost > 0) tell(`${number}: ${lost} of ${chats.length} lost; ${await whatIsKnown(db, number)}`);
    if (chats.length > 0 && !alert) counts.unheard += 1;
    const time = times.get(number);
    const since = alert?.receivedAt ?? alert?.decidedAt;
    if (!time || !since) continue;
    toFirst.push(time.firstAt - since.getTime());
    toLast.push(time.lastAt - since.getTime());
    if (chats.length > LARGE && alert?.decidedAt) broadcasts.push(time.lastAt - alert.decidedAt.getTime());
  }
  return {
    ...counts,
    acceptedToFirstSendMs: spread(toFirst),
    acceptedToLastSendMs: spread(toLast),
    broadcastToLastSendMs: spread(broadcasts),
  };
}

async function ledgerOf(db: pg.Pool, alertId: number, number: number, chats: number) {
  const Row = z.object({ chat: z.number(), state: z.string() });
  const sql = "select chat_id as chat, state from deliveries where alert_id = $1 and chat_id <= $2";
  const found = await rows(db, Row, sql, [alertId, chats]);
  return found.map((one) => ({ alert: number, ...one }));
}

/** For whoever looks for the reason. */
async function whatIsKnown(db: pg.Pool, number: number): Promise<string> {
  const Known = z.object({ state: z.string(), quiet: z.boolean(), why: z.string().nullable() });
  const sql = `select state, quiet, silent_why as why from articles where incoming->>'title' like '%' || $1 || '%'`;
  const known = await row(db, Known, sql, [String(number)]);
  return known ? JSON.stringify(known) : "it never came in";
}

export function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const share = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN);
  return { n: sorted.length, p50: share(0.5), p95: share(0.95), max: share(1) };
}

import type pg from "pg";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import type { Clock } from "../../src/delivery/clock.ts";
import type { ChatKind, MessengerName, Recipient, SendVerdict } from "../../src/delivery/delivery.ts";
import {
  DELIVERY_DEFAULTS,
  type DeliveryOptions,
  type DeliveryPorts,
  type Sender,
} from "../../src/delivery/options.ts";
import { inTransaction, rows } from "../../src/store/database.ts";
import { accountsOn } from "../../src/store/ledger/accounts.ts";
import { ledgerOn } from "../../src/store/ledger/deliveries.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";

/** The world around delivery, small: chats that listen, alerts that are approved, a messenger that does as it is told. */

export const START = new Date("2026-01-05T08:00:00Z");

export function content(over: Partial<AlertContent> = {}): AlertContent {
  return {
    headline: "Jembatan Kali Sewu dibuka kembali",
    summary: "Jembatan Kali Sewu dibuka kembali pada Senin pagi. Truk di atas delapan ton masih dialihkan.",
    flash: "Jembatan Kali Sewu dibuka kembali",
    credits: ["Sumber : Kabar Nusantara"],
    link: "https://kabarnusantara.example/jembatan",
    callToAction: { text: "Gabung ke Channel WhatsApp Kabar Nusantara.", url: null },
    image: null,
    outlet: "Kabar Nusantara",
    topics: [],
    regions: [],
    toEveryone: false,
    breaking: false,
    ...over,
  };
}

export interface ListeningChat {
  address: string;
  kind?: ChatKind;
  messenger?: MessengerName;
  follows?: "all" | "breaking" | { topic: string };
}

/** Chats that listen, and what they follow (everything, unless said otherwise). Returns their ids in order. */
export async function listening(pool: pg.Pool, chats: readonly ListeningChat[]): Promise<number[]> {
  const Id = z.object({ id: z.number() });
  const made = await rows(
    pool,
    Id,
    `insert into chats (messenger, address, kind, joined_at)
     select *, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[]) returning id`,
    [
      chats.map((chat) => chat.messenger ?? "telegram"),
      chats.map((chat) => chat.address),
      chats.map((chat) => chat.kind ?? "private"),
      START,
    ],
  );
  const ids = made.map(({ id }) => id);
  const follows = chats.map((chat) => chat.follows ?? "all");
  await pool.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select *, $4::timestamptz from unnest($1::bigint[], $2::text[], $3::text[])`,
    [
      ids,
      follows.map((one) => (typeof one === "string" ? one : "topic")),
      follows.map((one) => (typeof one === "string" ? "" : one.topic)),
      START,
    ],
  );
  return ids;
}

/** As many private chats as asked for, called "1", "2", …, that follow everything. */
export function crowd(pool: pg.Pool, count: number): Promise<number[]> {
  return listening(
    pool,
    Array.from({ length: count }, (_, i) => ({ address: String(i + 1) })),
  );
}

/** An alert, approved: its rows are written. Returns its id. */
export function approved(
  pool: pg.Pool,
  over: Partial<AlertContent> = {},
  now = START,
  articleId: number | null = null,
): Promise<number> {
  return inTransaction(pool, (tx) => approvedIn(tx, over, now, articleId));
}

/** The same in the caller's transaction. */
export async function approvedIn(
  tx: pg.PoolClient,
  over: Partial<AlertContent> = {},
  now = START,
  articleId: number | null = null,
): Promise<number> {
  const [alert] = await rows(
    tx,
    z.object({ id: z.number() }),
    `insert into alerts (state, content, created_by, created_at, decided_by, decided_at, article_id)
     values ('sending', $1, 'telegram:1', $2, 'telegram:1', $2, $3) returning id`,
    [JSON.stringify(content(over)), now, articleId],
  );
  if (!alert) throw new Error("no alert was made");
  await fanOut(tx, alert.id, now);
  return alert.id;
}

/** How many rows are in which state; those that wait in somebody's hands are `claimed`. */
export async function states(pool: pg.Pool): Promise<Record<string, number>> {
  const Counted = z.object({ state: z.string(), n: z.number() });
  const counted = await rows(
    pool,
    Counted,
    `select case when state = 'waiting' and id in (select unnest(deliveries) from claims) then 'claimed' else state end as state,
            count(*) as n from deliveries group by 1`,
  );
  return Object.fromEntries(counted.map(({ state, n }) => [state, n]));
}

/** A messenger that accepts everything, unless told otherwise, and remembers what it accepted. */
export interface ScriptedMessenger extends Sender {
  readonly sent: { to: string; text: string; key: string; at: Date }[];
  /** How often it was asked to send, for every address. */
  readonly tries: Map<string, number>;
}

export function messenger(
  clock: Clock,
  answer: (to: Recipient, nth: number) => SendVerdict | Promise<SendVerdict> = accepted,
  name: MessengerName = "telegram",
): ScriptedMessenger {
  const sent: ScriptedMessenger["sent"] = [];
  const tries = new Map<string, number>();
  return {
    name,
    sent,
    tries,
    async send(to, message, key) {
      const nth = (tries.get(to.address) ?? 0) + 1;
      tries.set(to.address, nth);
      const verdict = await answer(to, nth);
      const bold = message.text[0];
      const text = typeof bold === "object" && "bold" in bold ? bold.bold : "";
      if (verdict.kind === "sent") sent.push({ to: to.address, text, key, at: clock.now() });
      return verdict;
    },
  };
}

let messageIds = 0;
export function accepted(): SendVerdict {
  messageIds += 1;
  return { kind: "sent", messageId: String(messageIds) };
}

/** What delivery needs, on the real database. Faults make the test fail. */
export function ports(pool: pg.Pool, clock: Clock): DeliveryPorts {
  return {
    ledger: ledgerOn(pool),
    pace: accountsOn(pool),
    clock,
    random: () => 0.5,
    report: {
      attempted: () => undefined,
      fault(what, error) {
        throw new Error(what, { cause: error });
      },
    },
  };
}

/** Fast, unless said otherwise: no pace and no spacing that a test would have to wait for. */
export function options(over: Partial<DeliveryOptions> = {}): DeliveryOptions {
  return {
    ...DELIVERY_DEFAULTS,
    by: "worker",
    perSecond: 1_000_000,
    groupWithinMs: 5,
    spacingMs: { private: 0, group: 0, channel: 0 },
    ...over,
  };
}

/** A clock that stands still until it is moved. Who sleeps wakes when it has moved past their time. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function manualClock(): ManualClock {
  let now = START.getTime();
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        sleepers.push({ until: now + ms, wake: resolve });
        signal?.addEventListener("abort", () => resolve(), { once: true });
      }),
    advance(ms) {
      now += ms;
      const awake = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of awake) wake();
    },
  };
}

/**
 * A clock that jumps to the next moment somebody sleeps for, as soon as nothing else is going on: no query under way, and
 * nothing left to run. Time passes only where it is waited for, in the order it would.
 */
export function jumpingClock(pool?: pg.Pool): Clock {
  const manual = manualClock();
  const wanted: number[] = [];
  let turns = 0;

  function turn(): void {
    turns = isBusy(pool) ? 0 : turns + 1;
    if (turns > QUIET_TURNS) {
      wanted.sort((a, b) => a - b);
      const next = wanted.shift() ?? 0;
      manual.advance(Math.max(0, next - manual.now().getTime()));
      turns = 0;
    }
    if (wanted.length > 0) setImmediate(turn);
  }

  return {
    now: manual.now,
    sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return Promise.resolve();
      wanted.push(manual.now().getTime() + ms);
      if (wanted.length === 1) setImmediate(turn);
      return manual.sleep(ms, signal);
    },
  };
}

const QUIET_TURNS = 5;

function isBusy(pool: pg.Pool | undefined): boolean {
  return pool !== undefined && (pool.idleCount < pool.totalCount || pool.waitingCount > 0);
}

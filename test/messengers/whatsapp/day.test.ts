import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Clock, systemClock } from "../../../src/delivery/clock.ts";
import { deliverDue } from "../../../src/delivery/deliver.ts";
import type { ChatKind } from "../../../src/delivery/delivery.ts";
import { DELIVERY_DEFAULTS, type DeliveryOptions } from "../../../src/delivery/options.ts";
import { AHEAD_MS, type Pace } from "../../../src/delivery/pace.ts";
import type { WhatsApp } from "../../../src/messengers/whatsapp/whatsapp.ts";
import { rows } from "../../../src/store/database.ts";
import { accountsOn } from "../../../src/store/ledger/accounts.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { approved, listening } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { seeded } from "../../support/dice.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import {
  type Answer,
  type Stanza,
  type WhatsAppServer,
  whatsAppServer,
} from "../../support/whatsapp-server.ts";

/** A second of the test is two hours of the day. */
const FASTER = 7_200;
const DAY_MS = 24 * 3_600_000;
const ALERTS = 32;
const CHATS: readonly { address: string; kind: ChatKind }[] = [
  ...[1, 2].map((n) => ({ address: `12036300000000000${n}@newsletter`, kind: "channel" as const })),
  ...[9].map((n) => ({ address: `12036300000000000${n}@g.us`, kind: "group" as const })),
  ...[1, 2, 3, 4, 5].map((n) => ({ address: `7700${n}@lid`, kind: "private" as const })),
];

/** What the server answers, in percent; the rest are acks. */
const FAULTS: readonly [Answer, number][] = [
  [{ error: 479 }, 4],
  [{ error: 503 }, 5],
  [{ error: 429 }, 1],
  ["silence", 3],
  ["swallow", 3],
  ["cut", 2],
  ["cut before", 2],
];
const ACCIDENTS: readonly ((server: WhatsAppServer) => void)[] = [
  (server) => server.cuts(),
  (server) => server.goesDeaf(),
  (server) => server.streamError("503"),
  (server) => server.streamError("515"),
];

test("over a day of faults at random, every verdict is what the server saw, and nothing arrives twice", async () => {
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`a day of WhatsApp: SEED=${seed}\n`);
  const random = seeded(seed);

  await using database = await testDatabase();
  await using server = await whatsAppServer();
  const clock = faster(FASTER);
  await using ours = await account({
    url: server.url,
    clock,
    random,
    perDay: 100_000,
    patience: { quiet: 400 * FASTER, answer: 300, stuck: 5_000 * FASTER, ack: 700, prepare: 3_000 * FASTER },
  });
  await ready(ours);
  await listening(
    database.pool,
    CHATS.map((chat) => ({ ...chat, messenger: "whatsapp" })),
  );
  server.answers(() => oneOf(FAULTS, random()));

  const over = new AbortController();
  const working = work(ours.whatsApp, database, clock, random, over.signal);
  for (let n = 1; n <= ALERTS; n++) {
    await clock.sleep(DAY_MS / ALERTS);
    const now = clock.now();
    await approved(database.pool, { headline: `Kabar ${n}.`, breaking: random() < 0.1 }, now);
    if (random() < 0.25) ACCIDENTS[Math.floor(random() * ACCIDENTS.length)]?.(server);
  }
  await expect.poll(() => left(database), { timeout: WITHIN_MS }).toBe(0);
  over.abort();
  await working;

  const verdicts = await ledgerOf(database);
  expect(verdicts).toHaveLength(ALERTS * CHATS.length);
  expect(
    verdicts.flatMap((verdict) => contradiction(verdict, server.stanzas)),
    `SEED=${seed}`,
  ).toEqual([]);
  // A day on which nothing went wrong would prove nothing.
  const kinds = new Set(verdicts.map(({ state }) => state));
  expect([...kinds]).toEqual(expect.arrayContaining(["sent", "unknown", "refused"]));
}, 150_000);

/** What is wrong with a verdict, given everything that reached the server. */
function contradiction(verdict: Verdict, stanzas: readonly Stanza[]): string[] {
  const what = `${verdict.headline} to ${verdict.address}: ${verdict.state}`;
  const accepted = stanzas.filter(
    (stanza) => stanza.accepted && stanza.to === verdict.address && headlineIn(stanza) === verdict.headline,
  );
  if (new Set(accepted.map(({ id }) => id)).size > 1) return [`${what}, and it arrived under two ids`];
  if (accepted.length > 1) return [`${what}, and it was accepted ${accepted.length} times`];
  switch (verdict.state) {
    case "sent":
      return accepted[0]?.id === verdict.messageId ? [] : [`${what}, but the server has not accepted it`];
    case "unknown":
      return []; // nobody knows: that is what it says
    default:
      return accepted.length === 0 ? [] : [`${what}, but the server has accepted it`];
  }
}

/** The first line of what the readers' phones show; what no phone could read is no arrival. */
function headlineIn({ content, read }: Stanza): string | undefined {
  const [message = content] = [...read.values()].filter((one) => one.extendedTextMessage);
  return message?.extendedTextMessage?.text?.split("\n").find((line) => line.includes("Kabar ")) ?? undefined;
}

async function work(
  whatsApp: WhatsApp,
  { pool }: TestDatabase,
  clock: Clock,
  random: () => number,
  over: AbortSignal,
): Promise<void> {
  const options: DeliveryOptions = {
    ...DELIVERY_DEFAULTS,
    by: "pekerja",
    perSecond: 20,
    leaseMs: 8_000 * FASTER,
    sendWithinMs: 4_000 * FASTER,
    groupWithinMs: 20 * FASTER,
  };
  const report = { attempted: () => undefined, fault: () => undefined };
  // A slot of the real pace is lost after a quarter of a second, which is nothing here: every message finds one, as far ahead as
  // any may be.
  const pace: Pace = {
    ...accountsOn(pool),
    reserve: async (_messenger, wanted) => ({ count: wanted, first: clock.now().getTime() + AHEAD_MS }),
  };
  const ports = { ledger: ledgerOn(pool), pace, clock, random, report };
  while (!over.aborted) {
    await deliverDue(whatsApp, ports, options, over);
    await delay(20);
  }
}

const Verdict = z.object({
  state: z.string(),
  messageId: z.string().nullable(),
  address: z.string(),
  headline: z.string(),
});
type Verdict = z.infer<typeof Verdict>;

function ledgerOf({ pool }: TestDatabase): Promise<Verdict[]> {
  return rows(
    pool,
    Verdict,
    `select d.state, d.message_id as "messageId", c.address, '*' || (a.content ->> 'headline') || '*' as headline
     from deliveries d join chats c on c.id = d.chat_id join alerts a on a.id = d.alert_id`,
  );
}

async function left({ pool }: TestDatabase): Promise<number> {
  const sql = "select count(*) as n from deliveries where state = 'waiting'";
  const [row] = await rows(pool, z.object({ n: z.number() }), sql);
  return row?.n ?? 0;
}

function faster(times: number): Clock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * times),
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}

function oneOf(faults: readonly [Answer, number][], random: number): Answer {
  let up = random * 100;
  for (const [answer, percent] of faults) {
    if (up < percent) return answer;
    up -= percent;
  }
  return "ack";
}

import { devNull } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { deliveryQueue } from "../../src/app/worker/reminders.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { insertDraft } from "../../src/store/alerts/alerts.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import { inTransaction, openDatabase, row } from "../../src/store/database.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { TOKEN } from "../bot-api/bot-api.ts";
import { startChild } from "../support/child.ts";
import { benchPostgres } from "../support/postgres.ts";
import { workerEnvironment, type WorkerSettings } from "../support/worker-settings.ts";

/**
 * An alert to a million chats on the embedded database, every one of them sent by a worker of the service: how long until
 * the first has it, whether sending slows down on the way, and how much more memory it takes than one to ten thousand.
 *
 * `--chats N` instead of a million, `--json` for the last line alone. Takes some minutes.
 */
const { values } = parseArgs({
  options: { json: { type: "boolean" }, chats: { type: "string", default: "1000000" } },
});
const CHATS = Number(values.chats);
const FEW = CHATS / 100;
const PACING = { perSecond: 100_000, concurrency: 50, leaseSeconds: 60 };

const Seen = z.object({ messages: z.number(), chats: z.number(), at: z.array(z.number()) });

await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const server = stack.use(startChild(new URL("server.ts", import.meta.url), {}));
const { port } = await server.says(z.object({ port: z.number() }));
const { pool } = stack.use(await openDatabase(postgres.connection, () => undefined));
const queues = stack.use(await openQueues({ postgres: postgres.connection }, () => undefined));
await writeChats();
tell(`${CHATS} chats are there`);

const few = await broadcast("few");
const many = await broadcast("all");
const Sizes = z.object({ ledgerMb: z.number(), dueIndexMb: z.number(), deadRows: z.number() });
const sizes = await row(
  pool,
  Sizes,
  `select pg_table_size('deliveries') / 1048576 as "ledgerMb", pg_relation_size('deliveries_due') / 1048576 as "dueIndexMb",
          (select n_dead_tup from pg_stat_user_tables where relname = 'deliveries') as "deadRows"`,
);
process.stdout.write(
  `${JSON.stringify({
    chats: many.chats,
    rowsWrittenSeconds: rounded(many.rowsWrittenSeconds),
    firstSentSeconds: rounded(many.firstSentSeconds),
    perSecond: Math.round(many.chats / many.seconds),
    lastTenthToFirst: rounded(many.lastTenthToFirst),
    peakRssMb: Math.round(many.peakRssMb),
    peakRssMbAtOneHundredth: Math.round(few.peakRssMb),
    ratioRss: rounded(many.peakRssMb / few.peakRssMb),
    ...sizes,
    settings: { ...PACING, node: MEMORY_FLAGS },
  })}\n`,
);

/** One alert to everyone who follows the topic, sent by a fresh worker. */
async function broadcast(topic: "few" | "all") {
  const environment = workerEnvironment({ token: TOKEN, apiRoot: `http://127.0.0.1:${port}`, postgres });
  const settings: WorkerSettings = { environment, pacing: PACING, sweepEveryMs: 60_000, log: devNull };
  await using worker = startChild(new URL("../support/worker.ts", import.meta.url), settings, {
    flags: MEMORY_FLAGS,
  });
  await worker.says(z.literal("works"));

  const now = new Date();
  const draft = { articleId: null, content: alertOn(topic), createdBy: "telegram:1" };
  const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, now));
  if (id === undefined) throw new Error("no draft was made");
  const decision = await approve(pool, id, { editor: "telegram:1", at: now }, fanOut, () => false);
  if (decision.kind !== "sending") throw new Error(decision.kind);
  const written = Date.now();
  await queues.remind(deliveryQueue("telegram"), `alert-${id}`, id);

  const { chats } = decision;
  while ((await server.asked("how many?", Seen)).messages < chats) await delay(500);
  const seen = await server.asked("and forget it", Seen);
  if (seen.messages !== chats || seen.chats !== chats)
    throw new Error(`${seen.messages} to ${seen.chats} of ${chats}`);
  const { peakRssMb } = await worker.asked("peak?", z.object({ peakRssMb: z.number() }));
  const first = seen.at[0] ?? Number.NaN;
  const firstSentSeconds = (first - now.getTime()) / 1000;
  tell(`${chats} chats: the first had it after ${rounded(firstSentSeconds)} s`);
  return {
    chats,
    rowsWrittenSeconds: (written - now.getTime()) / 1000,
    firstSentSeconds,
    seconds: ((seen.at.at(-1) ?? Number.NaN) - first) / 1000,
    lastTenthToFirst: tenth(seen.at, 9) / tenth(seen.at, 0),
    peakRssMb,
  };
}

/** How long a tenth of the broadcast took. */
function tenth(at: readonly number[], nth: number): number {
  const moment = (n: number) => at[Math.round(((at.length - 1) * n) / 10)] ?? Number.NaN;
  return moment(nth + 1) - moment(nth);
}

async function writeChats(): Promise<void> {
  await pool.query(
    `insert into chats (id, messenger, address, kind, joined_at) overriding system value
     select n, 'telegram', n, 'private', now() from generate_series(1, $1::int) n`,
    [CHATS],
  );
  await pool.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select n, 'topic', 'all', now() from generate_series(1, $1::int) n
     union all select n, 'topic', 'few', now() from generate_series(1, $2::int) n`,
    [CHATS, FEW],
  );
  await pool.query("vacuum analyze");
}

function alertOn(topic: string): AlertContent {
  return {
    headline: "Gempa berkekuatan 5,6 mengguncang pesisir selatan",
    summary: "Gempa terasa di tiga kabupaten pada Senin pagi. Belum ada laporan kerusakan.",
    flash: "Gempa 5,6 mengguncang pesisir selatan",
    credits: [],
    link: "https://kabarnusantara.example/gempa",
    callToAction: null,
    image: null,
    outlet: null,
    topics: [topic],
    regions: [],
    toEveryone: false,
    breaking: false,
  };
}

function rounded(n: number): number {
  return Math.round(n * 100) / 100;
}

function tell(line: string): void {
  if (!values.json) process.stdout.write(`${line}\n`);
}

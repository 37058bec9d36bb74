import { devNull } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { DELIVERY_DEFAULTS } from "../../src/delivery/options.ts";
import { insertDraft } from "../../src/store/alerts/alerts.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import { inTransaction, openDatabase, row, rows } from "../../src/store/database.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { noRedis, testRedis } from "../../test/support/redis.ts";
import { TOKEN } from "../bot-api/bot-api.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { startChild } from "../support/child.ts";
import { insist } from "../support/insist.ts";
import { benchPostgres } from "../support/postgres.ts";
import { seeded } from "../support/random.ts";
import { workerEnvironment } from "../support/worker-settings.ts";
import { accidents } from "./accidents.ts";
import { befall } from "./befall.ts";
import { Seen } from "./book.ts";
import { hearsBreaking, writeChats } from "./chats.ts";
import { judge } from "./judge.ts";
import { startWorkers } from "./workers.ts";

/**
 * Two broadcasts, a breaking one into a running ordinary one, on a Telegram that fails in every way it knows (fate.ts), while
 * workers are killed with -9, Redis is emptied and PostgreSQL is restarted (accidents.ts). At the end the server's book is
 * compared with what should have happened (judge.ts).
 */
const WORKERS = 3;
const CHATS = 20_000;
const PACING = { perSecond: 3_000, concurrency: 25, leaseSeconds: 5 };
const SWEEP_EVERY_MS = 1_000;
const ACCIDENTS_WITHIN_MS = 12_000;
const BREAKING_AFTER_MS = 3_000;
const TO_END_MS = 4_000; // for the last look and for stopping everything

const { json, seed, within, logs = devNull } = benchArguments();
const giveUpAt = 1000 * within - TO_END_MS; // since this process began; what is not sent by then counts as lost
const tell = narrator(json);
const pick = seeded(seed);
tell(`seed ${seed}`);

await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const { pool } = stack.use(await openDatabase(postgres.connection, () => undefined)); // it is we who restart the server
const redis = noRedis === false ? stack.use(await testRedis()) : null;
if (noRedis) tell(`the queue is on PostgreSQL: ${noRedis}`);
const server = stack.use(startChild(new URL("server.ts", import.meta.url), { seed, chats: CHATS }));
const { port } = await server.says(z.object({ port: z.number() }));
await writeChats(pool, CHATS);
await writeSubscriptions(pool);

const environment = workerEnvironment({ token: TOKEN, apiRoot: `http://127.0.0.1:${port}`, postgres, redis });
const workers = stack.use(
  startWorkers(WORKERS, { environment, pacing: PACING, sweepEveryMs: SWEEP_EVERY_MS }, logs),
);

const ordinary = await approveAlert(pool, { number: 1, breaking: false });
while (!(await hasBegun(pool))) await delay(50);
const started = performance.now();
const broken = delay(BREAKING_AFTER_MS).then(() =>
  insist(() => approveAlert(pool, { number: 2, breaking: true }), giveUpAt),
);
const { kills } = await befall(accidents(pick, WORKERS, ACCIDENTS_WITHIN_MS), {
  workers,
  postgres,
  redis,
  started,
  tell,
});
const alerts = new Map([
  [ordinary, 1],
  [await broken, 2],
]);
const open = await untilSettled(pool);

const ledger = await insist(() => ledgerOf(pool, alerts), giveUpAt);
const everyone = Array.from({ length: CHATS }, (_, i) => i + 1);
const expected = [
  ...everyone.map((chat) => ({ alert: 1, chat })),
  ...everyone.filter(hearsBreaking).map((chat) => ({ alert: 2, chat })),
];
const { seen, dead } = await server.asked(
  "what did you see?",
  z.object({ seen: z.array(Seen), dead: z.array(z.number()) }),
);
const outcome = judge(expected, ledger, seen, new Set(dead));
const repeatsAllowed = kills * (PACING.concurrency + DELIVERY_DEFAULTS.unwritten);
const result = {
  seed,
  alerts: alerts.size,
  chats: CHATS,
  ...outcome,
  repeatsAllowed,
  kills,
  concurrency: PACING.concurrency,
  crashes: workers.crashes(),
  open,
  seconds: Math.round((performance.now() - started) / 1000),
  settings: {
    workers: WORKERS,
    queue: redis ? "redis" : "postgres",
    ...PACING,
    sweepEveryMs: SWEEP_EVERY_MS,
  },
};
process.stdout.write(`${JSON.stringify(result)}\n`);
const kept =
  outcome.lost === 0 && outcome.repeated <= repeatsAllowed && outcome.unknown <= outcome.unknownAllowed;
if (!kept || result.crashes > 0) process.exitCode = 1;

async function writeSubscriptions(db: pg.Pool): Promise<void> {
  const all = Array.from({ length: CHATS }, (_, i) => i + 1);
  await db.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select unnest($1::int[]), 'topic', 'ujian', now() union all select unnest($2::int[]), 'breaking', '', now()`,
    [all, all.filter(hearsBreaking)],
  );
  await db.query("analyze");
}

/** Alerts are told apart by the number in their headline. */
function headlineOf(alert: number): string {
  return `Kabar nomor ${alert} dari ujian kekacauan`;
}

/** Approves an alert as an editor would. The workers' sweep finds its rows. */
async function approveAlert(
  db: pg.Pool,
  { number, breaking }: { number: number; breaking: boolean },
): Promise<number> {
  const content: AlertContent = {
    headline: headlineOf(number),
    summary: "Kabar ini hanya untuk menguji bahwa setiap obrolan menerimanya tepat satu kali.",
    flash: headlineOf(number),
    credits: [],
    link: null,
    callToAction: null,
    image: null,
    outlet: null,
    topics: breaking ? [] : ["ujian"],
    regions: [],
    toEveryone: false,
    breaking,
  };
  const now = new Date();
  const id = await inTransaction(db, (tx) =>
    insertDraft(tx, { articleId: null, content, createdBy: "telegram:1" }, now),
  );
  if (id === undefined) throw new Error("no draft was made");
  const decision = await approve(db, id, { editor: "telegram:1", at: now }, fanOut, () => false);
  if (decision.kind === "sending") tell(`alert ${number}: ${decision.chats} chats`);
  return id;
}

async function hasBegun(db: pg.Pool): Promise<boolean> {
  const begun = await row(
    db,
    z.object({ yes: z.boolean() }),
    "select exists (select from deliveries where state = 'sent') as yes",
  );
  return begun?.yes ?? false;
}

/** Waits until no row is waiting or claimed; answers how many are when time is up. */
async function untilSettled(db: pg.Pool): Promise<number> {
  for (;;) {
    const left = await insist(
      () =>
        row(db, z.object({ n: z.number() }), "select count(*) as n from deliveries where state = 'waiting'"),
      giveUpAt,
    );
    const n = left?.n ?? 0;
    if (n === 0 || performance.now() > giveUpAt) return n;
    await delay(200);
  }
}

function ledgerOf(db: pg.Pool, numbers: ReadonlyMap<number, number>) {
  const Row = z
    .object({ alert: z.number(), chat: z.number(), state: z.string() })
    .transform((one) => ({ ...one, alert: numbers.get(one.alert) ?? 0 }));
  return rows(db, Row, "select alert_id as alert, chat_id as chat, state from deliveries");
}

import { devNull } from "node:os";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { deliveryQueue } from "../../src/app/worker/reminders.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { insertDraft } from "../../src/store/alerts/alerts.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import { indexArticle } from "../../src/store/articles/archive.ts";
import { inTransaction, openDatabase } from "../../src/store/database.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { startTelegramServer } from "../../test/support/telegram-server.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { startChild } from "../support/child.ts";
import { benchPostgres } from "../support/postgres.ts";
import { fractionsOf, seeded } from "../support/random.ts";
import { inventWords } from "../support/words.ts";
import { workerEnvironment, type WorkerSettings } from "../support/worker-settings.ts";

/**
 * Ten thousand readers search the archive the moment a breaking alert goes out to ten thousand chats: how much longer does its
 * delivery take than when nobody asks? One process of the service does both, at the pace of a bot that pays for a thousand
 * messages a second, so that everybody's answers and the alert compete for all there is: pace, CPU and database.
 *
 *     node bench/asking/main.ts [--seed N] [--json]
 */
const CHATS = 10_000;
const ASKING = 10_000;
const ARTICLES = 5_000;
const PACING = { perSecond: 1_000, concurrency: 50, leaseSeconds: 60 };
const LONGEST_MS = 120_000;

const { seed, json } = benchArguments();
const tell = narrator(json);
const pick = seeded(seed);
const random = fractionsOf(pick);

await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const telegram = stack.use(await startTelegramServer());
const { pool } = stack.use(await openDatabase(postgres.connection, () => undefined));
const queues = stack.use(await openQueues({ postgres: postgres.connection }, () => undefined));
const words = inventWords(20_000, random);
await writeArchive();
await writeChats();
tell(`${CHATS} chats, ${ARTICLES} articles`);

const settings: WorkerSettings = {
  environment: workerEnvironment({ token: telegram.token, apiRoot: telegram.apiRoot, postgres }),
  pacing: PACING,
  sweepEveryMs: 60_000,
  log: devNull,
};
const worker = stack.use(
  startChild(new URL("../support/worker.ts", import.meta.url), settings, { flags: MEMORY_FLAGS }),
);
await worker.says(z.literal("works"));

await broadcast("Pemanasan", false);
const alone = await broadcast("Gempa tanpa penanya", false);
const asked = await broadcast("Gempa dengan penanya", true);
process.stdout.write(
  `${JSON.stringify({
    chats: CHATS,
    asking: ASKING,
    aloneSeconds: rounded(alone.seconds),
    whileAskedSeconds: rounded(asked.seconds),
    ratio: rounded(asked.seconds / alone.seconds),
    answersMeanwhile: asked.answers,
    settings: { ...PACING, articles: ARTICLES },
  })}\n`,
);

/** Until every chat has the alert. */
async function broadcast(headline: string, withQuestions: boolean) {
  const before = telegram.sent.length;
  const alerts = () => telegram.sent.slice(before).filter(({ text }) => text.includes(headline));
  const start = performance.now();
  const now = new Date();
  const draft = { articleId: null, content: alertOn(headline), createdBy: "telegram:1" };
  const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, now));
  if (id === undefined) throw new Error("no draft was made");
  await approve(pool, id, { editor: "telegram:1", at: now }, fanOut, () => false);
  await queues.remind(deliveryQueue("telegram"), `alert-${id}`, id);
  if (withQuestions) {
    for (let i = 1; i <= ASKING; i++)
      void telegram.says({ chat: 1_000_000 + i, text: words.all[pick(5_000)] ?? "" });
  }
  let counted = 0; // looking through all that was sent costs too much to do with each message
  while (counted < CHATS) {
    if (performance.now() - start > LONGEST_MS) throw new Error(`only ${counted} of ${CHATS} in time`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (telegram.sent.length - before >= CHATS) counted = alerts().length;
  }
  const seconds = (performance.now() - start) / 1000;
  const answers = telegram.sent.length - before - counted;
  tell(`${headline}: ${rounded(seconds)} s, ${answers} answers meanwhile`);
  return { seconds, answers };
}

async function writeArchive(): Promise<void> {
  for (let i = 0; i < ARTICLES; i++) {
    const [title, text] = [words.text(9, random), words.text(110, random)];
    const { rows } = await pool.query<{ id: number }>(
      `insert into articles (source, state, incoming, clean, received_at)
       values ('bench', 'ready', '{}', $1, now()) returning id`,
      [{ title, paragraphs: [text] }],
    );
    await indexArticle(pool, rows[0]?.id ?? 0, title, text);
  }
}

async function writeChats(): Promise<void> {
  await pool.query(
    `insert into chats (id, messenger, address, kind, joined_at) overriding system value
     select n, 'telegram', n, 'private', now() from generate_series(1, $1::int) n`,
    [CHATS],
  );
  await pool.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select n, 'all', '', now() from generate_series(1, $1::int) n`,
    [CHATS],
  );
  await pool.query("vacuum analyze");
}

function alertOn(headline: string): AlertContent {
  return {
    headline,
    summary: "Gempa terasa di tiga kabupaten pada Senin pagi. Belum ada laporan kerusakan.",
    flash: headline,
    credits: [],
    link: null,
    callToAction: null,
    image: null,
    outlet: null,
    topics: [],
    regions: [],
    toEveryone: false,
    breaking: true,
  };
}

function rounded(n: number): number {
  return Math.round(n * 100) / 100;
}

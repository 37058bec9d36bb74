import { devNull } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { USED_OF_LIMIT } from "../../src/delivery/pace.ts";
import { insertDraft } from "../../src/store/alerts/alerts.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import { inTransaction, openDatabase } from "../../src/store/database.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { noRedis, testRedis } from "../../test/support/redis.ts";
import { TOKEN } from "../bot-api/bot-api.ts";
import { alertFor } from "../delivery/contender.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { startChild } from "../support/child.ts";
import { benchPostgres } from "../support/postgres.ts";
import { workerEnvironment, type WorkerSettings } from "../support/worker-settings.ts";

/**
 * How much of Telegram's limit three worker processes use together, and whether a server that counts every second, wherever it
 * begins, ever has to refuse one. Looked at from its third second on, until the broadcast ends.
 */
const LIMIT = 30;
const WORKERS = 3;
const CHATS = LIMIT * 30;
const STEADY_AFTER_MS = 3_000;

const Seen = z.object({ at: z.array(z.number()), refused: z.number() });

const { json, seed, within, logs = devNull } = benchArguments();
const tell = narrator(json);
await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const { pool } = stack.use(await openDatabase(postgres.connection, () => undefined));
const redis = noRedis === false ? stack.use(await testRedis()) : null;
const server = stack.use(startChild(new URL("server.ts", import.meta.url), { limit: LIMIT }));
const { port } = await server.says(z.object({ port: z.number() }));

const settings: WorkerSettings = {
  environment: workerEnvironment({ token: TOKEN, apiRoot: `http://127.0.0.1:${port}`, postgres, redis }),
  pacing: { perSecond: LIMIT, concurrency: 25, leaseSeconds: 60 },
  sweepEveryMs: 500,
  log: logs,
};
const workers = Array.from({ length: WORKERS }, () =>
  stack.use(startChild(new URL("../support/worker.ts", import.meta.url), settings)),
);
await Promise.all(workers.map((worker) => worker.says(z.literal("works"))));
await pool.query(
  `with made as (
     insert into chats (messenger, address, kind, joined_at)
     select 'telegram', n, 'private', now() from generate_series(1, $1::int) n returning id
   )
   insert into subscriptions (chat_id, follows, topic, since) select id, 'topic', 'measured', now() from made`,
  [CHATS],
);

const now = new Date();
const draft = { articleId: null, content: alertFor("measured"), createdBy: "telegram:1" };
const id = await inTransaction(pool, (tx) => insertDraft(tx, draft, now));
if (id === undefined) throw new Error("no draft was made");
await approve(pool, id, { editor: "telegram:1", at: now }, fanOut, () => false);

let seen = await server.asked("what came?", Seen);
while (seen.at.length < CHATS && performance.now() < 1000 * within) {
  await delay(500);
  seen = await server.asked("what came?", Seen);
  tell(`${seen.at.length} of ${CHATS}, ${seen.refused} refused`);
}
const first = seen.at[0] ?? Number.NaN;
const steady = seen.at.filter((at) => at - first >= STEADY_AFTER_MS);
const seconds = ((steady.at(-1) ?? Number.NaN) - (steady[0] ?? Number.NaN)) / 1000;
process.stdout.write(
  `${JSON.stringify({
    seed,
    sent: seen.at.length,
    refused: seen.refused,
    usedOfLimit: Math.round((1000 * (steady.length - 1)) / seconds / LIMIT) / 1000,
    settings: { limit: LIMIT, workers: WORKERS, chats: CHATS, usedOfLimit: USED_OF_LIMIT },
  })}\n`,
);

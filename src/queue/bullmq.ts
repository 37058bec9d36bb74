import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  isPgPool,
  type Job,
  type JobsOptions,
  type PgPool,
  Queue as RedisQueue,
  runMigrations,
  withBackend,
  Worker as RedisWorker,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { z } from "zod";
import { ATTEMPTS, FIRST_RETRY_MS, type Queues, type WorkOptions } from "./queue.ts";

/**
 * BullMQ, on the PostgreSQL that holds the truth or on Redis. Which one is decided here and nowhere else.
 *
 * BullMQ takes up a lost connection by itself, with one exception: a queue or a worker whose very first connection fails
 * remembers that for ever (PostgresConnection.waitUntilReady keeps the rejected promise). Those we build anew. What a lost
 * connection loses beside that, the sweep adds once a minute.
 */
export type QueueStore = { postgres: pg.PoolConfig } | { redis: string };

const LOCK_MS = 15_000; // a job whose process died is taken up again after this
const AGAIN_AFTER_MS = 1_000; // after a lost connection

const JobData = z.object({ subject: z.number().int() });

/** Opens the queues. `onFault` hears of lost connections; BullMQ connects anew by itself. */
export async function openQueues(
  store: QueueStore,
  onFault: (what: string, error: Error) => void,
  firstRetryMs = FIRST_RETRY_MS,
): Promise<Queues> {
  const backend =
    "redis" in store ? onRedis(store.redis, onFault) : await onPostgres(store.postgres, onFault);
  const queues = new Map<string, AnyQueue>();
  const workers = new Set<AsyncDisposable>();

  const queue = (name: string): AnyQueue => {
    const known = queues.get(name);
    if (known) return known;
    const made = backend.queue(name);
    made.on("error", (error) => onFault(`queue ${name}`, error));
    queues.set(name, made);
    made.waitUntilReady().catch(() => queues.delete(name)); // whoever asked for it hears why
    return made;
  };

  return {
    async remind(name, id, subject, options = {}) {
      const job: JobsOptions = {
        jobId: id,
        attempts: ATTEMPTS,
        backoff: { type: "exponential", delay: firstRetryMs, jitter: 0.2 },
        removeOnComplete: true,
        removeOnFail: true, // the dead letter is a row of ours
        ...(options.delayMs === undefined ? {} : { delay: Math.max(0, Math.ceil(options.delayMs)) }),
      };
      await queue(name).add(name, { subject }, job);
    },
    work(name, options) {
      const worker = lastingWorker(() => backend.worker(name, runnerOf(options)), name, options, onFault);
      workers.add(worker);
      return worker;
    },
    async depth(name) {
      const counts = await queue(name).getJobCounts("waiting", "delayed", "active");
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...workers].map((worker) => worker[Symbol.asyncDispose]()));
      await Promise.all([...queues.values()].map((q) => q.close()));
      await backend.close();
    },
  };
}

// --- what the two backends share ---------------------------------------------

interface AnyQueue {
  add(name: string, data: { subject: number }, options: JobsOptions): Promise<unknown>;
  getJobCounts(...types: ("waiting" | "delayed" | "active")[]): Promise<Record<string, number>>;
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

interface AnyWorker {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: Job | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

interface Backend {
  queue(name: string): AnyQueue;
  worker(name: string, runner: Runner): AnyWorker;
  close(): Promise<void>;
}

interface Runner {
  run: (job: Job, token?: string, signal?: AbortSignal) => Promise<void>;
  concurrency: number;
}

function runnerOf(options: WorkOptions): Runner {
  return {
    concurrency: options.concurrency,
    run: (job, _token, signal) =>
      options.run(JobData.parse(job.data).subject, signal ?? new AbortController().signal),
  };
}

/** A worker that is built anew until it has once had a connection. */
function lastingWorker(
  build: () => AnyWorker,
  name: string,
  options: WorkOptions,
  onFault: (what: string, error: Error) => void,
): AsyncDisposable {
  let closing = false;
  let rebuilding: NodeJS.Timeout | undefined;
  let current = watched(build());

  function watched(worker: AnyWorker): AnyWorker {
    worker.on("error", (error) => {
      if (!closing) onFault(`worker ${name}`, error);
    });
    worker.waitUntilReady().catch((error: Error) => {
      if (closing) return;
      onFault(`worker ${name}`, error);
      rebuilding = setTimeout(() => {
        current = watched(build());
        worker.close().catch((e: Error) => onFault(`worker ${name}, closing`, e));
      }, AGAIN_AFTER_MS);
    });
    worker.on("failed", (job, error) => {
      if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return;
      const subject = JobData.safeParse(job.data).data?.subject;
      if (subject === undefined) return;
      options
        .onDead(subject, error, job.attemptsMade)
        .catch((e: Error) => onFault(`dead letter of ${name} ${subject}`, e));
    });
    return worker;
  }

  return {
    async [Symbol.asyncDispose]() {
      if (closing) return;
      closing = true;
      clearTimeout(rebuilding);
      await current.close();
    },
  };
}

const workerOptions = (runner: Runner) => ({
  concurrency: runner.concurrency,
  lockDuration: LOCK_MS,
  stalledInterval: LOCK_MS,
  maxStalledCount: 3,
  runRetryDelay: AGAIN_AFTER_MS,
});

function onRedis(url: string, onFault: (what: string, error: Error) => void): Backend {
  // Each worker needs a blocking connection of its own; BullMQ duplicates the one it is given.
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on("error", (error: Error) => onFault("redis", error));
  return {
    queue: (name) => new RedisQueue(name, { connection }),
    worker: (name, runner) => new RedisWorker(name, runner.run, { connection, ...workerOptions(runner) }),
    close: async () => {
      connection.disconnect();
    },
  };
}

async function onPostgres(
  config: pg.PoolConfig,
  onFault: (what: string, error: Error) => void,
): Promise<Backend> {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pools: pg.Pool[] = [];
  const pool = (max: number): pg.Pool & PgPool => {
    const made: pg.Pool = new pg.Pool({
      keepAlive: true,
      ...config,
      max,
      application_name: "kabarkilat queue",
      options: `-c search_path=${DEFAULT_SCHEMA}`, // BullMQ cannot set it on a pool that is not its own
    });
    made.on("error", (error) => onFault("queue connection", error));
    if (!isPgPool(made)) throw new TypeError("BullMQ does not know this release of pg");
    pools.push(made);
    return made;
  };
  const producers = pool(4);
  const client = await producers.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    queue: (name) => new Queue(name, { connection: producers }),
    worker: (name, runner) => {
      // One connection listens for as long as the worker lives; the rest fetch and finish jobs.
      const own = pool(1 + Math.min(4, runner.concurrency));
      const worker = new Worker(name, runner.run, { connection: own, ...workerOptions(runner) });
      const close = worker.close.bind(worker);
      return {
        on: worker.on.bind(worker) as AnyWorker["on"],
        waitUntilReady: () => worker.waitUntilReady(),
        close: async () => {
          await close();
          pools.splice(pools.indexOf(own), 1);
          await own.end();
        },
      };
    },
    close: async () => {
      await Promise.all(pools.map((p) => p.end()));
    },
  };
}

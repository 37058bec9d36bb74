import { setTimeout as sleep } from "node:timers/promises";
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
import { Redis, type RedisOptions } from "ioredis";
import pg from "pg";
import { z } from "zod";
import { type Attempt, ATTEMPTS, FIRST_RETRY_MS, type Queues, type WorkOptions } from "./queue.ts";
import { refusalIn, troublesIn } from "./redis-troubles.ts";

/**
 * BullMQ, on the PostgreSQL that holds the truth or on Redis. Which one is decided here and nowhere else.
 *
 * BullMQ reconnects by itself, with one exception: a queue or worker whose very first connection fails stays broken for ever
 * (PostgresConnection.waitUntilReady keeps the rejected promise). Those we build anew. Reminders that are lost with a connection are made
 * again by the sweep, once a minute.
 */
export type QueueStore = { postgres: pg.PoolConfig } | { redis: string };

const LOCK_MS = 15_000; // a job whose process died is taken up again after this
const AGAIN_AFTER_MS = 1_000; // after a lost connection
const REMIND_WITHIN_MS = 5_000; // accepting an article must not wait longer for a queue that does not answer; the sweep reminds again
const REDIS_WITHIN_MS = 60_000; // how long our start waits for Redis, as for PostgreSQL
const KEEP_ALIVE_MS = 10_000; // a server that vanished is noticed some seconds after this; by default Linux waits two hours
const CLOSE_WITHIN_MS = 2_000; // after the running jobs have ended
const POSTGRES_CONNECTIONS = 4; // at most, beside the one that each worker listens on for as long as it lives

const JobData = z.object({ subject: z.number().int() });

/** Opens the queues. `onFault` hears of lost connections; BullMQ connects anew by itself. */
export async function openQueues(
  store: QueueStore,
  onFault: (what: string, error: Error) => void,
  firstRetryMs = FIRST_RETRY_MS,
): Promise<Queues> {
  const backend =
    "redis" in store ? await onRedis(store.redis, onFault) : await onPostgres(store.postgres, onFault);
  const queues = new Map<string, AnyQueue>();
  const workers = new Set<LastingWorker>();

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
      if (!backend.answers()) throw new Error("The queue's server does not answer.");
      await within(REMIND_WITHIN_MS, queue(name).add(name, { subject }, job));
    },
    work(name, options) {
      const worker = lastingWorker(
        (run) => backend.worker(name, runnerOf({ ...options, run })),
        backend.answers,
        name,
        options,
        onFault,
      );
      workers.add(worker);
      return worker;
    },
    async depth(name) {
      const counts = await queue(name).getJobCounts("waiting", "delayed", "active");
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },
    whenBack: backend.whenBack,
    inHand: () =>
      [...workers].flatMap(({ queue: name, jobs }) => (jobs() > 0 ? [{ queue: name, jobs: jobs() }] : [])),
    async [Symbol.asyncDispose]() {
      await Promise.all([...workers].map((worker) => worker[Symbol.asyncDispose]()));
      const closed = async (what: string, closing: Promise<void>): Promise<void> =>
        within(CLOSE_WITHIN_MS, closing).catch((error: unknown) =>
          onFault(`${what}, closing`, asError(error)),
        );
      await Promise.all([...queues].map(([name, one]) => closed(`queue ${name}`, one.close())));
      await closed("queues", backend.close());
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
  /** Takes jobs until closed. */
  run(): Promise<void>;
  /** Takes no more jobs; with true, without waiting for those in hand. */
  pause(doNotWaitActive: boolean): Promise<void>;
  /** Waits for the jobs in hand and for the server; with true for neither. */
  close(force: boolean): Promise<void>;
}

interface Backend {
  /** Whether to try to add a job now: with its server away, BullMQ on Redis would wait without end. */
  answers(): boolean;
  whenBack(listener: () => void): void;
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
      options.run(JobData.parse(job.data).subject, {
        signal: signal ?? new AbortController().signal,
        last: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
      }),
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  const late = sleep(ms, "late", { signal: waiting.signal });
  late.catch(() => undefined); // not late
  try {
    if ((await Promise.race([work, late])) === "late") throw new Error(`No answer within ${ms / 1000} s.`);
  } finally {
    waiting.abort();
  }
}

interface LastingWorker extends AsyncDisposable {
  readonly queue: string;
  /** How many run. */
  jobs(): number;
}

/**
 * A worker that is built anew until its first connection succeeds, and that ends when its running jobs have ended, whether its server
 * answers or not.
 */
function lastingWorker(
  build: (run: WorkOptions["run"]) => AnyWorker,
  answers: () => boolean,
  name: string,
  options: WorkOptions,
  onFault: (what: string, error: Error) => void,
): LastingWorker {
  let closing = false;
  const impatient = new AbortController();
  let rebuilding: NodeJS.Timeout | undefined;
  const inHand = new Set<Promise<void>>();
  let current = watched(build(run));

  async function run(subject: number, attempt: Attempt): Promise<void> {
    if (closing) return; // fetched at the last moment: the next start's sweep finds its row
    const signal = AbortSignal.any([attempt.signal, impatient.signal]);
    const job = options.run(subject, { ...attempt, signal }).catch((error: unknown) => {
      if (!impatient.signal.aborted) throw error; // else it did not fail: the next start's sweep finds its row
    });
    const over = () => void inHand.delete(job);
    inHand.add(job);
    job.then(over, over);
    return job;
  }

  function watched(worker: AnyWorker): AnyWorker {
    worker.on("error", (error) => {
      if (!closing) onFault(`worker ${name}`, error);
    });
    worker.on("failed", (job, error) => {
      if (!job) return;
      if (job.attemptsMade < (job.opts.attempts ?? 1))
        return onFault(`worker ${name}, to be tried again`, error);
      const subject = JobData.safeParse(job.data).data?.subject;
      if (subject === undefined) return;
      options
        .onDead(subject, error, job.attemptsMade)
        .catch((e: Error) => onFault(`dead letter of ${name} ${subject}`, e));
    });
    void takeJobs(worker);
    return worker;
  }

  /** Waits for a connection first: without one BullMQ's loop asks for jobs without a pause. */
  async function takeJobs(worker: AnyWorker): Promise<void> {
    try {
      await worker.waitUntilReady();
      if (!closing) await worker.run();
    } catch (error) {
      if (closing) return;
      onFault(`worker ${name}`, asError(error));
      rebuilding = setTimeout(() => {
        current = watched(build(run));
        worker.close(true).catch((e: Error) => onFault(`worker ${name}, closing`, e));
      }, AGAIN_AFTER_MS);
    }
  }

  return {
    queue: name,
    jobs: () => inHand.size,
    async [Symbol.asyncDispose]() {
      if (closing) return;
      closing = true;
      clearTimeout(rebuilding);
      const patience =
        options.patienceMs === undefined
          ? undefined
          : setTimeout(() => impatient.abort(), options.patienceMs);
      try {
        await current.pause(true);
        await Promise.allSettled(inHand);
        await within(CLOSE_WITHIN_MS, current.close(!answers()));
      } catch (error) {
        onFault(`worker ${name}, closing`, asError(error));
      } finally {
        clearTimeout(patience);
      }
    },
  };
}

const workerOptions = (runner: Runner) => ({
  concurrency: runner.concurrency,
  lockDuration: LOCK_MS,
  stalledInterval: LOCK_MS,
  maxStalledCount: 3,
  runRetryDelay: AGAIN_AFTER_MS,
  autorun: false,
});

async function onRedis(url: string, onFault: (what: string, error: Error) => void): Promise<Backend> {
  const connection = new Connection(url, { maxRetriesPerRequest: null });
  connection.on("error", (error: Error) => onFault("redis", error));
  try {
    await isReady(connection);
  } catch (cause) {
    connection.disconnect();
    const refusal = refusalIn(asError(cause).message);
    const why = refusal ? `Redis ${refusal.said}. ${refusal.mend}` : "Redis (REDIS_URL) does not answer";
    throw new Error(why, { cause });
  }
  const info = await connection.info().catch(() => ""); // it need not let us ask
  for (const { said, mend } of troublesIn(info)) onFault("redis", new Error(`Redis ${said}. ${mend}`));
  return {
    answers: () => connection.status === "ready",
    whenBack: (listener) => void connection.on("ready", listener),
    queue: (name) => new RedisQueue(name, { connection }),
    worker: (name, runner) => new RedisWorker(name, runner.run, { connection, ...workerOptions(runner) }),
    close: async () => connection.over(),
  };
}

/**
 * BullMQ duplicates the given connection, since each worker needs a blocking one of its own. Where the server hangs, or goes away while a
 * worker closes, BullMQ waits for that duplicate without end and reconnects it: the process would never end. So we keep track of duplicates.
 */
class Connection extends Redis {
  readonly #copies = new Set<Redis>();
  #over = false;

  override duplicate(options?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(options);
    copy.on("connecting", () => void (this.#over ? copy.disconnect() : this.#copies.add(copy)));
    copy.on("end", () => void this.#copies.delete(copy));
    return copy;
  }

  /** Ends it and all its duplicates, for good. */
  over(): void {
    this.#over = true;
    for (const one of [this, ...this.#copies]) one.disconnect();
  }
}

/** Waits for a server that is just starting, but not after it has refused our password. */
function isReady(connection: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    let last = new Error("no connection");
    const limit = setTimeout(() => settle(() => reject(last)), REDIS_WITHIN_MS);
    const onError = (error: Error): void => {
      last = error;
      if (/^(WRONGPASS|NOAUTH|NOPERM|ERR)\b/.test(error.message)) settle(() => reject(error));
    };
    const onReady = (): void => settle(resolve);
    connection.on("error", onError).on("ready", onReady);

    function settle(how: () => void): void {
      clearTimeout(limit);
      connection.off("error", onError).off("ready", onReady);
      how();
    }
  });
}

async function onPostgres(
  config: pg.PoolConfig,
  onFault: (what: string, error: Error) => void,
): Promise<Backend> {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool: pg.Pool & PgPool = poolOf({
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...config,
    max: POSTGRES_CONNECTIONS,
    application_name: "kabarkilat queue",
    // BullMQ cannot set it on a pool that is not its own, and poolers take no settings as a session begins.
    // oxlint-disable-next-line typescript/no-misused-promises -- pg waits for it, which its types do not say
    onConnect: async (client) => void (await client.query(`set search_path = ${DEFAULT_SCHEMA}`)),
  });
  pool.on("error", (error) => onFault("queue connection", error));
  // Whoever has a connection in hand hears of its end by its query; without a listener of its own, it would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    answers: () => true, // pg says at once when it does not
    whenBack: () => undefined, // it is the database itself, without which there is nothing to remind of
    queue: (name) => new Queue(name, { connection: pool }),
    worker: (name, runner) => {
      pool.options.max += 1;
      return new Worker(name, runner.run, { connection: pool, ...workerOptions(runner) });
    },
    close: () => pool.end(),
  };
}

function poolOf(options: pg.PoolConfig): pg.Pool & PgPool {
  const made: pg.Pool = new pg.Pool(options);
  if (!isPgPool(made)) throw new TypeError("BullMQ does not know this release of pg");
  return made;
}

import { z } from "zod";

/** What a worker process of a bench is told: the environment of the service, and what goes faster than anyone could configure. */
export const WorkerSettings = z.object({
  environment: z.record(z.string(), z.string()),
  /** What the configuration file says; left out: nothing. */
  file: z.record(z.string(), z.unknown()).default({}),
  pacing: z.object({ perSecond: z.number(), concurrency: z.number(), leaseSeconds: z.number() }),
  sweepEveryMs: z.number(),
  /** The file its log goes to. */
  log: z.string(),
});
export type WorkerSettings = z.input<typeof WorkerSettings>;

/** The environment of a process that only works; without Redis its queue is on PostgreSQL. */
export function workerEnvironment({
  token,
  apiRoot,
  postgres,
  redis,
}: {
  token: string;
  apiRoot: string;
  postgres: { url: string };
  redis?: { url: string } | null;
}): Record<string, string> {
  return {
    KABARKILAT_ROLE: "worker",
    TELEGRAM_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
    DATABASE_URL: postgres.url,
    LOG_LEVEL: "warn",
    ...(redis && { REDIS_URL: redis.url }),
  };
}

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

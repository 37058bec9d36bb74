import { createWriteStream } from "node:fs";
import { z } from "zod";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { say, settingsOf } from "../support/child.ts";

/** One worker, as `serve` with the role "worker" runs it; only the pace and the sweep are faster than anyone could configure. */
export const WorkerSettings = z.object({
  environment: z.record(z.string(), z.string()),
  pacing: z.object({ perSecond: z.number(), concurrency: z.number(), leaseSeconds: z.number() }),
  sweepEveryMs: z.number(),
  log: z.string(),
});

const { environment, pacing, sweepEveryMs, log } = settingsOf(WorkerSettings);
const { concurrency, leaseSeconds } = pacing;
const config = configFrom({ pacing: { concurrency, leaseSeconds } }, environment);
config.pacing.telegram.perSecond = pacing.perSecond;

const app = await startApp(config, { sweepEveryMs, logTo: createWriteStream(log, { flags: "a" }) });
say("works");
process.on("disconnect", () => void app[Symbol.asyncDispose]());

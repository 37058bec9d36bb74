import { createWriteStream } from "node:fs";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { say, settingsOf } from "./child.ts";
import { WorkerSettings } from "./worker-settings.ts";

/** One worker, as `serve` with the role "worker" runs it. Says when it works, and, whenever asked, its peak memory. */
const { environment, pacing, sweepEveryMs, log } = settingsOf(WorkerSettings);
const { concurrency, leaseSeconds } = pacing;
const config = configFrom({ pacing: { concurrency, leaseSeconds } }, environment);
config.pacing.telegram.perSecond = pacing.perSecond;

const app = await startApp(config, { sweepEveryMs, logTo: createWriteStream(log, { flags: "a" }) });
say("works");
process.on("message", () => say({ peakRssMb: process.resourceUsage().maxRSS / 1024 }));
process.on("disconnect", () => void app[Symbol.asyncDispose]());

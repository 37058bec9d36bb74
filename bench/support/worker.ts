import { createWriteStream } from "node:fs";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { say, settingsOf } from "./child.ts";
import { WorkerSettings } from "./worker-settings.ts";

/** One process, as `serve` with the role of its environment runs it. Says when it works, and, whenever asked, what memory it has. */
const { environment, file, pacing, sweepEveryMs, log } = settingsOf(WorkerSettings);
const { concurrency, leaseSeconds } = pacing;
const config = configFrom({ ...file, pacing: { concurrency, leaseSeconds } }, environment);
config.pacing.telegram.perSecond = pacing.perSecond;

const MB = 1024 * 1024;

const app = await startApp(config, { sweepEveryMs, logTo: createWriteStream(log, { flags: "a" }) });
say("works");
process.on("message", () => {
  const { rss, heapUsed } = process.memoryUsage();
  say({ peakRssMb: process.resourceUsage().maxRSS / 1024, rssMb: rss / MB, heapMb: heapUsed / MB });
});
process.on("disconnect", () => void app[Symbol.asyncDispose]());

import { say, settingsOf } from "../support/child.ts";
import { type Contender, type Measured, Settings } from "./contender.ts";
import { durable } from "./durable.ts";
import { jobPerRecipient } from "./job-per-recipient.ts";
import { plain } from "./plain.ts";

/** The process of one contender: warms up, says so, sends what is measured, says what it took. */
const contenders: Record<Settings["contender"], (settings: Settings) => Promise<Contender>> = {
  durable,
  plain,
  "job per recipient": jobPerRecipient,
};

const settings = settingsOf(Settings);
const contender = await contenders[settings.contender](settings);
await contender.send("warm-up");
say("warm");

const start = performance.now();
const before = process.cpuUsage();
await contender.send("measured");
const { user, system } = process.cpuUsage(before);
const measured: Measured = {
  seconds: (performance.now() - start) / 1000,
  cpuMicros: user + system,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
};
say(measured);

await contender[Symbol.asyncDispose]();
process.disconnect?.();

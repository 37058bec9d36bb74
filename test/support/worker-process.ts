import { enableCompileCache } from "node:module";
import { z } from "zod";

enableCompileCache(); // as main.ts: most workers are not the first that is started
const { startApp } = await import("../../src/app.ts");
const { configFrom } = await import("../../src/config.ts");

/** A process of the service as crew.ts starts it: what `serve` does, with the few overrides that tests have. */
const { settings, environment, overrides } = z
  .object({
    settings: z.record(z.string(), z.unknown()),
    environment: z.record(z.string(), z.string()),
    overrides: z.object({
      sweepEveryMs: z.exactOptional(z.number()),
      firstRetryMs: z.exactOptional(z.number()),
    }),
  })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const ended = new Promise<void>((resolve) => process.once("disconnect", resolve));
await using _app = await startApp(configFrom(settings, environment), overrides);
if (process.connected) process.send?.("works");
await ended;

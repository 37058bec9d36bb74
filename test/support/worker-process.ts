import { z } from "zod";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";

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

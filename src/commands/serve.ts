import { once } from "node:events";
import type { Writable } from "node:stream";
import { startApp } from "../app.ts";
import { readConfig } from "../config.ts";

/** Serves until SIGINT or SIGTERM, then finishes what is in hand and stops. A second signal stops at once. */
export async function serveCommand(env: Record<string, string | undefined>, output: Writable): Promise<void> {
  const stop = stopSignal();
  await using app = await startApp(readConfig(env));
  output.write(`Kabar Kilat is running (${app.describe}). Stop it with Ctrl+C.\n`);
  if (!stop.aborted) await once(stop, "abort");
  output.write("Stopping: finishing what is in hand …\n");
}

/** Aborts at the first SIGINT or SIGTERM; the second one has its usual effect. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

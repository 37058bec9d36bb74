import { once } from "node:events";
import type { Writable } from "node:stream";
import { type App, startApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Serves until SIGINT or SIGTERM, then finishes what is in hand and stops, and says what it waits for. A second signal stops at once.
 */
export async function serveCommand(env: Record<string, string | undefined>, output: Writable): Promise<void> {
  const stop = stopSignal();
  const app = await start(readConfig(env));
  output.write(`Kabar Kilat is running (${app.describe}). Stop it with Ctrl+C.\n`);
  if (app.firstAdmin)
    output.write(
      `The editors' desk has no admin who can sign in. This link lets you in as the first, once, within ten minutes; after that a new start ` +
        `prints another. There, set a password on the page Akun saya:\n  ${app.firstAdmin}\n`,
    );
  if (!stop.aborted) await once(stop, "abort");
  await end(app, output);
}

const SAY_EVERY_MS = 5_000;

async function end(app: App, output: Writable): Promise<void> {
  const hand = app.inHand();
  output.write(
    hand.length === 0
      ? "Stopping; nothing is in hand.\n"
      : `Stopping. First is finished what is in hand: ${hand.join("; ")}. A second Ctrl+C or SIGTERM ends at once: nothing is lost by it, but ` +
          `messages that are just under way may go out twice.\n`,
  );
  const since = performance.now();
  const saying = setInterval(() => {
    const seconds = Math.round((performance.now() - since) / 1000);
    output.write(`Still stopping after ${seconds} s; it waits for: ${app.stopWaitsFor()}.\n`);
  }, SAY_EVERY_MS);
  try {
    await app[Symbol.asyncDispose]();
  } finally {
    clearInterval(saying);
  }
  output.write("Stopped.\n");
}

/** Aborts at the first SIGINT or SIGTERM; the second one, whichever it is, has its usual effect. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const signals = ["SIGINT", "SIGTERM"] as const;
  const stop = (): void => {
    for (const signal of signals) process.off(signal, stop);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return controller.signal;
}

/** A failed start nearly always has an outside cause (a port, a server, a token), so it is reported without a stack. */
async function start(config: Config): Promise<App> {
  try {
    return await startApp(config);
  } catch (error) {
    if (config.logLevel === "debug") throw error;
    throw new UsageError(`Kabar Kilat cannot start: ${reasons(error).map(withoutStop).join(": ")}`, {
      cause: error,
    });
  }
}

const withoutStop = (words: string): string => words.replace(/\.$/, "");

/** The messages of an error and of what caused it, outermost first. */
function reasons(error: unknown): string[] {
  if (error instanceof SuppressedError) return reasons(error.suppressed); // what closing failed with came after it
  if (!(error instanceof Error)) return [String(error)];
  if ("cmd" in error) return []; // a program's command line: what it said is in the error around it
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  const causes = [...inner.slice(0, 1), ...(error.cause === undefined ? [] : [error.cause])];
  return [...(error.message === "" ? [] : [error.message]), ...causes.flatMap(reasons)];
}

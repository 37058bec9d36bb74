import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import type { z } from "zod";

/** A process of the bench's own. Disposing kills it. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<unknown>;
  /** The next thing it says. Rejects when it ends without a word. */
  says<T>(What: z.ZodType<T>): Promise<T>;
  /** Asks it something and gives back the answer. */
  asked<T>(question: string | object, What: z.ZodType<T>): Promise<T>;
}

/** Starts a file of ours as a process; `settings` is its one argument, as JSON, `flags` are Node's own; a `quiet` one's errors are not shown. */
export function startChild(
  file: URL,
  settings: unknown,
  { flags = [], quiet = false }: { flags?: readonly string[]; quiet?: boolean } = {},
): Child {
  const child = fork(file, [JSON.stringify(settings)], {
    stdio: ["ignore", "inherit", quiet ? "ignore" : "inherit", "ipc"],
    execArgv: [...process.execArgv, ...flags],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const ended = once(child, "exit");
  ended.catch(() => undefined);

  async function says<T>(What: z.ZodType<T>): Promise<T> {
    const died = ended.then(([code, signal]) => {
      throw new Error(`${file.pathname} ended without a word (${code ?? signal})`);
    });
    died.catch(() => undefined);
    const [message] = await Promise.race([once(child, "message"), died]);
    return What.parse(message);
  }
  return {
    process: child,
    ended,
    says,
    asked(question, What) {
      const answer = says(What);
      child.send(question);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Where Node keeps compiled code by default: a worker that takes a dead one's place then starts in half the time. */
const COMPILED = path.join(tmpdir(), "node-compile-cache");

/** In the child: the settings it was started with. */
export function settingsOf<T>(What: z.ZodType<T>): T {
  return What.parse(JSON.parse(process.argv[2] ?? "{}"));
}

/** In the child: says something to whoever started it. */
export function say(what: unknown): void {
  process.send?.(what);
}

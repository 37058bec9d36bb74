import { devNull } from "node:os";
import path from "node:path";
import { z } from "zod";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { type Child, startChild } from "../support/child.ts";
import type { WorkerSettings } from "../support/worker-settings.ts";

/**
 * A number of workers, of which one may be killed and replaced at any moment. One that gives up at its start, because the
 * database is just down, is started again, as any service manager does.
 */
export interface Workers extends AsyncDisposable {
  /** Asks the worker that is in this place now. */
  asked<T>(which: number, question: string, What: z.ZodType<T>): Promise<T>;
  /** Resolves when everyone has begun to work. */
  work(): Promise<void>;
  kill(which: number): void;
  /** How many ended at work without being killed: none should. */
  crashes(): number;
}

const AGAIN_AFTER_MS = 500;

export function startWorkers(count: number, settings: Omit<WorkerSettings, "log">, logs: string): Workers {
  let started = 0;
  let crashed = 0;
  let ending = false;
  const killed = new WeakSet<Child>();
  const beginnings: Promise<void>[] = [];

  const start = (which: number): Child => {
    const log = logs === devNull ? logs : path.join(logs, `worker-${++started}.log`);
    const child = startChild(
      new URL("../support/worker.ts", import.meta.url),
      { ...settings, log },
      { quiet: logs === devNull, flags: MEMORY_FLAGS },
    );
    let works = false;
    const begun = child.says(z.literal("works")).then(
      () => void (works = true),
      () => undefined,
    );
    beginnings.push(begun);
    void child.ended.then(() => {
      if (ending || killed.has(child)) return;
      if (works) crashed += 1;
      setTimeout(() => {
        if (!ending && workers[which] === child) workers[which] = start(which);
      }, AGAIN_AFTER_MS);
    });
    return child;
  };
  const workers = Array.from({ length: count }, (_, which) => start(which));

  return {
    asked(which, question, What) {
      const worker = workers[which];
      if (!worker) throw new Error(`there is no worker ${which}`);
      return worker.asked(question, What);
    },
    work: () => Promise.all(beginnings).then(() => undefined),
    kill(which) {
      const worker = workers[which];
      if (!worker) return;
      killed.add(worker);
      worker.process.kill("SIGKILL");
      workers[which] = start(which);
    },
    crashes: () => crashed,
    async [Symbol.asyncDispose]() {
      ending = true;
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
    },
  };
}

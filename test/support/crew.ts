import { fork } from "node:child_process";
import { once } from "node:events";

/** Worker processes beside the test's own, which is the web process then. Disposing ends them as SIGTERM does. */
export interface Crew extends AsyncDisposable {
  /** Each worker's process id. */
  readonly pids: readonly number[];
}

export interface CrewOptions {
  settings: Record<string, unknown>;
  environment: Record<string, string>;
  overrides: { sweepEveryMs?: number; firstRetryMs?: number };
  /** Takes what they log. */
  onLog(line: string): void;
}

const WORKER = new URL("worker-process.ts", import.meta.url);

/** Starts `count` workers at the same moment; resolves when all work. */
export async function startCrew(
  count: number,
  { settings, environment, overrides, onLog }: CrewOptions,
): Promise<Crew> {
  const told = { settings, overrides, environment: { ...environment, KABARKILAT_ROLE: "worker" } };
  const workers = Array.from({ length: count }, () => {
    const child = fork(WORKER, [JSON.stringify(told)], {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      execArgv: [],
    });
    let rest = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLog(line);
    });
    const ended = once(child, "exit");
    const works = Promise.race([
      once(child, "message"),
      ended.then(([code]) => Promise.reject(new Error(`a worker ended at its start (${code})`))),
    ]);
    return { child, ended, works };
  });
  const crew: Crew = {
    pids: workers.map(({ child }) => child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      for (const { child } of workers) if (child.connected) child.disconnect();
      await Promise.all(workers.map(({ ended }) => ended));
    },
  };
  try {
    await Promise.all(workers.map(({ works }) => works));
    return crew;
  } catch (error) {
    await crew[Symbol.asyncDispose]();
    throw error;
  }
}

import { setTimeout as delay } from "node:timers/promises";
import type { TestRedis } from "../../test/support/redis.ts";
import type { BenchPostgres } from "../support/postgres.ts";
import type { Accident } from "./accidents.ts";
import type { Workers } from "./workers.ts";

/** Lets everything befall the service in its moment, from `started` on; resolves, with how many workers were killed, when it all is repaired. */
export async function befall(
  accidents: readonly { atMs: number; accident: Accident }[],
  to: {
    workers: Workers;
    postgres: BenchPostgres;
    /** null: there is none to empty. */
    redis: TestRedis | null;
    /** In milliseconds of performance.now(). */
    started: number;
    tell(line: string): void;
  },
): Promise<{ kills: number }> {
  let kills = 0;
  let repairs: Promise<unknown> = Promise.resolve(); // PostgreSQL's restarts, one after the other; the rest waits for nothing
  for (const { atMs, accident } of accidents) {
    await delay(Math.max(0, atMs - (performance.now() - to.started)));
    to.tell(
      `${((performance.now() - to.started) / 1000).toFixed(1)} s: ${Object.values(accident).join(" ")}`,
    );
    switch (accident.kind) {
      case "kill a worker":
        to.workers.kill(accident.which);
        kills += 1;
        break;
      case "empty Redis":
        repairs = Promise.all([repairs, to.redis?.empty()]);
        break;
      case "restart PostgreSQL":
        repairs = repairs.then(() => to.postgres.restart(accident.how));
    }
  }
  await repairs;
  return { kills };
}

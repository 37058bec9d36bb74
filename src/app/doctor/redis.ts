import { Redis } from "ioredis";
import { infoOf, refusalIn, troublesIn } from "../../queue/redis-troubles.ts";
import { type Check, fault, type Finding, off, ok, reasonOf } from "./finding.ts";

const WHAT = "Redis";

/** Reachable, and set up so that it loses no reminder: nothing evicted, everything appended to its file. */
export function redis(config: { url: string } | null): Check {
  return {
    what: WHAT,
    async look(signal) {
      if (!config) return [off(WHAT, "not configured: PostgreSQL carries the queue")];
      const client = new Redis(config.url, {
        lazyConnect: true,
        retryStrategy: () => null,
        connectTimeout: 3_000,
      });
      let why: unknown;
      client.on("error", (error) => (why = error));
      signal.addEventListener("abort", () => client.disconnect());
      try {
        await client.connect();
        await client.ping();
      } catch (error) {
        const reason = reasonOf(why ?? error);
        if (!CANNOT_SAVE.test(reason)) {
          client.disconnect();
          return [unreachable(reason)];
        }
      }
      try {
        const info = await client.info();
        const found = troublesIn(info).map(({ said, mend }) => fault(WHAT, said, mend));
        if (infoOf(info, "aof_enabled") === "0") found.push(forgets(await hasSettings(client)));
        return found.length > 0 ? found : [ok(WHAT, "reachable, keeps everything")];
      } catch {
        return [
          off(
            WHAT,
            "reachable; its settings may not be asked here: it must have noeviction and appendonly yes",
          ),
        ];
      } finally {
        client.disconnect();
      }
    },
  };
}

/** It answers everything but INFO and the like so, and INFO says why. */
const CANNOT_SAVE = /MISCONF/;

/** Whether its settings may be asked: not where it is rented, and what it keeps is not for us to set. */
const hasSettings = (client: Redis): Promise<boolean> =>
  client.config("GET", "appendonly").then(
    () => true,
    () => false,
  );

const forgets = (canBeSet: boolean): Finding =>
  canBeSet
    ? fault(
        WHAT,
        "forgets its queue when it restarts (appendonly no)",
        "Set appendonly yes in its configuration.",
      )
    : off(
        WHAT,
        "reachable; it forgets its queue when it restarts (appendonly no), and its settings may not be asked here: what is waiting is in PostgreSQL, and goes on within a minute",
      );

function unreachable(why: string): Finding {
  const { said, mend } = refusalIn(why) ?? {
    said: `cannot be reached: ${why}`,
    mend: "Start it, or correct REDIS_URL.",
  };
  return fault(WHAT, said, mend);
}

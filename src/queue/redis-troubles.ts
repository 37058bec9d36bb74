/** What is wrong with a Redis for us, and how to mend it. */
export interface RedisTrouble {
  said: string;
  mend: string;
}

/** Of its memory, so much is full: jobs that are done are deleted at once, so what lies there grows with what waits. */
const NEARLY_FULL = 0.9;

/**
 * What a Redis says of itself (its `INFO`) that would cost reminders: a replica takes none, one that throws entries away tears BullMQ's lists apart,
 * and one that is full, or whose disk is (MISCONF), takes none either.
 */
export function troublesIn(info: string): RedisTrouble[] {
  const policy = infoOf(info, "maxmemory_policy");
  const most = Number(infoOf(info, "maxmemory") ?? 0);
  const used = Number(infoOf(info, "used_memory") ?? 0);
  const troubles: RedisTrouble[] = [];
  if (infoOf(info, "role") === "slave")
    troubles.push({
      said: "is another one's replica: it takes no reminders, and no news goes out",
      mend: "Give REDIS_URL the address of the primary, or make this one the primary (REPLICAOF NO ONE).",
    });
  if (policy !== undefined && policy !== "noeviction")
    troubles.push({
      said: `throws entries away when its memory is full (maxmemory-policy ${policy})`,
      mend: "Set maxmemory-policy noeviction in its configuration.",
    });
  if (most > 0 && used >= NEARLY_FULL * most)
    troubles.push({
      said: `has filled ${inMegabytes(used)} of the ${inMegabytes(most)} MB it may have (maxmemory): full, it takes no reminders`,
      mend: "Raise maxmemory in its configuration, or give the queue a Redis of its own.",
    });
  if ([infoOf(info, "aof_last_write_status"), infoOf(info, "rdb_last_bgsave_status")].includes("err"))
    troubles.push({
      said: "cannot write to its disk: until it can it takes no reminders (MISCONF), and news waits",
      mend: "Make room on its disk, or give it back the folder that it writes to (redis-cli CONFIG GET dir), then redis-cli BGSAVE.",
    });
  return troubles;
}

/** A Redis that answers so refuses us; null: it says something else, or nothing was answered. */
export function refusalIn(answer: string): RedisTrouble | null {
  if (!/NOAUTH|WRONGPASS|password/i.test(answer)) return null;
  return {
    said: "refuses our user or password",
    mend: "Put the right ones into REDIS_URL: redis://user:password@host:6379",
  };
}

/** A field of what Redis answers to INFO. */
export function infoOf(info: string, name: string): string | undefined {
  const line = info.split(/\r?\n/).find((one) => one.startsWith(`${name}:`));
  return line?.slice(name.length + 1);
}

const inMegabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

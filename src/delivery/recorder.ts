import type { Clock } from "./clock.ts";
import type { Settlement } from "./ledger.ts";

/**
 * Writes verdicts down in groups as they come: at most `groupOf` at a time, none later than `withinMs` after it came unless
 * all writers are busy. A few groups are written side by side, because a commit is mostly waiting for the disk; how many
 * verdicts may be unwritten in all is for the caller to bound. A write that fails is repeated (the ledger takes repeats)
 * until it passes or `tryForMs` are over; rows that could not be written come back when their lease ends, and are sent again.
 */
export interface Recorder {
  record(settlement: Settlement): void;
}

export interface RecorderOptions {
  groupOf: number;
  withinMs: number;
  tryForMs: number;
}

export function recorder(
  write: (group: readonly Settlement[]) => Promise<void>,
  /** Told of every group, written or, with the error, given up. */
  done: (group: readonly Settlement[], error: unknown) => void,
  options: RecorderOptions,
  clock: Clock,
): Recorder {
  let filling: Settlement[] | null = null;
  const ready: Settlement[][] = [];
  let writers = 0;

  return {
    record(settlement) {
      filling ??= newGroup();
      filling.push(settlement);
      if (filling.length >= options.groupOf) close(filling);
    },
  };

  function newGroup(): Settlement[] {
    const group: Settlement[] = [];
    void clock.sleep(options.withinMs).then(() => close(group));
    return group;
  }

  function close(group: Settlement[]): void {
    if (filling !== group) return; // it was full before its time was over
    filling = null;
    ready.push(group);
    if (writers < WRITERS) void writeReady();
  }

  async function writeReady(): Promise<void> {
    writers += 1;
    for (let group = ready.shift(); group; group = ready.shift()) await persist(group);
    writers -= 1;
  }

  async function persist(group: readonly Settlement[]): Promise<void> {
    const giveUpAt = clock.now().getTime() + options.tryForMs;
    for (;;) {
      try {
        await write(group);
        return done(group, undefined);
      } catch (error) {
        if (clock.now().getTime() >= giveUpAt) return done(group, error);
        await clock.sleep(RETRY_MS);
      }
    }
  }
}

const RETRY_MS = 250;
const WRITERS = 3; // 50 sends under way and 25 verdicts: more groups there cannot be

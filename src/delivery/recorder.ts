import type { Clock } from "./clock.ts";
import type { Settlement } from "./ledger.ts";

/**
 * Writes verdicts down in groups: one write at a time, begun when `groupOf` have come or the first of them waits for `withinMs`. What
 * comes during a write goes together with the next, as one transaction: how many may be unwritten in all is for the caller to bound. A
 * write that fails is repeated (the ledger takes repeats) until it passes or `tryForMs` are over; rows that could not be written
 * come back when their lease ends, and are sent again.
 */
export interface Recorder {
  record(settlement: Settlement): void;
}

export interface RecorderOptions {
  groupOf: number;
  withinMs: number;
  tryForMs: number;
}

interface Group {
  settlements: Settlement[];
  /** Its first has waited long enough. */
  due: boolean;
}

export function recorder(
  write: (group: readonly Settlement[]) => Promise<void>,
  /** Told of every group, written or, with the error, given up. */
  done: (group: readonly Settlement[], error: unknown) => void,
  { groupOf, withinMs, tryForMs }: RecorderOptions,
  clock: Clock,
): Recorder {
  let filling: Group | null = null;
  let writing = false;

  return {
    record(settlement) {
      filling ??= newGroup();
      filling.settlements.push(settlement);
      if (filling.settlements.length >= groupOf) void writeOut();
    },
  };

  function newGroup(): Group {
    const group: Group = { settlements: [], due: false };
    void clock.sleep(withinMs).then(() => {
      group.due = true;
      return writeOut();
    });
    return group;
  }

  async function writeOut(): Promise<void> {
    if (writing) return;
    writing = true;
    while (filling && (filling.due || filling.settlements.length >= groupOf)) {
      const { settlements } = filling;
      filling = null;
      await persist(settlements);
    }
    writing = false;
  }

  async function persist(group: readonly Settlement[]): Promise<void> {
    const giveUpAt = clock.now().getTime() + tryForMs;
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

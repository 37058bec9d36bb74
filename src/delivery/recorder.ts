import type { Clock } from "./clock.ts";
import type { Ledger, Settlement } from "./ledger.ts";

/**
 * Writes verdicts down in groups: one write at a time, begun when `groupOf` have come or the first of them waits for `withinMs`. What
 * comes during a write goes together with the next, as one transaction: how many that may be is for the caller to bound. A
 * write that fails is repeated (the ledger takes repeats) until it passes or `tryForMs` are over; rows that could not be written
 * come back when their lease ends, and are sent again.
 */
export interface Recorder {
  record(settlement: Settlement): void;
  /** Resolves when all that was recorded is written, or given up. */
  written(): Promise<void>;
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

export interface RecorderPorts {
  write: Ledger["settle"];
  /** Told of every group once: no `kill -9` can undo it any more, or it is given up. */
  safe(group: readonly Settlement[]): void;
  /** Told of every group, written or, with the error, given up. */
  done(group: readonly Settlement[], error: unknown): void;
}

export function recorder(
  { write, safe, done }: RecorderPorts,
  { groupOf, withinMs, tryForMs }: RecorderOptions,
  clock: Clock,
): Recorder {
  let filling: Group | null = null;
  let writing: Promise<void> | null = null;

  return {
    record(settlement) {
      filling ??= newGroup();
      filling.settlements.push(settlement);
      if (filling.settlements.length >= groupOf) writeOut();
    },
    async written() {
      if (filling) filling.due = true;
      writeOut();
      await writing;
    },
  };

  function newGroup(): Group {
    const group: Group = { settlements: [], due: false };
    void clock.sleep(withinMs).then(() => {
      group.due = true;
      writeOut();
    });
    return group;
  }

  function writeOut(): void {
    if (writing === null && filling !== null && isDue(filling)) writing = writeFrom(filling);
  }

  async function writeFrom(first: Group): Promise<void> {
    for (let group: Group | null = first; group !== null && isDue(group); group = filling) {
      filling = null;
      await persist(group.settlements);
    }
    writing = null;
  }

  function isDue({ due, settlements }: Group): boolean {
    return due || settlements.length >= groupOf;
  }

  async function persist(group: readonly Settlement[]): Promise<void> {
    const giveUpAt = clock.now().getTime() + tryForMs;
    const isSafe = once(() => safe(group));
    for (;;) {
      try {
        await write(group, isSafe);
        isSafe();
        return done(group, undefined);
      } catch (error) {
        if (clock.now().getTime() >= giveUpAt) {
          isSafe();
          return done(group, error);
        }
        await clock.sleep(RETRY_MS);
      }
    }
  }
}

const RETRY_MS = 250;

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

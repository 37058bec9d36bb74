import { codeOf, LET_GO } from "../error-code.ts";
import type { Clock } from "./clock.ts";
import type { Ledger, Settlement } from "./ledger.ts";

/**
 * Writes verdicts in groups, one write at a time: begun when `groupOf` have come or the first has waited for `withinMs`. What comes during a
 * write goes into the next one; the caller bounds how many that may be. A write that fails is repeated (which the ledger allows) until it
 * passes or `tryForMs` are over; rows that could not be written come back when their lease ends, and are sent again.
 */
export interface Recorder {
  record(settlement: Settlement): void;
  /** Resolves when everything recorded is written, or was given up. */
  written(): Promise<void>;
}

export interface RecorderOptions {
  groupOf: number;
  withinMs: number;
  tryForMs: number;
}

interface Group {
  settlements: Settlement[];
  /** Its first verdict has waited long enough. */
  due: boolean;
}

export interface RecorderPorts {
  write: Ledger["settle"];
  /** Called once for every group: from now on a `kill -9` of ours cannot undo its write, or it was given up. */
  safe(group: readonly Settlement[]): void;
  /** Called for every group when it is written, or, with the error, given up. */
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
        if (clock.now().getTime() >= giveUpAt || codeOf(error) === LET_GO) {
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

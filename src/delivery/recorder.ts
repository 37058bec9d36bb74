import type { Clock } from "./clock.ts";
import type { Settlement } from "./ledger.ts";

/**
 * Writes verdicts down in groups as they come: at most `groupOf` at a time, none later than `withinMs` after it came, one
 * write at a time. A write that fails is repeated (the ledger takes repeats) until it passes or `tryForMs` are over; rows
 * that could not be written come back when their lease ends, and are sent again.
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
  let waiting: Settlement[] = [];
  let writing = false;
  let filling: AbortController | null = null;

  return {
    record(settlement) {
      waiting.push(settlement);
      if (waiting.length >= options.groupOf) filling?.abort("full");
      if (!writing) void writeAll();
    },
  };

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      await filled();
      const group = waiting.slice(0, options.groupOf);
      waiting = waiting.slice(options.groupOf);
      await persist(group);
    }
    writing = false;
  }

  /** Waits until a group is full, or has waited long enough. Under load it is full at once. */
  async function filled(): Promise<void> {
    if (waiting.length >= options.groupOf) return;
    filling = new AbortController();
    await clock.sleep(options.withinMs, filling.signal);
    filling = null;
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

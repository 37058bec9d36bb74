import { MINUTE_MS } from "../time.ts";

/** A scheduled alert whose moment has come. */
export interface DueAlert {
  readonly id: number;
  /** Its moment. */
  readonly sendAt: Date;
  /** What its source says by now is still to be heard, or to be held against it. */
  readonly waits: boolean;
  /** Its moment lies between a backup and the restore of it: whether it went out then, nobody here knows. */
  readonly mayBeOut: boolean;
}

/** What is to be done with one: "anyway" is sent although it waits. */
export type Turn = { readonly id: number; readonly sendAt: Date } & (
  | { readonly does: "send"; readonly anyway: boolean }
  | { readonly does: "give back"; readonly mayBeOut: boolean }
);

/** A scheduled alert waits so long for its source's newest word: for a text just brought, a page that does not open, a feed that does not answer. */
export const SOURCE_PATIENCE_MS = 2 * MINUTE_MS;

/**
 * So late it is an editor's again, and not sent by itself. A restart, an upgrade and a power cut are over sooner, and then it is still what its
 * editor meant. Later the day has gone on: "malam ini" is past, others have told it, and the one who chose the moment may have chosen it for what
 * stood beside it. An alert that waits for one press is a smaller harm than one that makes a newsroom look asleep.
 */
const TOO_LATE_MS = 30 * MINUTE_MS;

/** Whether an alert that was scheduled for that moment goes out no more without an editor. */
export function isTooLate(sendAt: Date, now: Date): boolean {
  return now.getTime() - sendAt.getTime() > TOO_LATE_MS;
}

/**
 * What becomes of alerts whose moment has come. Those that wait for nothing go out, and `anyway` those that have waited for long enough. That is
 * counted from when they were first seen here, not from their moment: after the service was down, or stood still, that has passed, and a source may
 * have corrected or withdrawn meanwhile what is about to be told. What is too late, or may be out, goes back to the editors. Reads no clock and sends nothing.
 */
export function openTurns(): (due: readonly DueAlert[], now: Date) => Turn[] {
  let seen = new Map<number, number>();
  return (due, now) => {
    const at = now.getTime();
    seen = new Map(due.map(({ id }) => [id, Math.min(seen.get(id) ?? at, at)])); // the clock may be set back
    const isLong = (id: number): boolean => at - (seen.get(id) ?? at) >= SOURCE_PATIENCE_MS;
    return due.flatMap(({ id, sendAt, waits, mayBeOut }): Turn[] => {
      if (mayBeOut || isTooLate(sendAt, now)) return [{ id, sendAt, does: "give back", mayBeOut }];
      return !waits || isLong(id) ? [{ id, sendAt, does: "send", anyway: waits }] : [];
    });
  };
}

/** A scheduled alert whose moment has come. */
export interface DueAlert {
  readonly id: number;
  /** What its source says by now is still to be heard, or to be held against it. */
  readonly waits: boolean;
}

/** A page that does not open, or a source that does not answer, is waited for so long. */
const PATIENCE_MS = 120_000;

/**
 * Which alerts whose moment has come go out: those that wait for nothing, and `anyway` those that have waited for long enough. That is counted from
 * when they were first seen here, not from their moment: after the service was down, or stood still, that has long passed, and a source may have
 * corrected or withdrawn meanwhile what is about to be told. Reads no clock and sends nothing.
 */
export function openTurns(): (
  due: readonly DueAlert[],
  now: Date,
) => { readonly id: number; readonly anyway: boolean }[] {
  let seen = new Map<number, number>();
  return (due, now) => {
    const at = now.getTime();
    seen = new Map(due.map(({ id }) => [id, Math.min(seen.get(id) ?? at, at)])); // the clock may be set back
    const isLong = (id: number): boolean => at - (seen.get(id) ?? at) >= PATIENCE_MS;
    return due.flatMap(({ id, waits }) => (!waits || isLong(id) ? [{ id, anyway: waits }] : []));
  };
}

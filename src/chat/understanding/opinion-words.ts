const LONGEST_OPINION = 500; // characters

/** A reader's opinion as it is kept: for an editor to read at a glance. */
export function opinionIn(text: string): string {
  return text.slice(0, LONGEST_OPINION).toWellFormed();
}

/** What befalls the service in one run. */
export type Accident =
  | { kind: "kill a worker"; which: number }
  | { kind: "empty Redis" }
  | { kind: "restart PostgreSQL"; how: "fast" | "immediate" };

/** When which accident happens, in order: milliseconds from the first approval, at random moments of the first `withinMs`. */
export function accidents(
  pick: (n: number) => number,
  workers: number,
  withinMs: number,
): { atMs: number; accident: Accident }[] {
  const kills: Accident[] = Array.from({ length: 5 + pick(4) }, () => ({
    kind: "kill a worker",
    which: pick(workers),
  }));
  const others: Accident[] = [
    { kind: "empty Redis" },
    { kind: "empty Redis" },
    { kind: "restart PostgreSQL", how: "immediate" },
    { kind: "restart PostgreSQL", how: pick(2) === 0 ? "fast" : "immediate" },
  ];
  return [...kills, ...others]
    .map((accident) => ({ atMs: 200 + pick(withinMs), accident }))
    .sort((a, b) => a.atMs - b.atMs);
}

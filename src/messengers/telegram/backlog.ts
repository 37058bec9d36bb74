/**
 * Which updates Telegram may forget. getUpdates with an offset confirms everything below it, so the offset stays at the
 * oldest update still under way: what a crash interrupts is delivered again. Newer updates may meanwhile be under way
 * or done; Telegram hands those out again with every call, and they are recognised here.
 *
 *   new ──begin──▶ under way ──end──▶ done ──(offset has passed it)──▶ forgotten
 */
export interface Backlog {
  /** The next offset to ask for; 0 before the first update. */
  offset(): number;
  /** False if the update is under way or done already. */
  begin(id: number): boolean;
  end(id: number): void;
  /** Telegram has answered a call with this offset. */
  confirmed(offset: number): void;
  isIdle(): boolean;
}

export function createBacklog(): Backlog {
  const underWay = new Set<number>();
  const done = new Set<number>();
  let next = 0;
  return {
    offset: () => (underWay.size > 0 ? Math.min(...underWay) : next),
    begin(id) {
      if (underWay.has(id) || done.has(id)) return false;
      underWay.add(id);
      // Not the highest id ever seen: after a quiet week Telegram starts again at a random number (Bot API, "Update").
      next = id + 1;
      return true;
    },
    end(id) {
      underWay.delete(id);
      done.add(id);
    },
    confirmed(offset) {
      for (const id of done) if (underWay.size === 0 || id < offset) done.delete(id);
    },
    isIdle: () => underWay.size === 0,
  };
}

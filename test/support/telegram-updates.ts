/**
 * The bot's queue of updates, as getUpdates hands them out: an offset confirms everything below it, a second poller
 * ends the first one's wait with a 409, and what is not confirmed is handed out again.
 */
export interface UpdateQueue {
  /** Resolves when the bot has confirmed the update. */
  add(update: Record<string, unknown>): Promise<void>;
  /** Answers by `reply`, at once or when something comes; the result ends a wait whose asker has gone. */
  poll(ask: { offset: number; limit: number; timeoutMs: number }, reply: PollReply): () => void;
  /** Hands out and confirms everything, for a webhook. */
  take(): QueuedUpdate[];
  /** How many updates are not confirmed. */
  size(): number;
}

type QueuedUpdate = { update: Record<string, unknown> & { update_id: number }; confirm: () => void };

interface PollReply {
  updates: (updates: readonly unknown[]) => void;
  conflict: () => void;
}

export function createUpdateQueue(firstId: number): UpdateQueue {
  let queue: QueuedUpdate[] = [];
  let nextId = firstId;
  let waiting: { hand: () => void; conflict: () => void; leave: () => void } | null = null;

  function confirmBelow(offset: number): void {
    const confirmed = queue.filter(({ update }) => update.update_id < offset);
    queue = queue.filter(({ update }) => update.update_id >= offset);
    for (const { confirm } of confirmed) confirm();
  }

  return {
    add(update) {
      return new Promise((confirm) => {
        queue.push({ update: { update_id: nextId++, ...update }, confirm });
        waiting?.hand();
      });
    },
    poll({ offset, limit, timeoutMs }, reply) {
      waiting?.conflict();
      confirmBelow(offset);
      const hand = () => reply.updates(queue.slice(0, limit).map(({ update }) => update));
      if (queue.length > 0 || timeoutMs === 0) {
        hand();
        return () => {};
      }
      const leave = () => {
        clearTimeout(timer);
        if (waiting === mine) waiting = null;
      };
      const ended = (answer: () => void) => () => {
        leave();
        answer();
      };
      const mine = { hand: ended(hand), conflict: ended(reply.conflict), leave };
      const timer = setTimeout(mine.hand, timeoutMs);
      waiting = mine;
      return leave;
    },
    take() {
      const all = queue;
      queue = [];
      return all;
    },
    size: () => queue.length,
  };
}

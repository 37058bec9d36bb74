/** Runs the tasks of one chat one after the other, and those of different chats side by side. A failed task doesn't hold up the next. */
export interface Turns {
  take(chat: string, task: () => Promise<void>): Promise<void>;
  /** Resolves when no task is under way. */
  ended(): Promise<void>;
}

export function takeTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    take(chat, task) {
      const turn = (last.get(chat) ?? Promise.resolve()).then(task);
      const done = turn
        .catch(() => undefined) // the caller has `turn` to hear of it
        .then(() => {
          if (last.get(chat) === done) last.delete(chat);
        });
      last.set(chat, done);
      return turn;
    },
    async ended() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}

import type pg from "pg";

/** A worker's hold on the database, which ends between two statements. */
export interface Life {
  pool: pg.Pool;
  /** Something else that the worker does: it may be its last. */
  tick(): void;
  isOver(): boolean;
  /** Throws what was not the end of this life. */
  orThrow(error: unknown): void;
}

class Dead extends Error {}

/**
 * The pool as a worker has it who dies after so many statements; `done`: the last one is done, and its answer is never heard. What a dead
 * worker's transaction had done is undone.
 */
export function mortal(pool: pg.Pool, statements: number, done: boolean): Life {
  let left = statements;
  let over = false;

  function tick(): void {
    if (over) throw new Dead();
    if (left-- <= 0) {
      over = true;
      throw new Dead();
    }
  }

  function asking<T extends pg.Pool | pg.PoolClient>(of: T): T {
    return new Proxy(of, {
      get(target, name) {
        if (name === "query") return ask(target);
        if (name === "connect") return async () => asking(await pool.connect());
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  function ask(target: pg.Pool | pg.PoolClient) {
    return async (sql: string | { text: string }, ...values: unknown[]): Promise<unknown> => {
      const query = Reflect.apply.bind(null, target.query, target);
      if (sql === "rollback") return query([sql]);
      const isLast = left === 0 && !over;
      if (isLast && done) {
        await query([sql, ...values]);
        over = true;
        throw new Dead();
      }
      tick();
      return query([sql, ...values]);
    };
  }

  return {
    pool: asking(pool),
    tick,
    isOver: () => over,
    orThrow(error) {
      if (!over) throw error;
    },
  };
}

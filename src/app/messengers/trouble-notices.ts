import type pg from "pg";
import { troubleOver } from "../../chat/desk-news.ts";
import type { Clock } from "../../delivery/clock.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import type { Events } from "../../events.ts";
import { troubleBegins, troubleEnds } from "../../store/troubles.ts";

/** Tells editors of what an event showed to be wrong: once for each cause, over all processes and restarts, and once when it is over. */
export interface ToldOnce {
  begins(cause: string, message: OutgoingMessage): Promise<void>;
  /** All causes that begin so are over; `name` is what they hear of. */
  end(beginning: string, name: string): Promise<void>;
}

export function toldOnce(
  {
    pool,
    clock,
    events,
    tellEditors,
  }: { pool: pg.Pool; clock: Clock; events: Events; tellEditors(message: OutgoingMessage): void },
  where: string,
): ToldOnce {
  return {
    async begins(cause, message) {
      const fresh = await troubleBegins(pool, cause, clock.now()).catch((error: unknown) => {
        events.fault(`${where}: a notice`, error);
        return true; // better twice than never
      });
      if (fresh) tellEditors(message);
    },
    async end(beginning, name) {
      const ended = await troubleEnds(pool, beginning, clock.now()).catch((error: unknown) => {
        events.fault(`${where}: a notice`, error);
        return false;
      });
      if (ended) tellEditors(troubleOver([name]));
    },
  };
}

import { troubleOver } from "../../chat/copy/news.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { troubleBegins, troubleEnds } from "../../store/upkeep/troubles.ts";
import type { Core } from "../core.ts";
import type { Notices } from "./notices.ts";

/** Tells editors of a trouble that an event reports: once for each cause, over all processes and restarts, and once when it is over. */
export interface TroubleNotices {
  begins(cause: string, message: OutgoingMessage): Promise<void>;
  /** All troubles whose cause begins so are over; `name` is what editors are told. */
  end(beginning: string, name: string): Promise<void>;
}

export function troubleNotices(
  {
    pool,
    clock,
    events,
    tellEditors,
  }: Pick<Core, "pool" | "events" | "clock"> & Pick<Notices, "tellEditors">,
  where: string,
): TroubleNotices {
  return {
    async begins(cause, message) {
      const fresh = await troubleBegins(pool, cause, clock.now()).catch((error: unknown) => {
        events.fault(`${where}: a notice`, error);
        return true; // better twice than never
      });
      if (fresh) await tellEditors(message);
    },
    async end(beginning, name) {
      const ended = await troubleEnds(pool, beginning, clock.now()).catch((error: unknown) => {
        events.fault(`${where}: a notice`, error);
        return false;
      });
      if (ended) await tellEditors(troubleOver([name]));
    },
  };
}

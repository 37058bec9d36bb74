import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { row } from "../../src/store/database.ts";

/** The editor of the day, who writes to the bot as editors do, and looks at the draft before saying that it may go. */
export interface Desk {
  /** Sends the draft whose headline has this number, once there is one. */
  approves(number: number): Promise<void>;
  /** Drafts words of their own for everyone, and sends them. */
  announces(number: number): Promise<void>;
}

const LOOK_EVERY_MS = 500;
const SAY_AGAIN_AFTER = 20; // looks: whoever heard it may have been killed

/** Gives up `untilMs` after this process began: what was not sent by then counts as lost. */
export function openDesk(pool: pg.Pool, says: (text: string) => void, untilMs: number): Desk {
  const late = (): boolean => performance.now() > untilMs;

  async function alertWith(number: number): Promise<z.infer<typeof Found> | undefined> {
    const sql = `select id, state, version from alerts where content->>'headline' like '%' || $1 || '%' order by id limit 1`;
    return row(pool, Found, sql, [String(number)]).catch(() => undefined); // PostgreSQL may just be down
  }

  async function approves(number: number): Promise<void> {
    for (let looks = 0; !late(); looks++) {
      const alert = await alertWith(number);
      if (alert && alert.state !== "draft") return;
      if (alert && looks % SAY_AGAIN_AFTER === 0) says(`/setujui ${alert.id}v${alert.version}`); // as its button does
      else if (!alert) looks = -1;
      await delay(LOOK_EVERY_MS);
    }
  }

  return {
    approves,
    async announces(number) {
      for (let looks = 0; !late() && !(await alertWith(number)); looks++) {
        if (looks % SAY_AGAIN_AFTER === 0)
          says(
            `/siarkan Pengumuman ${number} untuk semua pembaca\nLayanan kabar pindah ke meja baru mulai malam ini.`,
          );
        await delay(LOOK_EVERY_MS);
      }
      await approves(number);
    },
  };
}

const Found = z.object({ id: z.number(), state: z.string(), version: z.number() });

import type pg from "pg";
import { z } from "zod";
import { Summary } from "../../summaries/summary.ts";
import { DAY_MS, HOUR_MS } from "../../time.ts";
import { inTransaction, row } from "../database.ts";

/** A model's summaries that may be used again, and how often a model was asked. */

const Kept = z.object({ summary: Summary });

export function modelShelf(pool: pg.Pool) {
  return {
    async find(key: string): Promise<Summary | undefined> {
      const kept = await row(pool, Kept, "select summary from model_summaries where key = $1", [key]);
      return kept?.summary;
    },
    async keep(key: string, summary: Summary, at: Date): Promise<void> {
      await pool.query(
        `insert into model_summaries (key, summary, made_at) values ($1, $2, $3)
         on conflict (key) do update set summary = $2, made_at = $3`,
        [key, JSON.stringify(summary), at],
      );
      await pool.query("delete from model_summaries where made_at < $1", [new Date(at.getTime() - KEPT_MS)]);
    },
  };
}

const KEPT_MS = 30 * DAY_MS;

const Asked = z.object({ hour: z.number(), day: z.number() });

/** Whether the limits allow another question now; counts it if so. Exact over all workers. */
export function mayAskModel(
  pool: pg.Pool,
  most: { perHour: number; perDay: number },
): (at: Date) => Promise<boolean> {
  return (at) =>
    inTransaction(pool, async (tx) => {
      await tx.query("lock table model_questions in share row exclusive mode"); // one worker counts at a time
      const dayBefore = new Date(at.getTime() - DAY_MS);
      await tx.query("delete from model_questions where asked_at <= $1", [dayBefore]);
      const asked = await row(
        tx,
        Asked,
        `select count(*) filter (where asked_at > $1)::integer as hour, count(*)::integer as day from model_questions`,
        [new Date(at.getTime() - HOUR_MS)],
      );
      if (!asked || asked.hour >= most.perHour || asked.day >= most.perDay) return false;
      await tx.query("insert into model_questions (asked_at) values ($1)", [at]);
      return true;
    });
}

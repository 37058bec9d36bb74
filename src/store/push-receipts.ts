import { z } from "zod";
import { type Queryable, row } from "./database.ts";

const Receipt = z.object({
  /** sha256 of the body, in hex. */
  bodyHash: z.string(),
  /** null: it was begun and not answered, or is under way. */
  answer: z
    .object({ id: z.number(), kind: z.enum(["accepted", "repeat"]), changed: z.literal(true).optional() })
    .nullable(),
});
type Receipt = z.infer<typeof Receipt>;
type Answer = NonNullable<Receipt["answer"]>;

const FIND = `select encode(body_hash, 'hex') as "bodyHash", answer from push_receipts where source = $1 and key = $2`;

/** What publishers were answered, by source and Idempotency-Key. */
export function pushReceipts(pool: Queryable) {
  return {
    /** Takes the key for this body, unless it is taken; answers whose it is and what was answered. */
    async begin(source: string, key: string, bodyHash: string, at: Date): Promise<Receipt> {
      await pool.query(
        `insert into push_receipts (source, key, body_hash, at) values ($1, $2, decode($3, 'hex'), $4)
         on conflict do nothing`,
        [source, key, bodyHash, at],
      );
      return (await row(pool, Receipt, FIND, [source, key])) ?? { bodyHash, answer: null };
    },

    /** Keeps an answer, unless one was kept meanwhile: then that one holds, and is given back. */
    async keep(source: string, key: string, answer: Answer): Promise<Answer> {
      await pool.query(
        "update push_receipts set answer = $3 where source = $1 and key = $2 and answer is null",
        [source, key, JSON.stringify(answer)],
      );
      return (await row(pool, Receipt, FIND, [source, key]))?.answer ?? answer;
    },

    async forget(before: Date): Promise<void> {
      await pool.query("delete from push_receipts where at < $1", [before]);
    },
  };
}

import { z } from "zod";
import { type Queryable, row } from "./database.ts";

const Receipt = z.object({
  /** sha256 of the body, in hex. */
  bodyHash: z.string(),
  answer: z.object({ id: z.number(), kind: z.enum(["accepted", "repeat"]) }),
});
type Receipt = z.infer<typeof Receipt>;

const FIND = `select encode(body_hash, 'hex') as "bodyHash", answer from push_receipts where source = $1 and key = $2`;

/** What publishers were answered, by source and Idempotency-Key. */
export function pushReceipts(pool: Queryable) {
  return {
    find: (source: string, key: string): Promise<Receipt | undefined> =>
      row(pool, Receipt, FIND, [source, key]),

    /** Keeps an answer, unless one was kept meanwhile: then that one holds, and is given back. */
    async keep(source: string, key: string, { bodyHash, answer }: Receipt, at: Date): Promise<Receipt> {
      await pool.query(
        `insert into push_receipts (source, key, body_hash, answer, at) values ($1, $2, decode($3, 'hex'), $4, $5)
         on conflict do nothing`,
        [source, key, bodyHash, JSON.stringify(answer), at],
      );
      return (await row(pool, Receipt, FIND, [source, key])) ?? { bodyHash, answer };
    },

    async forget(before: Date): Promise<void> {
      await pool.query("delete from push_receipts where at < $1", [before]);
    },
  };
}

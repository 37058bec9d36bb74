import { z } from "zod";
import { type Queryable, row } from "./database.ts";

/** What publishers were answered, by source and Idempotency-Key. */
export interface PushReceipts {
  find(source: string, key: string): Promise<PushReceipt | undefined>;
  /** Keeps an answer, unless one was kept meanwhile: then that one holds, and is given back. */
  keep(source: string, key: string, receipt: PushReceipt, at: Date): Promise<PushReceipt>;
  /** Forgets what is older. */
  forget(before: Date): Promise<void>;
}

const Receipt = z.object({
  /** sha256 of the body, in hex. */
  bodyHash: z.string(),
  answer: z.object({ id: z.number(), kind: z.enum(["accepted", "repeat"]) }),
});
export type PushReceipt = z.infer<typeof Receipt>;

const FIND = `select encode(body_hash, 'hex') as "bodyHash", answer from push_receipts where source = $1 and key = $2`;

export function pushReceipts(pool: Queryable): PushReceipts {
  return {
    find: (source, key) => row(pool, Receipt, FIND, [source, key]),

    async keep(source, key, receipt, at) {
      await pool.query(
        `insert into push_receipts (source, key, body_hash, answer, at) values ($1, $2, decode($3, 'hex'), $4, $5)
         on conflict do nothing`,
        [source, key, receipt.bodyHash, JSON.stringify(receipt.answer), at],
      );
      return (await row(pool, Receipt, FIND, [source, key])) ?? receipt;
    },

    async forget(before) {
      await pool.query("delete from push_receipts where at < $1", [before]);
    },
  };
}

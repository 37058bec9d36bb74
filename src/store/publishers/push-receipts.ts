import { z } from "zod";
import { type Queryable, row } from "../database.ts";

const Receipt = z.object({
  /** sha256 of the body, in hex. */
  bodyHash: z.string(),
  /** null: not answered (yet). */
  answer: z
    .object({ id: z.number(), kind: z.enum(["accepted", "repeat"]), changed: z.literal(true).optional() })
    .nullable(),
});
type Receipt = z.infer<typeof Receipt>;
type Answer = NonNullable<Receipt["answer"]>;

const FIND = `select encode(body_hash, 'hex') as "bodyHash", answer from push_receipts where source = $1 and key = $2`;

/** The answers given to publishers' pushes, by source and Idempotency-Key. */
export function pushReceipts(pool: Queryable) {
  return {
    /** Claims the key for this body, unless it was claimed before; answers the body that has it, and the answer given. */
    async begin(source: string, key: string, bodyHash: string, at: Date): Promise<Receipt> {
      await pool.query(
        `insert into push_receipts (source, key, body_hash, at) values ($1, $2, decode($3, 'hex'), $4)
         on conflict do nothing`,
        [source, key, bodyHash, at],
      );
      return (await row(pool, Receipt, FIND, [source, key])) ?? { bodyHash, answer: null };
    },

    /** Stores an answer, unless one was stored meanwhile: then returns that one. */
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

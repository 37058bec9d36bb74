import type pg from "pg";
import { z } from "zod";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import { sealWith } from "../seal.ts";

/**
 * An account's session and book as one sealed file, to move house with. Both ends need the same WHATSAPP_SESSION_KEY.
 * Two houses with one session take the line from each other (440), and that gets accounts banned: pack only what is stopped,
 * and never start it there again.
 */

/** Whoever moves did something that cannot be done; the message says what, and what to do. */
export class CannotMove extends Error {
  override name = "CannotMove";
}

/** The file's bytes. Throws CannotMove where there is no session, or where it is in use. */
export function packWhatsApp(pool: pg.Pool, key: string, account: string, now: Date): Promise<Buffer> {
  const seal = sealWith(key);
  return inTransaction(pool, async (tx) => {
    await mustBeIdle(tx, now);
    const session = await row(
      tx,
      Session,
      "select key_id, credentials from whatsapp_sessions where account = $1",
      [account],
    );
    if (!session?.credentials)
      throw new CannotMove("There is no WhatsApp session here: it was never paired.");
    if (!session.key_id.equals(seal.keyId)) throw new CannotMove(WRONG_KEY);
    const keys = await rows(tx, Key, "select kind, id, value from whatsapp_keys where account = $1", [
      account,
    ]);
    const contents: Contents = {
      credentials: seal.open(session.credentials, account),
      keys: keys.map(({ kind, id, value }) => [kind, id, seal.open(value, placeOf(account, kind, id))]),
      book:
        (await row(
          tx,
          Book,
          `select number, since, restricted_until as "restrictedUntil" from whatsapp_accounts where account = $1`,
          [account],
        )) ?? null,
      people: await rows(
        tx,
        Person,
        `select address, wrote_at as "wroteAt" from whatsapp_people where account = $1`,
        [account],
      ),
    };
    const sealed = seal.close(JSON.stringify(contents), PLACE);
    return Buffer.from(`${JSON.stringify({ kind: KIND, sealed: sealed.toString("base64") }, null, 2)}\n`);
  });
}

/** Moves a packed session in. Throws CannotMove for another file or key, and where a session is here already. */
export async function unpackWhatsApp(
  pool: pg.Pool,
  key: string,
  account: string,
  file: Buffer,
): Promise<void> {
  const seal = sealWith(key);
  const { credentials, keys, book, people } = opened(file, key);
  await inTransaction(pool, async (tx) => {
    const made = await tx.query(
      "insert into whatsapp_sessions (account, key_id, credentials) values ($1, $2, $3) on conflict do nothing",
      [account, seal.keyId, seal.close(credentials, account)],
    );
    if (made.rowCount === 0) {
      const sql = `delete from whatsapp_sessions where account = '${account}'`;
      throw new CannotMove(
        `A WhatsApp session is here already. To give it up for the one in the file: ${sql}`,
      );
    }
    await tx.query(
      `insert into whatsapp_keys (account, kind, id, value)
       select $1, * from unnest($2::text[], $3::text[], $4::bytea[])`,
      [
        account,
        keys.map(([kind]) => kind),
        keys.map(([, id]) => id),
        keys.map(([kind, id, value]) => seal.close(value, placeOf(account, kind, id))),
      ],
    );
    if (book) {
      await tx.query(
        `insert into whatsapp_accounts (account, number, since, restricted_until) values ($1, $2, $3, $4)
         on conflict (account) do update set number = $2, since = $3, restricted_until = $4`,
        [account, book.number, book.since, book.restrictedUntil],
      );
    }
    await tx.query(
      `insert into whatsapp_people (account, address, wrote_at)
       select $1, * from unnest($2::text[], $3::timestamptz[])
       on conflict (account, address) do update set wrote_at = greatest(whatsapp_people.wrote_at, excluded.wrote_at)`,
      [account, people.map(({ address }) => address), people.map(({ wroteAt }) => wroteAt)],
    );
  });
}

const KIND = "kabar-kilat whatsapp session 1";
const PLACE = "moving house";
const WRONG_KEY =
  "WHATSAPP_SESSION_KEY is not the key this session was sealed with. Both houses need the same one.";

const Session = z.object({ key_id: z.instanceof(Buffer), credentials: z.instanceof(Buffer).nullable() });
const Key = z.object({ kind: z.string(), id: z.string(), value: z.instanceof(Buffer) });
const Book = z.object({
  number: z.string(),
  since: z.coerce.date(),
  restrictedUntil: z.coerce.date().nullable(),
});
const Person = z.object({ address: z.string(), wroteAt: z.coerce.date() });

const File = z.object({ kind: z.literal(KIND), sealed: z.base64() });
const Contents = z.object({
  credentials: z.string(),
  keys: z.array(z.tuple([z.string(), z.string(), z.string()])),
  book: Book.nullable(),
  people: z.array(Person),
});
type Contents = z.infer<typeof Contents>;

function opened(file: Buffer, key: string): Contents {
  let parsed: z.infer<typeof File>;
  try {
    parsed = File.parse(JSON.parse(file.toString("utf8")));
  } catch {
    throw new CannotMove("This file is not a WhatsApp session that Kabar Kilat exported.");
  }
  let text: string;
  try {
    text = sealWith(key).open(Buffer.from(parsed.sealed, "base64"), PLACE);
  } catch {
    throw new CannotMove(`${WRONG_KEY} Or the file was changed.`);
  }
  return Contents.parse(JSON.parse(text));
}

async function mustBeIdle(tx: Queryable, now: Date): Promise<void> {
  const { rowCount } = await tx.query(
    "select from accounts where messenger = 'whatsapp' and holder is not null and lease_until > $1",
    [now],
  );
  if (rowCount !== 0)
    throw new CannotMove("The service is using this session. Stop it first, and do not start it here again.");
}

function placeOf(account: string, kind: string, id: string): string {
  return JSON.stringify([account, kind, id]);
}

import type pg from "pg";
import { z } from "zod";
import { Source } from "../../intake/source.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, rows } from "../database.ts";

/** Sources that were added at the desk, and which sources are paused. Every change is on record in its own transaction. */

const Added = z.object({ settings: z.unknown() });
const Paused = z.object({ id: z.string() });

export interface DeskSources {
  added: Source[];
  paused: Set<string>;
}

/** Leaves out sources whose stored settings this version does not understand. */
export async function deskSources(db: Queryable): Promise<DeskSources> {
  const [added, paused] = await Promise.all([
    rows(db, Added, "select settings from desk_sources order by added_at, id", []),
    rows(db, Paused, "select id from paused_sources", []),
  ]);
  return {
    added: added.flatMap(({ settings }) => {
      const read = Source.safeParse(settings);
      return read.success ? [read.data] : [];
    }),
    paused: new Set(paused.map(({ id }) => id)),
  };
}

interface Change {
  by: string;
  at: Date;
}

/** False where there is one of that id already. One that was removed before starts over: its first load alerts nobody. */
export function addSource(pool: pg.Pool, source: Source, { by, at }: Change): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      "insert into desk_sources (id, settings, added_by, added_at) values ($1, $2, $3, $4) on conflict do nothing",
      [source.id, JSON.stringify(source), by, at],
    );
    if (rowCount === 0) return false;
    await forgetLoads(tx, source.id);
    const details = { after: source };
    await record(tx, { at, who: by, act: "add source", subject: `source:${source.id}`, details });
    return true;
  });
}

/** Removes a source that was added at the desk; its articles and alerts stay. False where there is none. */
export function removeSource(pool: pg.Pool, id: string, { by, at }: Change): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const gone = await rows(tx, Added, "delete from desk_sources where id = $1 returning settings", [id]);
    if (gone.length === 0) return false;
    await tx.query("delete from paused_sources where id = $1", [id]);
    const details = { before: gone[0]?.settings };
    await record(tx, { at, who: by, act: "remove source", subject: `source:${id}`, details });
    return true;
  });
}

/** Pausing a paused source changes nothing, and is not recorded again. */
export function pauseSource(pool: pg.Pool, id: string, { by, at }: Change): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      "insert into paused_sources (id, paused_by, paused_at) values ($1, $2, $3) on conflict do nothing",
      [id, by, at],
    );
    if (rowCount === 0) return;
    await tx.query("update sources set failures = 0, failing_since = null where id = $1", [id]); // a paused source is not failing
    await record(tx, { at, who: by, act: "pause source", subject: `source:${id}` });
  });
}

/** Its next load counts as a first one, so that what it published meanwhile alerts nobody. */
export function resumeSource(pool: pg.Pool, id: string, { by, at }: Change): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query("delete from paused_sources where id = $1", [id]);
    if (rowCount === 0) return;
    await forgetLoads(tx, id);
    await record(tx, { at, who: by, act: "resume source", subject: `source:${id}` });
  });
}

/** Makes its next load count as a first one. */
async function forgetLoads(tx: pg.PoolClient, id: string): Promise<void> {
  await tx.query(
    `update sources set last_ok_at = null, etag = null, last_modified = null, moved_to = null, next_poll_at = '-infinity',
       failures = 0, failing_since = null, last_error = null
     where id = $1`,
    [id],
  );
}

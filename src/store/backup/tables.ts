import { z } from "zod";
import { type Queryable, rows, tablesOfMigrations } from "../database.ts";

/** A table of ours as a backup carries it. */
export const Table = z.object({
  name: z.string(),
  /** Those that are stored; what PostgreSQL computes is computed again. */
  columns: z.array(z.string()).min(1),
  /** The column that PostgreSQL numbers, and the last number it gave; null where there is none. */
  counter: z.object({ column: z.string(), last: z.number().nullable() }).nullable(),
});
export type Table = z.infer<typeof Table>;

/**
 * Every table that our migrations make, those that others refer to first. Not: what somebody else put beside them, which a restore
 * could not bring back; and the queue's, which are in a schema of their own: reminders are made anew.
 */
export async function ourTables(db: Queryable): Promise<Table[]> {
  const ours = await tablesOfMigrations();
  const tables = await rows(db, Described, TABLES);
  return inOrder(tables.filter(({ name }) => ours.has(name))).map(({ name, columns, counted, sequence }) => ({
    name,
    columns,
    counter: counted === null ? null : { column: counted, last: sequence },
  }));
}

/** Sorts so that each table comes after those of them it refers to. Throws where they refer to one another in a circle. */
export function inOrder<T extends { name: string; refersTo: readonly string[] }>(tables: readonly T[]): T[] {
  const sorted: T[] = [];
  const names = new Set(tables.map(({ name }) => name));
  const placed = new Set<string>();
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ name, refersTo }) =>
      refersTo.every((to) => to === name || placed.has(to) || !names.has(to)),
    );
    if (ready.length === 0)
      throw new Error(`These tables refer to one another: ${left.map(({ name }) => name).join(", ")}`);
    sorted.push(...ready);
    for (const { name } of ready) placed.add(name);
    left = left.filter((table) => !ready.includes(table));
  }
  return sorted;
}

const Described = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  refersTo: z.array(z.string()),
  counted: z.string().nullable(),
  sequence: z.number().nullable(),
});

const TABLES = `
  select t.relname as name,
    array(select attname::text from pg_attribute
          where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
    array(select distinct r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
          where c.conrelid = t.oid and c.contype = 'f') as "refersTo",
    n.attname::text as counted, s.last_value as sequence
  from pg_class t
  left join pg_attribute n on n.attrelid = t.oid and n.attidentity <> '' and not n.attisdropped
  left join lateral (
    select last_value from pg_sequences
    where format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence(format('%I.%I', 'public', t.relname), n.attname)
  ) s on n.attname is not null
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
    and t.relname <> 'migrations'
  order by t.relname`;

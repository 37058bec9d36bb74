import { z } from "zod";
import { Table } from "./tables.ts";

/**
 * A backup is a gzipped tar, so that any machine can look into it:
 *
 *   manifest.json            what it is, which migrations the tables have seen, the tables in the order they are read back
 *   tables/NAME/000001 …     a table as PostgreSQL's COPY writes text, in pieces; text is the same for every major version
 *   end.json                 how many rows each table has; a file without it was cut off
 */
export const MANIFEST = "manifest.json";
export const END = "end.json";
export const PIECE_BYTES = 4 * 1024 * 1024; // held in memory one at a time

export const Manifest = z.object({
  form: z.literal("kabarkilat backup 1"),
  /** The release that wrote it. */
  version: z.string(),
  at: z.coerce.date(),
  migrations: z.array(z.string()),
  tables: z.array(Table),
});
export type Manifest = z.infer<typeof Manifest>;

/** Rows by table. */
export const End = z.object({ rows: z.record(z.string(), z.number().int()) });

export const pieceName = (table: string, n: number): string =>
  `tables/${table}/${String(n).padStart(6, "0")}`;

/** The table that a piece belongs to, or undefined for what is no piece. */
export const tableOf = (name: string): string | undefined => /^tables\/(\w+)\/\d{6,}$/.exec(name)?.[1];

/** What is wrong with a backup, in words for whoever makes or restores it. */
export class NoBackup extends Error {
  override name = "NoBackup";
}

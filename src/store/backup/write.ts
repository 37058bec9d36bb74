import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Pack, pack } from "tar-stream";
import { z } from "zod";
import { migrationsOf, NewerRelease, rows } from "../database.ts";
import { END, MANIFEST, type Manifest, NoBackup, PIECE_BYTES, pieceName } from "./form.ts";
import { ourTables, type Table } from "./tables.ts";

/** How many rows were written, over all tables. */
export interface Written {
  tables: number;
  rows: number;
}

/**
 * Writes everything we keep, as it was at one moment, while the service goes on: one read-only snapshot. Needs no other program.
 * What is sent meanwhile is not in it. Rejects when the signal aborts.
 */
export async function writeBackup(
  pool: pg.Pool,
  to: Writable,
  about: { version: string; at: Date },
  signal?: AbortSignal,
): Promise<Written> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { unknown } = await migrationsOf(client);
    if (unknown.length > 0) throw new NewerRelease(unknown); // its tables would be missing
    const tables = await ourTables(client);
    if (tables.length === 0)
      throw new NoBackup("There is nothing to back up yet: no service has started on this database.");
    const migrations = await rows(
      client,
      z.object({ name: z.string() }),
      "select name from migrations order by name",
    );
    const manifest: Manifest = {
      form: "kabarkilat backup 1",
      ...about,
      migrations: migrations.map(({ name }) => name),
      tables,
    };
    const tar = pack();
    const written = pipeline(tar, createGzip(), to, { signal });
    const counted = fill(tar, client, manifest).catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const [count] = await Promise.all([counted, written]);
    await client.query("commit");
    client.release();
    return { tables: tables.length, rows: Object.values(count).reduce((sum, n) => sum + n, 0) };
  } catch (error) {
    client.release(true); // a COPY may be under way on it
    throw error;
  }
}

async function fill(tar: Pack, client: pg.PoolClient, manifest: Manifest): Promise<Record<string, number>> {
  const count: Record<string, number> = {};
  await entry(tar, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 2)));
  for (const table of manifest.tables) count[table.name] = await copyOut(tar, client, table);
  await entry(tar, END, Buffer.from(JSON.stringify({ rows: count }, null, 2)));
  tar.finalize();
  return count;
}

async function copyOut(tar: Pack, client: pg.PoolClient, { name, columns }: Table): Promise<number> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const out = client.query(copyTo(`copy (select ${list} from ${client.escapeIdentifier(name)}) to stdout`));
  let pieces = 0;
  let held: Buffer[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (bytes > 0) await entry(tar, pieceName(name, ++pieces), Buffer.concat(held));
    held = [];
    bytes = 0;
  };
  for await (const chunk of out as AsyncIterable<Buffer>) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes >= PIECE_BYTES) await flush();
  }
  await flush();
  return out.rowCount;
}

/** Resolves when the tar has taken it, which is as fast as the file takes it. */
function entry(tar: Pack, name: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.once("error", reject);
    tar
      .entry({ name, size: content.length, mode: 0o600 }, (error) => {
        tar.off("error", reject);
        if (error) reject(error);
        else resolve();
      })
      .end(content);
  });
}

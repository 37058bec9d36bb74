import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openPool } from "../../src/store/database.ts";
import type { Connection } from "./postgres.ts";
import { until } from "./until.ts";

/** A database of the test's own on the run's PostgreSQL, migrated or `empty`, gone when disposed. */
export interface TestDatabase extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly connection: Connection;
}

/** The same for DATABASE_URL. */
export function urlOf({ host, port, user, password = "", database }: Connection): string {
  return host.startsWith("/")
    ? `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
    : `postgres://${user}:${password}@${host}:${port}/${database}`;
}

export async function testDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const template = empty ? "template0" : server.database;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  const connection = { ...server, database: name };
  const pool = openPool(connection, 10);
  return {
    pool,
    connection,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** Waits until so many, one if not told, wait for a lock in the pool's database. */
export function untilBlocked(pool: pg.Pool, count = 1): Promise<void> {
  const blocked =
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return until("somebody waits for a lock", async () => ((await pool.query(blocked)).rowCount ?? 0) >= count);
}

/** By a connection that stays: a new one costs PostgreSQL a third of what a new database does. */
async function onServer(sql: string): Promise<void> {
  maintenance ??= maintenancePool();
  await maintenance.query(sql);
}

let maintenance: pg.Pool | undefined;

function maintenancePool(): pg.Pool {
  const pool = new pg.Pool({ ...inject("postgres"), database: "postgres", allowExitOnIdle: true });
  pool.on("error", () => undefined); // the run's end stops the server under it
  return pool;
}

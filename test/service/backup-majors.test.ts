import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type pg from "pg";
import { expect, test } from "vitest";
import { openPool } from "../../src/store/database.ts";
import { urlOf } from "../support/database.ts";
import { EMBEDDED_MAJOR, installedPostgres, otherMajor } from "../support/postgres.ts";
import { installService } from "../support/process.ts";
import { until } from "../support/until.ts";

const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
const CHATS = [1, 2, 3, 4, 5];
const programs = otherMajor();

test.skipIf(programs === null)(
  "what was begun on another major version of PostgreSQL is finished on the embedded one, and goes back (skipped where none is installed: apt-get install postgresql)",
  async () => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(path.join(tmpdir(), "kk-majors-"));
    stack.defer(() => rm(folder, { recursive: true }));
    const other = stack.use(await installedPostgres(programs ?? ""));
    const newsroom = stack.use(await installService({}, { fresh: true }));
    const { telegram } = newsroom;
    const theirs = { DATABASE_URL: urlOf(other.connection) };
    const command = (env: Record<string, string>, ...args: string[]) =>
      promisify(execFile)(process.execPath, [MAIN, ...args], { env: { ...newsroom.env, ...env } });

    const first = await newsroom.started(theirs);
    for (const chat of CHATS) await telegram.says({ chat, text: "/langganan semua" });
    const pool = openPool(other.connection, 1);
    stack.defer(() => pool.end());
    expect(await majorOf(pool)).not.toBe(EMBEDDED_MAJOR);
    await until("the first load is archived", async () => {
      const { rowCount } = await pool.query("select from sources where last_ok_at is not null");
      return rowCount === 1;
    });
    await telegram.says({ chat: 777, text: "/hentikan" });
    await until("sending is stopped", () => telegram.sentTo(777).length > 0);
    newsroom.publishes("hari-ini");
    await until("the alert waits", async () => {
      const { rowCount } = await pool.query("select from deliveries where state = 'waiting'");
      return rowCount === CHATS.length;
    });
    await first.ends("SIGTERM");
    await command(theirs, "backup", path.join(folder, "lama.tar.gz"));

    await command({}, "restore", path.join(folder, "lama.tar.gz"), "--go-on");
    const second = await newsroom.started();
    expect(await majorOf(newsroom.pool)).toBe(EMBEDDED_MAJOR);
    await telegram.says({ chat: 777, text: "/lanjutkan" });
    await until("every chat has it", () => CHATS.every((chat) => newsroom.copies(chat, "hari-ini") === 1));
    await second.ends("SIGTERM");
    await command({}, "backup", path.join(folder, "baru.tar.gz"));

    await pool.query("create database kembali");
    const back = { ...other.connection, database: "kembali" };
    await command({ DATABASE_URL: urlOf(back) }, "restore", path.join(folder, "baru.tar.gz"), "--go-on");
    const third = openPool(back, 1);
    stack.defer(() => third.end());
    const { rowCount } = await third.query("select from deliveries where state = 'sent'");
    expect(rowCount).toBe(CHATS.length);
  },
);

async function majorOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  return Math.floor(Number(rows[0]?.version) / 10_000);
}

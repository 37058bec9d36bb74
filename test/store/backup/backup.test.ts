import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { PassThrough, Readable } from "node:stream";
import { buffer, text as content } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import type pg from "pg";
import { extract, pack } from "tar-stream";
import { expect, test } from "vitest";
import { End, Manifest, NoBackup, pieceName } from "../../../src/store/backup/form.ts";
import { restoreBackup } from "../../../src/store/backup/restore.ts";
import { inOrder, ourTables } from "../../../src/store/backup/tables.ts";
import { writeBackup } from "../../../src/store/backup/write.ts";
import { openDatabase, openPool } from "../../../src/store/database.ts";
import { sendingSwitch } from "../../../src/store/switches.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { testDatabase } from "../../support/database.ts";

const ABOUT = { version: "1.0.0", at: START };

async function backupOf(pool: pg.Pool): Promise<Buffer> {
  const to = new PassThrough();
  const [file] = await Promise.all([buffer(to), writeBackup(pool, to, ABOUT)]);
  return file;
}

/** Every row of every table, for comparing. */
async function everything(pool: pg.Pool): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of await ourTables(pool)) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

test("what is restored is what was backed up, row by row, and numbering goes on where it was", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3_000);
  await approved(db.pool);
  await db.pool.query(`insert into conversations values ('telegram', '1', '1', $1, now())`, [
    JSON.stringify({ odd: 'tab\t, newline\n, backslash \\ \\N \\., quote " and 🔴' }),
  ]);
  const file = await backupOf(db.pool);
  const before = await everything(db.pool);

  await using other = await testDatabase({ empty: true });
  const restored = await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  expect(restored).toMatchObject({ at: START, open: 3_000 });
  const { audit, ...rest } = await everything(other.pool);
  const { audit: auditBefore, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(audit).toHaveLength((auditBefore ?? []).length + 1);

  await using reopened = await openDatabase(other.connection, () => undefined);
  await reopened.pool.query(
    "insert into chats (messenger, address, kind, joined_at) values ('telegram', 'new', 'private', now())",
  ); // would meet a number already given
  await expect(reopened.pool.query("delete from audit")).rejects.toThrow("cannot be changed");
});

test("a backup is of one moment: what is written while it runs is not half in it", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 20_000);
  const to = new PassThrough({ highWaterMark: 1024 }); // nobody reads: the writing waits in the middle
  const writing = writeBackup(db.pool, to, ABOUT);
  await new Promise((resolve) => to.once("readable", resolve));
  await approved(db.pool);
  const [file] = await Promise.all([buffer(to), writing]);

  await using other = await testDatabase({ empty: true });
  await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  const { alerts, deliveries, tallies } = await everything(other.pool);
  expect({ alerts, deliveries, tallies }).toEqual({ alerts: [], deliveries: [], tallies: [] });
});

test("after a restore nothing goes out by itself that may have gone out before", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  await db.pool.query(
    "insert into sources (id, feed, etag, last_ok_at) values ('koran', 'https://k.example/rss', 'x', now())",
  );
  const file = await backupOf(db.pool);

  await using other = await testDatabase({ empty: true });
  await restoreBackup(other.pool, Readable.from([file]), { goOn: false, now: START });
  expect((await sendingSwitch(other.pool)).on).toBe(false);
  const { rows } = await other.pool.query("select etag, last_ok_at from sources");
  expect(rows).toEqual([{ etag: null, last_ok_at: null }]);
});

test("a backup of an older release is read as it was, and the next start brings it up to date", async () => {
  await using old = await testDatabase({ empty: true });
  await using _migrated = await openDatabase(old.connection, () => undefined);
  await old.pool.query(
    "drop table model_summaries, model_questions; delete from migrations where name = '0008_summaries.sql'",
  );
  const file = await backupOf(old.pool);

  await using other = await testDatabase({ empty: true });
  await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  const has = async (): Promise<boolean> =>
    (await ourTables(other.pool)).some(({ name }) => name === "model_summaries");
  expect(await has()).toBe(false);
  await using _started = await openDatabase(other.connection, () => undefined);
  expect(await has()).toBe(true);
});

test("a table that somebody made beside ours is no part of a backup", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 5);
  await db.pool.query("create table chats_before_fix as select * from chats");
  const file = await backupOf(db.pool);

  await using other = await testDatabase({ empty: true });
  const restored = await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  expect(restored).toMatchObject({ leftOut: [] });
  const { chats, chats_before_fix } = await everything(other.pool);
  expect(chats).toHaveLength(5);
  expect(chats_before_fix).toBeUndefined();
});

test("a file that carries such a table is restored without it, and that is said", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 5);
  const file = await withTable(await backupOf(db.pool), "catatan_lama");

  await using other = await testDatabase({ empty: true });
  const restored = await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  expect(restored).toMatchObject({ leftOut: ["catatan_lama"] });
  expect((await everything(other.pool))["chats"]).toHaveLength(5);
});

test("what somebody added to a table of ours stays in the file, and keeps nothing back", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 5);
  await db.pool.query("create table staff (id int primary key, name text)");
  await db.pool.query("insert into staff values (1, 'Dewi')");
  await db.pool.query("alter table chats add note text not null default 'pelanggan lama'");
  await db.pool.query("alter table chats add looked_after_by int not null default 1 references staff");
  await db.pool.query("alter table migrations add note text");
  const file = await backupOf(db.pool);

  await using other = await testDatabase({ empty: true });
  const restored = await restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  expect(restored.leftOut.sort()).toEqual(["chats.looked_after_by", "chats.note"]);
  const { chats } = await everything(other.pool);
  expect(chats).toHaveLength(5);
  expect(Object.keys(chats?.[0] ?? {})).not.toContain("note");
});

test("the tables that our migrations name are those that a new database has", async () => {
  await using db = await testDatabase();
  const { rows } = await db.pool.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  const carried = (await ourTables(db.pool)).map(({ name }) => name);
  expect([...carried, "migrations"].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test("a database that a newer release has changed is not backed up by halves", async () => {
  await using db = await testDatabase();
  await db.pool.query("insert into migrations (name) values ('9999_later.sql')");
  await expect(backupOf(db.pool)).rejects.toThrow("newer release");
});

test("a database that is not empty is left as it is", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const before = await everything(db.pool);
  const file = await backupOf(db.pool);
  await expect(restoreBackup(db.pool, Readable.from([file]), { goOn: true, now: START })).rejects.toThrow(
    "not empty",
  );
  expect(await everything(db.pool)).toEqual(before);
});

test.each<[string, (file: Buffer) => Buffer, string]>([
  ["cut off", (file) => file.subarray(0, file.length / 2), "damaged or cut off"],
  ["without its end", (file) => gzipSync(withoutEnd(gunzipSync(file))), "its end is missing"],
  [
    "damaged",
    (file) => Buffer.concat([file.subarray(0, 200), Buffer.alloc(50, 7), file.subarray(250)]),
    "damaged",
  ],
  ["something else", () => Buffer.from("halo"), "no backup"],
  ["another gzip", () => gzipSync("halo".repeat(500)), "no backup"],
  ["empty", () => Buffer.alloc(0), "no backup"],
  [
    "of a newer release",
    (file) =>
      gzipSync(
        Buffer.from(gunzipSync(file).toString("latin1").replace("0001_start", "9999_later"), "latin1"),
      ),
    "newer release",
  ],
])("a file that is %s restores nothing and says so", async (_what, spoil, complaint) => {
  await using db = await testDatabase();
  await crowd(db.pool, 100);
  const file = spoil(await backupOf(db.pool));
  await using other = await testDatabase({ empty: true });
  const restoring = restoreBackup(other.pool, Readable.from([file]), { goOn: true, now: START });
  await expect(restoring).rejects.toThrow(NoBackup);
  await expect(restoring).rejects.toThrow(complaint);
  expect(await ourTables(other.pool)).toEqual([]);
});

test("what keeps a good backup from being restored is not blamed on the file", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3_000);
  const file = await backupOf(db.pool);
  await using other = await testDatabase({ empty: true });
  const role = `r_${randomUUID().replaceAll("-", "")}`;
  await other.pool.query(`create role ${role} login`);
  await using restricted = {
    pool: openPool({ ...other.connection, user: role }, 1),
    [Symbol.asyncDispose]: async () => {
      await restricted.pool.end();
      await other.pool.query(`drop role ${role}`);
    },
  };
  const refused = restoreBackup(restricted.pool, Readable.from([file]), { goOn: true, now: START });
  await expect(refused).rejects.toThrow("permission denied");
});

test("a file that cannot be read is not called damaged", async () => {
  await using other = await testDatabase({ empty: true });
  const restoring = restoreBackup(other.pool, createReadStream(tmpdir()), { goOn: true, now: START });
  await expect(restoring).rejects.toThrow("EISDIR");
});

test("tables that refer to one another in a circle have no order, and that is said", () => {
  const circle = [
    { name: "a", refersTo: ["b"] },
    { name: "b", refersTo: ["a"] },
  ];
  expect(() => inOrder(circle)).toThrow("a, b");
});

/** The archive with its last file left out. */
function withoutEnd(tar: Buffer): Buffer {
  const at = tar.indexOf("end.json");
  return Buffer.concat([tar.subarray(0, at), Buffer.alloc(1024)]);
}

/** The same backup with a table more in it, of two rows: releases before 1.0.0 carried whatever stood beside ours. */
async function withTable(file: Buffer, name: string): Promise<Buffer> {
  const tar = extract();
  const more = pack();
  tar.end(gunzipSync(file));
  for await (const entry of tar) {
    let text = await content(entry);
    if (entry.header.name === "manifest.json") {
      const manifest = Manifest.parse(JSON.parse(text));
      manifest.tables.unshift({ name, columns: ["words"], counter: null });
      text = JSON.stringify(manifest);
    }
    if (entry.header.name === "end.json") {
      more.entry({ name: pieceName(name, 1) }, "satu\ndua\n");
      text = JSON.stringify({ rows: { ...End.parse(JSON.parse(text)).rows, [name]: 2 } });
    }
    more.entry({ name: entry.header.name }, text);
  }
  more.finalize();
  return gzipSync(await buffer(more));
}

import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { pino } from "pino";
import { expect, test } from "vitest";
import { backupName } from "../../src/app/backup-schedule.ts";
import { backUpInto } from "../../src/app/backups.ts";
import { keepUp } from "../../src/app/worker/upkeep.ts";
import { configFrom } from "../../src/config.ts";
import type { Clock } from "../../src/delivery/clock.ts";
import type { OutgoingMessage } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { createEvents } from "../../src/events.ts";
import { testDatabase, untilBlocked } from "../support/database.ts";

test("a service left alone for five days has the backups of the last three nights", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const config = configFrom({ backups: { keep: 3 } }, { KABARKILAT_DATA: folder });

  let now = new Date("2026-11-24T10:00:00Z");
  const end = new Date("2026-11-29T10:00:00Z");
  const ending = new AbortController();
  const clock: Clock = {
    now: () => now,
    sleep(ms) {
      now = new Date(now.getTime() + ms);
      if (now > end) ending.abort();
      return Promise.resolve();
    },
  };
  const events = createEvents(pino({ level: "silent" }), () => now);
  await keepUp({ config, pool: db.pool, events, clock, tellEditors: async () => undefined }, ending.signal);

  const made = (await readdir(path.join(folder, "backups"))).sort();
  expect(made.map((name) => name.slice(0, 21))).toEqual([
    "kabarkilat-2026-11-26",
    "kabarkilat-2026-11-27",
    "kabarkilat-2026-11-28",
  ]);
});

test("what killed backups left behind is swept, and counts for no night", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const backups = path.join(folder, "backups");
  await mkdir(backups);
  const now = new Date();
  const ofLastNight = path.join(backups, `${backupName(new Date(now.getTime() - 60_000))}.0a1b2c3d.part`);
  const underWay = path.join(backups, `${backupName(now)}.4e5f6a7b.part`);
  const daysAgo = new Date(now.getTime() - 48 * 3_600_000);
  await writeFile(ofLastNight, "half");
  await utimes(ofLastNight, daysAgo, daysAgo);
  await writeFile(underWay, "half");
  const config = configFrom({}, { KABARKILAT_DATA: folder });

  const ending = new AbortController();
  let slept = 0;
  const clock: Clock = {
    now: () => now,
    sleep() {
      slept += 1;
      if (slept === 2) ending.abort();
      return Promise.resolve();
    },
  };
  const events = createEvents(pino({ level: "silent" }), () => now);
  await keepUp({ config, pool: db.pool, events, clock, tellEditors: async () => undefined }, ending.signal);
  expect((await readdir(backups)).sort()).toEqual([backupName(now), path.basename(underWay)]);
});

test("a stop ends the backup under way, and nothing of it is left, nor a word to editors", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const config = configFrom({}, { KABARKILAT_DATA: folder });
  await using held = await holding(db.pool); // the backup waits for it
  const now = new Date();
  const ending = new AbortController();
  const told: OutgoingMessage[] = [];
  const events = createEvents(pino({ level: "silent" }), () => now);
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const wiring = {
    config,
    pool: db.pool,
    events,
    clock,
    tellEditors: async (one: OutgoingMessage) => void told.push(one),
  };
  const keeping = keepUp(wiring, ending.signal);
  await untilBlocked(db.pool);
  expect((await readdir(path.join(folder, "backups"))).filter((name) => !name.endsWith(".part"))).toEqual([]);

  ending.abort();
  await keeping;
  expect(await readdir(path.join(folder, "backups"))).toEqual([]);
  expect(told).toEqual([]);
  await held.release();
});

test("a backup by hand sweeps what a killed one of the same name left, and nobody else's", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const daysAgo = new Date(Date.now() - 48 * 3_600_000);
  for (const name of ["hari-ini.tar.gz.0a1b2c3d.part", "film.0a1b2c3d.part"]) {
    await writeFile(path.join(folder, name), "half");
    await utimes(path.join(folder, name), daysAgo, daysAgo);
  }
  await backUpInto(path.join(folder, "hari-ini.tar.gz"), db.pool, new Date());
  expect((await readdir(folder)).sort()).toEqual(["film.0a1b2c3d.part", "hari-ini.tar.gz"]);
});

test("a backup takes nobody's name, neither before nor after it was written", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const file = path.join(folder, "cadangan.tar.gz");
  await using held = await holding(db.pool);
  const writing = backUpInto(file, db.pool, new Date());
  await untilBlocked(db.pool);
  await writeFile(file, "somebody else's");
  await Promise.all([expect(writing).rejects.toMatchObject({ code: "EEXIST" }), held.release()]);
  await expect(backUpInto(file, db.pool, new Date())).rejects.toMatchObject({ code: "EEXIST" });
  expect(await readFile(file, "utf8")).toBe("somebody else's");
  expect(await readdir(folder)).toEqual(["cadangan.tar.gz"]);
});

test("a backup whose file cannot be made fails as any other does, and ends nothing else", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const longest = path.join(folder, "c".repeat(255)); // so that with .part it is too long, for root as for anybody
  await expect(backUpInto(longest, db.pool, new Date())).rejects.toMatchObject({ code: "ENAMETOOLONG" });
  expect(await readdir(folder)).toEqual([]);
});

/** A table of ours that nobody can read until it is released. */
async function holding(pool: pg.Pool) {
  const client = await pool.connect();
  await client.query("begin; lock table switches in access exclusive mode");
  let held = true;
  const release = async (): Promise<void> => {
    if (held) await client.query("rollback");
    if (held) client.release();
    held = false;
  };
  return { release, [Symbol.asyncDispose]: release };
}

test("editors hear once that the nightly backup fails, however often it is tried, and once that it works again", async () => {
  await using db = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-upkeep-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const inTheWay = path.join(folder, "cadangan");
  await writeFile(inTheWay, "a file where the folder should be");
  const config = configFrom({ backups: { folder: inTheWay } }, { KABARKILAT_DATA: folder });

  let now = new Date("2026-11-24T10:00:00Z");
  let rounds = 0;
  const ending = new AbortController();
  const clock: Clock = {
    now: () => now,
    async sleep(ms) {
      now = new Date(now.getTime() + ms);
      rounds += 1;
      if (rounds === 5) await rm(inTheWay);
      if (rounds === 8) ending.abort();
    },
  };
  const told: string[] = [];
  const events = createEvents(pino({ level: "silent" }), () => now);
  const tellEditors = async (message: OutgoingMessage) => void told.push(toPlain(message.text));
  await keepUp({ config, pool: db.pool, events, clock, tellEditors }, ending.signal);

  expect(told).toEqual([
    expect.stringMatching(/^Cadangan malam gagal \((EEXIST|ENOTDIR)\)/),
    "Pulih: Cadangan malam.",
  ]);
});

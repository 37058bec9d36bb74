import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { keepUp } from "../../src/app/upkeep.ts";
import { configFrom } from "../../src/config.ts";
import type { Clock } from "../../src/delivery/clock.ts";
import type { OutgoingMessage } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { createEvents } from "../../src/events.ts";
import { testDatabase } from "../support/database.ts";

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
  await keepUp({ config, pool: db.pool, events, clock, tellEditors: () => undefined }, ending.signal);

  const made = (await readdir(path.join(folder, "backups"))).sort();
  expect(made.map((name) => name.slice(0, 21))).toEqual([
    "kabarkilat-2026-11-26",
    "kabarkilat-2026-11-27",
    "kabarkilat-2026-11-28",
  ]);
});

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
  const tellEditors = (message: OutgoingMessage) => void told.push(toPlain(message.text));
  await keepUp({ config, pool: db.pool, events, clock, tellEditors }, ending.signal);

  expect(told).toEqual([
    expect.stringMatching(/^Cadangan malam gagal \((EEXIST|ENOTDIR)\)/),
    "Pulih: Cadangan malam.",
  ]);
});

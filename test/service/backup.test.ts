import { execFile } from "node:child_process";
import { rename } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { crowdOnTelegram } from "../support/crowd.ts";
import { installService, type Installation } from "../support/process.ts";
import { until } from "../support/until.ts";

const CHATS = 300;
const EDITOR = 777;
const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");

/** Runs a command as `npm run` does, in the newsroom's environment. */
async function command(newsroom: Installation, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env: newsroom.env });
  return stdout;
}

/** A broadcast to many chats that has just begun. */
async function broadcasting(newsroom: Installation): Promise<void> {
  await newsroom.telegram.says({ chat: EDITOR, text: "/mulai" });
  await newsroom.firstLoad();
  await crowdOnTelegram(newsroom.pool, CHATS);
  newsroom.publishes("hari-ini");
  await newsroom.telegram.until(() => newsroom.telegram.sent.length >= 50);
}

const copies = (newsroom: Installation): number[] =>
  Array.from({ length: CHATS }, (_, n) => newsroom.copies(1001 + n, "hari-ini"));

test("a backup from the middle of a broadcast, restored after the machine was lost, reaches every chat when an editor lets it", async () => {
  await using newsroom = await installService({ pacing: { telegram: { perSecond: 60 } } });
  const data = newsroom.env["KABARKILAT_DATA"] ?? "";
  const file = path.join(path.dirname(data), "cadangan.tar.gz");
  const first = await newsroom.started();
  await broadcasting(newsroom);
  expect(await command(newsroom, "backup", file)).toContain("rows of");
  await first.ends("SIGTERM");
  await rename(data, `${data}.lost`);

  expect(await command(newsroom, "restore", file)).toContain("sending is stopped");
  await newsroom.started();
  const atRestart = copies(newsroom);
  const known = await newsroom.pool.query<{ address: string }>(
    "select address from deliveries join chats on chats.id = chat_id where state = 'sent'",
  );
  await newsroom.telegram.says({ chat: EDITOR, text: "/status" });
  await until("the editor reads that sending is stopped", () =>
    newsroom.telegram.sentTo(EDITOR).some(({ text }) => /dihentikan|berhenti/i.test(text)),
  );
  expect(copies(newsroom), "nothing went out by itself").toEqual(atRestart);

  await newsroom.telegram.says({ chat: EDITOR, text: "/lanjutkan" });
  await until("every chat has it", () => copies(newsroom).every((n) => n > 0));
  await until("the alert is done", async () => {
    const { rowCount } = await newsroom.pool.query("select from alerts where state = 'sent'");
    return rowCount === 1;
  });
  const again = known.rows.filter(({ address }) => newsroom.copies(Number(address), "hari-ini") !== 1);
  expect(known.rows.length).toBeGreaterThan(0);
  expect(again, "what the backup has as sent is not sent again").toEqual([]);
});

test("a backup of a stopped service goes on as if nothing had happened", async () => {
  await using newsroom = await installService({ pacing: { telegram: { perSecond: 100 } } });
  const data = newsroom.env["KABARKILAT_DATA"] ?? "";
  const file = path.join(path.dirname(data), "cadangan.tar.gz");
  const first = await newsroom.started();
  await broadcasting(newsroom);
  await first.ends("SIGTERM");
  await command(newsroom, "backup", file);
  await rename(data, `${data}.old`);
  await command(newsroom, "restore", file, "--go-on");

  await newsroom.started();
  await until("every chat has it", () => copies(newsroom).every((n) => n > 0));
  expect(copies(newsroom)).toEqual(Array.from({ length: CHATS }, () => 1));
});

test("a restore overwrites nothing, and a backup neither", async () => {
  await using newsroom = await installService();
  const file = path.join(path.dirname(newsroom.env["KABARKILAT_DATA"] ?? ""), "cadangan.tar.gz");
  const service = await newsroom.started();
  await command(newsroom, "backup", file);
  await expect(command(newsroom, "backup", file)).rejects.toThrow("overwrites nothing");
  await expect(command(newsroom, "restore", file)).rejects.toThrow("Another Kabar Kilat is running");
  await service.ends("SIGTERM");
  await expect(command(newsroom, "restore", file)).rejects.toThrow("not empty");
  await expect(command(newsroom, "restore", `${file}.other`)).rejects.toThrow("There is no file");
});

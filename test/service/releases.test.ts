import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { installService } from "../support/process.ts";
import { until } from "../support/until.ts";

/**
 * A backup of every release, each from the middle of a broadcast of "Jembatan Kali Sewu …": chat 1 has it, 2 and 3 wait, 4 has left;
 * and a draft of the editor 777.
 */
const BACKUPS = path.resolve(import.meta.dirname, "../fixtures/backups");
const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
const releases = readdirSync(BACKUPS).map((file) => file.replace(".tar.gz", ""));

test.each(releases)("what release %s had begun, this one finishes", async (release) => {
  await using newsroom = await installService({}, { fresh: true });
  await promisify(execFile)(
    process.execPath,
    [MAIN, "restore", path.join(BACKUPS, `${release}.tar.gz`), "--go-on"],
    { env: newsroom.env },
  );
  await newsroom.started();
  const { telegram } = newsroom;
  await until("the broadcast is finished", async () => {
    const { rowCount } = await newsroom.pool.query("select from alerts where state = 'sent'");
    return rowCount === 1;
  });
  const copies = [1, 2, 3, 4].map(
    (chat) => telegram.sentTo(chat).filter(({ text }) => text.startsWith("Jembatan Kali Sewu")).length,
  );
  expect(copies).toEqual([0, 1, 1, 0]);

  await telegram.says({ chat: 777, text: "/antrean" });
  await until("the editor sees the draft", () =>
    telegram.sentTo(777).some(({ text }) => text.includes("Pasar Sukamaju Dibuka")),
  );
  await telegram.says({ chat: 2, text: "/terbaru" });
  await until("a reader finds the article in the archive", () => {
    const heard = telegram.sentTo(2).filter(({ text }) => text.includes("Jembatan Kali Sewu"));
    return heard.length === 2;
  });
});

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { installService } from "./process.ts";
import { rss, withBody } from "./publisher-server.ts";
import { answers, blocked } from "./telegram-failures.ts";
import { until } from "./until.ts";

/**
 * Makes the backup that each release leaves behind for releases.test.ts, which says what is in it:
 *
 *     node test/support/release-backup.ts test/fixtures/backups/1.0.0.tar.gz
 */
const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
const [, , file = ""] = process.argv;
const BODY =
  "Jembatan Kali Sewu di Kabupaten Sukamaju dibuka kembali pada Senin pagi setelah diperbaiki. ".repeat(8);

await using newsroom = await installService();
const { telegram, publisher, pool } = newsroom;
const service = await newsroom.started();
for (const chat of [1, 2, 3, 4]) await telegram.says({ chat, text: "/langganan semua" });
await newsroom.firstLoad();
await telegram.says({
  chat: 777,
  text: "/siarkan Pasar Sukamaju Dibuka\nPasar Sukamaju dibuka lagi mulai Selasa pukul 06.00 WIB.",
});
telegram.failsFor(2, answers(503, "Service Unavailable"));
telegram.failsFor(3, answers(503, "Service Unavailable"));
telegram.failsFor(4, blocked);
publisher.answer(
  "/rss",
  withBody(
    rss([
      `<item><title>Jembatan Kali Sewu Dibuka Kembali</title><link>https://koran.example/jembatan</link><guid>jembatan</guid>
       <pubDate>${new Date().toUTCString()}</pubDate><content:encoded><![CDATA[<p>${BODY}</p>]]></content:encoded></item>`,
    ]),
  ),
);
await until("one has it, one has left, two wait", async () => {
  const { rows } = await pool.query<{ state: string; n: number }>(
    "select state, count(*) as n from deliveries where attempts > 0 group by state order by state",
  );
  return JSON.stringify(rows) === '[{"state":"gone","n":1},{"state":"sent","n":1},{"state":"waiting","n":2}]';
});
await service.ends("SIGTERM");
await promisify(execFile)(process.execPath, [MAIN, "backup", path.resolve(file)], { env: newsroom.env });
process.stdout.write(`${file} is written.\n`);

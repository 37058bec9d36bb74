import { expect, test } from "vitest";
import { crowdOnTelegram } from "../support/crowd.ts";
import { type Installation, installService } from "../support/process.ts";
import { answers } from "../support/telegram-failures.ts";
import { until } from "../support/until.ts";

/** The drills of docs/operating.md for what is not ours: names that are not found, platforms that take their time. */

test("while DNS is gone nothing is lost and nothing is in doubt; what waits goes out once when it is back, also after a start without it", async () => {
  await using newsroom = await installService({}, { byName: true });
  const { telegram } = newsroom;
  const first = await newsroom.started();
  await telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();
  newsroom.publishes("sebelum");
  await until("an article is delivered", () => newsroom.copies(1, "sebelum") === 1);

  // An alert that has to wait for its next try, and an article that has to wait in its feed.
  telegram.failsFor(1, answers(503, "Service Unavailable"));
  newsroom.publishes("di-tengah");
  await until("the alert waits for its next try", async () => (await waiting(newsroom)).length === 1);
  await newsroom.dns(false);
  telegram.failsFor(1, null);
  newsroom.publishes("saat-mati");
  await until("the source is known to fail", async () => {
    const { rows } = await newsroom.pool.query<{ why: string | null }>(
      "select last_error as why from sources where failures > 0",
    );
    return rows.some(({ why }) => why?.includes("nama situs tidak dapat dicari") ?? false);
  });
  await until("the next try fails, too, and is known not to have left us", async () =>
    (await waiting(newsroom)).some((why) => why.startsWith("Telegram tidak terjangkau")),
  );

  expect(await first.ends("SIGTERM")).toMatchObject({ code: 0 });
  const second = await newsroom.started();
  expect(second.output).toContain("can't be reached at the start");
  await newsroom.dns(true);
  await until("everything is delivered", () =>
    ["di-tengah", "saat-mati"].every((slug) => newsroom.copies(1, slug) > 0),
  );
  await until("every alert is done", async () => {
    const { rowCount } = await newsroom.pool.query("select from alerts where state = 'sent'");
    return rowCount === 3;
  });
  expect(await statesOf(newsroom)).toEqual([{ state: "sent", n: 3 }]);
  expect(await second.ends("SIGTERM")).toMatchObject({ code: 0 });
  expect(["sebelum", "di-tengah", "saat-mati"].map((slug) => newsroom.copies(1, slug))).toEqual([1, 1, 1]);
});

/** Why each delivery waits that was tried before. */
async function waiting({ pool }: Installation): Promise<string[]> {
  const { rows } = await pool.query<{ why: string }>(
    "select why from deliveries where state = 'waiting' and attempts > 0",
  );
  return rows.map(({ why }) => why);
}

test("a platform that takes its time for every answer slows the broadcast, and repeats and loses nothing of it", async () => {
  await using newsroom = await installService({ pacing: { telegram: { perSecond: 200 }, leaseSeconds: 10 } });
  const { telegram } = newsroom;
  const service = await newsroom.started();
  await newsroom.firstLoad();
  await crowdOnTelegram(newsroom.pool, CHATS);
  // Every answer takes two seconds. One chat in ten has none within half the lease.
  telegram.failsWhen(({ method, args }) =>
    method === "sendMessage"
      ? { kind: "answers late", ms: isSlowest(Number(args["chat_id"])) ? 60_000 : 2_000 }
      : null,
  );
  newsroom.publishes("lambat");
  await until(
    "the alert is done",
    async () => {
      const { rowCount } = await newsroom.pool.query("select from alerts where state = 'sent'");
      return rowCount === 1;
    },
    90_000,
  );
  expect(await statesOf(newsroom), "those without an answer are left to an editor").toEqual([
    { state: "sent", n: CHATS - CHATS / 10 },
    { state: "unknown", n: CHATS / 10 },
  ]);
  expect(chats().filter((chat) => newsroom.copies(chat, "lambat") !== 1)).toEqual([]);
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
  expect(chats().filter((chat) => newsroom.copies(chat, "lambat") !== 1)).toEqual([]);
});

const CHATS = 100;
const chats = (): number[] => Array.from({ length: CHATS }, (_, n) => 1001 + n);
const isSlowest = (chat: number): boolean => chat % 10 === 0;

async function statesOf({ pool }: Installation): Promise<{ state: string; n: number }[]> {
  const { rows } = await pool.query<{ state: string; n: number }>(
    "select state, count(*) as n from deliveries group by state order by state",
  );
  return rows;
}

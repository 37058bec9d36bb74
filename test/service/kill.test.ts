import { expect, test } from "vitest";
import { crowdOnTelegram } from "../support/crowd.ts";
import { seeded } from "../support/dice.ts";
import { installService, isAlive, type Installation } from "../support/process.ts";
import { silentAccepted } from "../support/telegram-failures.ts";
import { until } from "../support/until.ts";

const CHATS = [1, 2, 3];

test("whenever it is killed with -9, no article is lost, and only what was in hand at a kill is sent again", async ({
  annotate,
}) => {
  const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
  await annotate(`again with KILL_SEED=${seed}`);
  const random = seeded(seed);
  await using newsroom = await installService();
  let service = await newsroom.started();
  for (const chat of CHATS) await newsroom.telegram.says({ chat, text: "/langganan semua" });
  await newsroom.firstLoad();

  const slugs = Array.from({ length: 10 }, (_, i) => `berita-${seed}-${i + 1}`);
  const mayRepeat = new Map<string, number>();
  for (let kill = 0; kill < 5; kill++) {
    newsroom.publishes(...slugs.slice(2 * kill, 2 * kill + 2));
    if (random() < 0.7) await service.ready();
    await new Promise((resolve) => setTimeout(resolve, 1200 * random()));
    await service.ends("SIGKILL");
    for (const copy of await inHand(newsroom)) mayRepeat.set(copy, (mayRepeat.get(copy) ?? 0) + 1);
    service = newsroom.start();
  }
  await service.ready();
  await until("every article is in every chat", () =>
    slugs.every((slug) => CHATS.every((chat) => newsroom.copies(chat, slug) > 0)),
  );
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });

  for (const slug of slugs) {
    for (const chat of CHATS) {
      const allowed = 1 + (mayRepeat.get(`${chat} Berita ${slug}`) ?? 0);
      expect(newsroom.copies(chat, slug), `${slug} to ${chat}, seed ${seed}`).toBeLessThanOrEqual(allowed);
    }
  }
});

test("a send in flight at a kill is made again, once, and no other", async () => {
  await using newsroom = await installService();
  const { telegram } = newsroom;
  const first = await newsroom.started();
  for (const chat of CHATS) await telegram.says({ chat, text: "/langganan semua" });
  await newsroom.firstLoad();
  telegram.failsFor(2, silentAccepted);
  newsroom.publishes("hari-ini");
  await until("two verdicts are on disk, and the third send is in flight", async () => {
    const { rowCount } = await newsroom.pool.query("select from deliveries where state = 'sent'");
    return rowCount === 2 && newsroom.copies(2, "hari-ini") === 1;
  });
  await first.ends("SIGKILL");

  telegram.failsFor(2, null);
  const second = await newsroom.started();
  await until("every verdict is on disk", async () => {
    const { rowCount } = await newsroom.pool.query("select from deliveries where state = 'sent'");
    return rowCount === 3;
  });
  await second.ends("SIGTERM");
  expect(CHATS.map((chat) => newsroom.copies(chat, "hari-ini"))).toEqual([1, 2, 1]);
});

test("the server that a kill leaves running is the one that the next start uses", async () => {
  await using newsroom = await installService();
  const first = await newsroom.started();
  const postmaster = (await newsroom.postmaster()) ?? 0;
  await first.ends("SIGKILL");
  expect(isAlive(postmaster)).toBe(true);

  const second = await newsroom.started();
  expect(await newsroom.postmaster()).toBe(postmaster);

  await second.ends("SIGTERM");
  await until("the server is gone", () => !isAlive(postmaster));
});

test("a server that a kill leaves half made is finished by the next start", async () => {
  await using newsroom = await installService({}, { fresh: true });
  // From before the folder is made to after the database is migrated: a first start takes a second or more.
  for (const after of [400, 800, 1200, 1600]) {
    const killed = newsroom.start();
    await new Promise((resolve) => setTimeout(resolve, after));
    await killed.ends("SIGKILL");
  }
  const service = await newsroom.started();
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
});

test("what SIGTERM leaves of a broadcast to 300 chats is sent after the next start, to none twice", async () => {
  await using newsroom = await installService({ pacing: { telegram: { perSecond: 100 } } });
  const { telegram } = newsroom;
  const first = await newsroom.started();
  await newsroom.firstLoad();
  await crowdOnTelegram(newsroom.pool, 300);
  newsroom.publishes("hari-ini");
  await telegram.until(() => telegram.sent.length >= 100);

  expect(await first.ends("SIGTERM")).toMatchObject({ code: 0 });
  expect(telegram.sent.length).toBeLessThan(300);

  await newsroom.started();
  await telegram.until(() => telegram.sent.length >= 300);
  await until("the alert is done", async () => {
    const { rowCount } = await newsroom.pool.query("select from alerts where state = 'sent'");
    return rowCount === 1;
  });
  expect(telegram.sent).toHaveLength(300);
  expect(new Set(telegram.sent.map(({ chat }) => chat)).size).toBe(300);
});

test("when every connection to PostgreSQL is cut, and when the server itself is killed, work goes on", async () => {
  await using newsroom = await installService();
  const service = await newsroom.started();
  await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();

  await newsroom.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()",
  );
  newsroom.publishes("sesudah-terputus");
  await until("the next article is delivered", () => newsroom.copies(1, "sesudah-terputus") === 1);

  const postmaster = (await newsroom.postmaster()) ?? 0;
  process.kill(postmaster, "SIGKILL");
  newsroom.publishes("sesudah-mati");
  await until("the one after that, too", () => newsroom.copies(1, "sesudah-mati") === 1);

  const second = newsroom.start();
  expect(await second.ends(), "still nobody else may use the folder").toMatchObject({ code: 1 });
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
});

/** What the dead process had in hand, as "chat title": claimed, and without a verdict on disk. */
async function inHand({ pool, postmaster }: Installation): Promise<string[]> {
  if ((await postmaster()) === null) return [];
  await until("the dead process's last statements have ended", async () => {
    const { rowCount } = await pool.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return rowCount === 0;
  });
  const { rows } = await pool.query<{ address: string; title: string }>(`
    select c.address, a.content->>'headline' as title
    from deliveries d join chats c on c.id = d.chat_id join alerts a on a.id = d.alert_id 
    where d.state = 'waiting' and d.id in (select unnest(deliveries) from claims)`);
  return rows.map(({ address, title }) => `${address} ${title}`);
}

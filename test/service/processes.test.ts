import { expect, test, vi } from "vitest";
import { DELIVERY_DEFAULTS } from "../../src/delivery/options.ts";
import { anArticle } from "../support/articles.ts";
import { crowdOnTelegram } from "../support/crowd.ts";
import { type Deployment, startDeployment } from "../support/deployment.ts";
import { noRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

vi.setConfig({ testTimeout: 240_000 }); // five processes are started, and a lease of 15 s ends

/**
 * What docker-compose.yml starts: one web process and three workers on one PostgreSQL and one Redis. The other service tests run
 * like this too, with WORKERS=3 (test/support/app.ts).
 */
const CHATS = 300;
const EDITOR = 777;
const CONCURRENCY = 5;
const TITLE = "Jembatan Kali Biru Dibuka untuk Umum";

test.skipIf(noRedis)(
  `one web process and three workers send an article to every chat once, while one is killed, one is stopped, Redis is emptied and restarted, and PostgreSQL crashes`,
  async () => {
    await using deployment = await startDeployment({
      pacing: { telegram: { perSecond: 60 }, concurrency: CONCURRENCY, leaseSeconds: 15 },
    });
    const { telegram, redis, pool } = deployment;
    // All at the same moment, on an empty database.
    const web = deployment.web();
    const workers = [deployment.worker(), deployment.worker(), deployment.worker()] as const;
    await Promise.all([web, ...workers].map((one) => one.ready()));
    expect((await fetch(`${deployment.url}/ready`)).status).toBe(200);

    await telegram.says({ chat: 1, text: "/langganan semua" });
    await addChats(deployment);
    await push(deployment);
    await presses(deployment, "Siarkan");

    await reached(deployment, 50);
    await workers[0].ends("SIGKILL");
    const fourth = deployment.worker();
    await redis.empty();
    await reached(deployment, 100);
    expect(await workers[1].ends("SIGTERM")).toMatchObject({ code: 0 });
    await reached(deployment, 150);
    await redis.dies();
    await redis.returns();
    await reached(deployment, 200);
    await deployment.postgresCrashes();

    await until(
      "the editor hears that it is done",
      () => telegram.sentTo(EDITOR).some(({ text }) => text.includes("Siaran 1 selesai")),
      90_000,
    );
    const copies = [1, ...chats()].map((chat) => copiesOf(deployment, chat));
    expect(copies.filter((n) => n === 0)).toEqual([]);
    const repeated = copies.reduce((sum, n) => sum + n - 1, 0);
    expect(repeated, "only what the killed worker had in flight").toBeLessThanOrEqual(
      CONCURRENCY + DELIVERY_DEFAULTS.unwritten,
    );
    const { rowCount } = await pool.query("select from deliveries where state <> 'sent'");
    expect(rowCount).toBe(0);
    await fourth.ready(); // the others may have done it all before it was up
    for (const one of [fourth, workers[2], web]) {
      expect(await one.ends("SIGTERM"), one.output).toMatchObject({ code: 0 });
    }
  },
);

const chats = (): number[] => Array.from({ length: CHATS }, (_, n) => 1001 + n);

const copiesOf = ({ telegram }: Deployment, chat: number): number =>
  telegram.sentTo(chat).filter(({ text }) => text.startsWith(TITLE)).length;

async function reached(deployment: Deployment, count: number): Promise<void> {
  await until(
    `${count} chats have it`,
    () => chats().filter((chat) => copiesOf(deployment, chat) > 0).length >= count,
  );
}

/** The editor presses the button that reads so, as soon as there is one. */
async function presses({ telegram }: Deployment, label: string): Promise<void> {
  const shown = () =>
    telegram
      .sentTo(EDITOR)
      .flatMap((message) =>
        message.buttons.flat().flatMap(({ text }) => (text.includes(label) ? { message, text } : [])),
      );
  await until(`the editor sees a button “${label}”`, () => shown().length > 0);
  for (const { message, text } of shown().slice(0, 1)) await telegram.presses(message, text);
}

async function addChats({ pool }: Deployment): Promise<void> {
  await crowdOnTelegram(pool, CHATS);
}

async function push({ url, publisherToken }: Deployment): Promise<void> {
  const { url: link, body, sections } = anArticle();
  const answer = await fetch(`${url}/api/articles`, {
    method: "POST",
    headers: { authorization: `Bearer ${publisherToken}` },
    body: JSON.stringify({ url: link, title: TITLE, text: body.content, sections }),
  });
  expect(answer.status).toBe(202);
}

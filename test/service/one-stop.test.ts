import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryQueue } from "../../src/app/worker/reminders.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { type Deployment, startDeployment } from "../support/deployment.ts";
import { deskPerson, type DeskPerson } from "../support/desk-person.ts";
import { noRedis } from "../support/redis.ts";
import type { Call } from "../support/telegram-failures.ts";
import { until } from "../support/until.ts";

/** The one stop as a newsroom with many machines has it: one web process and three workers, all of them busy when it is pressed. */
const CHATS = 200;
const WORKERS = 3;
const CONCURRENCY = 2;
const PER_SECOND = 30; // so many a worker may have in hand, at most: far more than are on their way at once
const EDITOR = 777;
const TITLE = "Jembatan Kali Biru Dibuka untuk Umum";
/** Follows what the others do not. */
const ELSEWHERE = 1;

let deployment: Deployment;
let chief: DeskPerson;

beforeAll(async () => {
  if (noRedis) return;
  deployment = await startDeployment({
    topics: [
      { id: "nasional", name: "Nasional" },
      { id: "olahraga", name: "Olahraga" },
    ],
    pacing: { telegram: { perSecond: PER_SECOND }, concurrency: CONCURRENCY },
  });
  const { web, worker } = deployment;
  await Promise.all([web(), ...Array.from({ length: WORKERS }, worker)].map((one) => one.ready()));
  const { pool, url } = deployment;
  chief = await deskPerson({ app: { port: Number(new URL(url).port) }, db: { pool } }, "chief");
});
afterAll(() => deployment?.[Symbol.asyncDispose]());

test.skipIf(noRedis)(
  "once it is pressed, in the chat or on a page, no worker begins another send; when it is lifted, everyone gets what waited, once",
  async () => {
    await addChats();
    await deployment.telegram.says({ chat: ELSEWHERE, text: "/langganan olahraga" });
    await broadcasts(`${TITLE}\nWarga dapat menyeberang mulai pagi.`, "nasional", /Sedang dikirim/);

    await stopsEverything(CHATS / 4, "di chat", () => says("/hentikan", /^Semua pengiriman dihentikan/));
    await says("/lanjutkan", /^Pengiriman dilanjutkan/);
    await stopsEverything(CHATS / 2, "di meja", async () => {
      expect((await chief.post("/hentikan")).text).toContain("Semua pengiriman dihentikan");
    });
    expect((await chief.post("/lanjutkan")).text).toContain("Pengiriman dilanjutkan");

    await until("nothing waits", async () => {
      const { rowCount } = await deployment.pool.query("select from deliveries where state <> 'sent'");
      return rowCount === 0;
    });
    expect(chats().filter((chat) => copies(chat, TITLE) !== 1)).toEqual([]);
    expect(told.filter((words) => copies(ELSEWHERE, words) !== 1)).toEqual([]);
  },
);

const told: string[] = [];

/** Something else, for one chat. */
async function elsewhere(words: string, answer: RegExp): Promise<void> {
  told.push(words);
  await broadcasts(words, "olahraga", answer);
}

/**
 * It is pressed while every worker has messages on their way and more in hand: what is on its way arrives, and nothing else does, whatever
 * reminds the workers that something waits.
 */
async function stopsEverything(after: number, where: string, press: () => Promise<unknown>): Promise<void> {
  const { pool, redis } = deployment;
  await reached(after);
  const arrive = holdsUp();
  // One reminder wakes one worker; these wake the others, which take what is due of any alert.
  for (let other = 2; other <= WORKERS; other++) await elsewhere(`Kabar ${other} ${where}`, /Sedang dikirim/);
  await until("every worker is busy", async () => {
    const { rows } = await pool.query<{ by: string; hand: number }>(
      "select by, sum(cardinality(deliveries))::int as hand from claims group by by",
    );
    return (
      rows.length === WORKERS &&
      rows.every(({ hand }) => hand > CONCURRENCY) &&
      onTheWay === WORKERS * CONCURRENCY
    );
  });
  await press();
  await until("a second later", async () => {
    const { rowCount } = await pool.query(
      "select from switches where at < clock_timestamp() - interval '1 second'",
    );
    return rowCount === 1;
  });
  const begunBefore = begun();
  arrive();
  await until("every worker lets go of what it had in hand", async () => {
    const { rowCount } = await pool.query("select from claims");
    return rowCount === 0;
  });
  await using queues = await openQueues({ redis: redis.url }, () => undefined);
  for (let round = 1; round <= 3; round++) {
    await elsewhere(`Kabar tertahan ${round} ${where}`, /sedang dihentikan/);
    await until("a worker has looked", async () => (await queues.depth(deliveryQueue("telegram"))) === 0);
  }
  expect(begun(), "nothing was begun").toBe(begunBefore);
}

let onTheWay = 0;

/** Alerts are on their way to Telegram from now on, until the answer is called. */
function holdsUp(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  onTheWay = 0;
  deployment.telegram.failsWhen((call) => {
    if (!isOfAlert(call)) return null;
    onTheWay += 1;
    return { kind: "arrives later", when: promise };
  });
  return () => {
    deployment.telegram.failsWhen(() => null);
    resolve();
  };
}

/** Sends of alerts that began, as Telegram saw them. What editors are answered is none. */
const begun = (): number => deployment.telegram.calls.filter(isOfAlert).length;

const isOfAlert = ({ method, args }: Call): boolean =>
  method === "sendMessage" && Number(args["chat_id"]) !== EDITOR;

const chats = (): number[] => Array.from({ length: CHATS }, (_, n) => 1001 + n);

const copies = (chat: number, words: string): number =>
  deployment.telegram.sentTo(chat).filter(({ text }) => text.startsWith(words)).length;

const reached = (count: number): Promise<void> =>
  until(`${count} chats have it`, () => chats().filter((chat) => copies(chat, TITLE) > 0).length >= count);

/** Says it, and answers with what the editor reads then. */
async function says(text: string, answer: RegExp): Promise<string> {
  const { telegram } = deployment;
  const before = telegram.sentTo(EDITOR).length;
  await telegram.says({ chat: EDITOR, text });
  const answers = () =>
    telegram
      .sentTo(EDITOR)
      .slice(before)
      .map((message) => message.text);
  await until(`“${text}” is answered with ${String(answer)}`, () =>
    answers().some((one) => answer.test(one)),
  ).catch((error: unknown) => {
    throw new Error(`it was answered with ${JSON.stringify(answers())}`, { cause: error });
  });
  return answers().find((one) => answer.test(one)) ?? "";
}

async function broadcasts(words: string, topic: string, answer: RegExp): Promise<void> {
  const [, id] = /Draf (\d+),/.exec(await says(`/siarkan ${words}`, /Draf \d+,/)) ?? [];
  await says(`/kepada ${id} ${topic}`, /^Penerima draf/);
  await says(`/setujui ${id}v2`, answer);
}

async function addChats(): Promise<void> {
  await deployment.pool.query(
    `with made as (
       insert into chats (messenger, address, kind, joined_at)
       select 'telegram', 1000 + n, 'private', now() from generate_series(1, $1::int) as n returning id
     )
     insert into subscriptions (chat_id, follows, topic, since) select id, 'topic', 'nasional', now() from made`,
    [CHATS],
  );
}

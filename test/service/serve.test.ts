import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { silence, startModelServer, withStatus } from "../support/model-server.ts";
import { installService, isAlive } from "../support/process.ts";
import { until } from "../support/until.ts";

test("an article dropped into a feed reaches a subscribed chat, and the feed's first load reaches nobody", async () => {
  await using newsroom = await installService({}, { fresh: true });
  const service = await newsroom.started();
  await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();

  newsroom.publishes("hari-ini");
  await until("the article is delivered", () => newsroom.copies(1, "hari-ini") > 0);

  expect(newsroom.copies(1, "hari-ini")).toBe(1);
  expect(newsroom.copies(1, "kemarin")).toBe(0);
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
});

test("the log names no chat, no token and nothing that a reader wrote", async () => {
  const [reader, editor] = [8_123_456_789, 8_123_456_777]; // long enough to be in no id or time by chance
  await using newsroom = await installService({ editors: [`telegram:${editor}`] });
  const service = await newsroom.started({ LOG_LEVEL: "debug" });
  const { telegram } = newsroom;
  await telegram.says({ chat: reader, text: "/langganan semua" });
  await telegram.says({ chat: reader, text: "rahasia-pembaca" });
  await telegram.says({ chat: reader, text: "/siarkan rahasia-pembaca\nTeks rahasia-pembaca." });
  await telegram.says({ chat: editor, text: "/siarkan rahasia-pembaca\nTeks rahasia-pembaca." });
  // What fails is logged too: a chat that blocked us, an answer that is no answer.
  telegram.failsFor(reader, {
    kind: "answers otherwise",
    status: 502,
    body: "rahasia-pembaca",
    accepted: false,
  });
  await newsroom.firstLoad();
  newsroom.publishes("hari-ini");
  await telegram.until(() =>
    telegram.callsOf("sendMessage").some(({ args }) => says(args, "Berita hari-ini")),
  );
  await service.ends("SIGTERM");

  expect(service.output).toContain("alert approved");
  expect(service.output).not.toContain(String(reader));
  expect(service.output).not.toContain(String(editor));
  expect(service.output).not.toContain("rahasia-pembaca");
  expect(service.output).not.toContain(telegram.token.split(":")[1]);
});

test("a second process on the same folder refuses with a clear message, and the first goes on unharmed", async () => {
  await using newsroom = await installService();
  await newsroom.started();
  await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();

  const second = newsroom.start();
  expect(await second.ends()).toMatchObject({ code: 1 });
  expect(second.output).toMatch(/^Kabar Kilat cannot start: Another Kabar Kilat is running on \/.*\n$/);

  newsroom.publishes("hari-ini");
  await until("the first delivers", () => newsroom.copies(1, "hari-ini") === 1);
});

test("a wrong configuration stops the start and names every fault at once, without its values", async () => {
  await using newsroom = await installService({
    pacing: { telegram: { perSecond: 5000 } },
    topics: [{ id: "nasional" }],
    token: "7000001:AAF-rahasia-yang-salah-tempat",
    editors: ["7000001:AAF-rahasia-yang-salah-tempat"],
  });
  const service = newsroom.start({
    TELEGRAM_TOKEN: "7000001 AAF-rahasia-yang-salah-tempat",
    DATABASE_URL: "mysql://saya:rahasia-basis-data@db/kabar",
    WHATSAPP: "on",
    LOG_LEVEL: "rahasia-lain",
  });

  expect(await service.ends()).toMatchObject({ code: 1 });
  for (const name of [
    "perSecond",
    "topics.nasional.name",
    '"token"',
    "editors.(no. 1)",
    "TELEGRAM_TOKEN",
    "DATABASE_URL",
    "LOG_LEVEL",
  ]) {
    expect(service.output).toContain(name);
  }
  expect(service.output).not.toContain("rahasia");
  expect(service.output).not.toContain("    at "); // no stack
});

test("of two first starts at once one runs, and the other is told of it", async () => {
  await using newsroom = await installService({}, { fresh: true });
  const starts = [newsroom.start(), newsroom.start()];
  const refused = await Promise.race(starts.map(async (one) => ({ one, ...(await one.ends()) })));
  expect(refused.code).toBe(1);
  expect(refused.one.output).toMatch(/^Kabar Kilat cannot start: Another Kabar Kilat is running on \/.*\n$/);
  const other = starts.find((one) => one !== refused.one);
  await until("the other runs", () => other?.output.includes("Kabar Kilat is running") ?? false);
  expect(await other?.ends("SIGTERM")).toMatchObject({ code: 0 });
});

test("a file that is no YAML stops the start, says where, and quotes nothing of it", async () => {
  await using newsroom = await installService();
  const file = newsroom.env["KABARKILAT_CONFIG"] ?? "";
  await writeFile(file, 'editors:\n  - "telegram:1"\n token: "7000001:AAF-rahasia"\n');
  const service = newsroom.start();

  expect(await service.ends()).toMatchObject({ code: 1 });
  expect(service.output).toContain(`${file} is not valid YAML, line 3`);
  expect(service.output).not.toContain("rahasia");
});

test("a token that Telegram refuses stops the start, and with it the PostgreSQL that it had begun", async () => {
  await using newsroom = await installService();
  const service = newsroom.start({ TELEGRAM_TOKEN: "7000001:AAF-token-yang-sudah-dicabut" });

  expect(await service.ends()).toMatchObject({ code: 1 });
  expect(service.output).toContain("Kabar Kilat cannot start: Telegram refused TELEGRAM_TOKEN");
  expect(service.output).not.toContain("yang-sudah-dicabut");
  expect(await newsroom.postmaster()).toBeNull();
});

test("ten articles about one event, read at once, get in no other's way", async () => {
  await using t = await startTestApp();
  const articles = Array.from({ length: 10 }, () => anArticle());
  await Promise.all(articles.map((article) => t.app.accept(article)));
  await until("all are read", async () => {
    const { rowCount } = await t.db.pool.query("select from articles where state = 'accepted'");
    return rowCount === 0;
  });
  expect(t.log.filter((line) => line.includes('"fault"'))).toEqual([]);
});

test("after SIGTERM the process ends with 0 within seconds, and its PostgreSQL with it", async () => {
  await using newsroom = await installService();
  const service = await newsroom.started();
  const postmaster = (await newsroom.postmaster()) ?? 0;
  expect(postmaster).toBeGreaterThan(0);

  const ending = await service.ends("SIGTERM");

  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(await newsroom.postmaster()).toBeNull();
  await until("the server is gone", () => !isAlive(postmaster));
});

test("a stop says what it finishes first, waits for no model, and what it left the next start reads", async () => {
  await using model = await startModelServer();
  model.answers(silence);
  await using newsroom = await installService({
    summary: { model: { baseUrl: model.baseUrl, name: "qwen", timeoutSeconds: 120 } },
  });
  const answered = (chat: number): boolean => newsroom.telegram.sentTo(chat).length > 0;
  const service = await newsroom.started();
  await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();
  newsroom.publishes("hari-ini");
  await until("the model is asked", () => model.asked.length > 0);

  const ending = service.ends("SIGTERM");
  await until("it waits for the article", () => service.output.includes("Still stopping"));
  const asked = newsroom.telegram.says({ chat: 2, text: "/langganan semua" });
  expect(await ending).toMatchObject({ code: 0, signal: null });
  expect(answered(2), "while something is finished nothing is begun").toBe(false);
  expect(service.output).toMatch(
    /Stopping\. First is finished what is in hand: 1 article is being read \(10 s at most\)/,
  );
  expect(service.output).toContain("it waits for: the work in hand; 1 article is being read");
  expect(service.output).toMatch(/Stopped\.\n$/);

  model.answers(withStatus(500));
  await newsroom.started();
  await until("the article is delivered", () => newsroom.copies(1, "hari-ini") > 0);
  await asked;
  await until("who wrote meanwhile is answered", () => answered(2));
});

const says = (args: Record<string, unknown>, text: string): boolean => String(args["text"]).includes(text);

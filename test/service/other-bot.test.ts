import { expect, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { NOTHING } from "../../src/chat/follows.ts";
import { configFrom } from "../../src/config.ts";
import { testDatabase, urlOf } from "../support/database.ts";
import { startTelegramServer, type TelegramServer } from "../support/telegram-server.ts";

/** One database, and Telegram's end for two bots. */
async function newsroom() {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const old = stack.use(await startTelegramServer());
  const other = stack.use(await startTelegramServer({ bot: { id: 800000002, username: "BotBaruBot" } }));
  const all = stack.move();
  const start = (bot: TelegramServer, environment: Record<string, string> = {}) =>
    startApp(
      configFrom(
        {},
        {
          TELEGRAM_TOKEN: bot.token,
          TELEGRAM_API_ROOT: bot.apiRoot,
          DATABASE_URL: urlOf(db.connection),
          PORT: "0",
          LOG_LEVEL: "silent",
          ...environment,
        },
      ),
    );
  return {
    db,
    old,
    other,
    start,
    /** Starts and stops again. */
    async wasStarted(bot: TelegramServer, environment: Record<string, string> = {}) {
      await using _ = await start(bot, environment);
    },
    /** A reader has started the old bot and was sent an alert; then it was stopped. */
    async wasRunning() {
      await using app = await start(old);
      await app.subscribe(
        { messenger: "telegram", address: "11", kind: "private", thread: null, title: null },
        { ...NOTHING, all: true },
      );
      await db.pool.query(
        `insert into deliveries (alert_id, chat_id, messenger, rank, state, due_at, message_id, settled_at)
         select 1, id, 'telegram', 5, 'sent', now(), '12', now() from chats`,
      );
    },
    async bot(): Promise<unknown> {
      const { rows } = await db.pool.query("select bot, bot_name from accounts where messenger = 'telegram'");
      return rows[0];
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const OLD = { bot: "700000001", bot_name: "KabarKilatBot" };
const OTHER = { bot: "800000002", bot_name: "BotBaruBot" };
const AWAY = { TELEGRAM_API_ROOT: "http://127.0.0.1:9" };
const MOVED = { TELEGRAM_MOVED_TO: "800000002" };

test("the token of another bot stops the start in words, sends nothing, and every chat stays", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  const error = await t.wasStarted(t.other).catch(String);
  expect(error).toContain(
    "The Telegram chats in this database belong to bot 700000001 (@KabarKilatBot), but TELEGRAM_TOKEN is of bot 800000002 (@BotBaruBot). " +
      "Put the token of bot 700000001 (@KabarKilatBot) back, or, to move to the new bot for good, set TELEGRAM_MOVED_TO=800000002:",
  );
  expect(error).not.toContain("AAHinvented");
  expect(t.other.calls.map(({ method }) => method)).toEqual(["getMe"]);
  expect((await t.db.pool.query("select from chats where left_at is null")).rowCount).toBe(1);
  expect(await t.bot()).toEqual(OLD);
});

test("of web and worker with another bot's token neither starts, and with the old one both do", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await using stack = new AsyncDisposableStack();
  const both = (bot: TelegramServer) =>
    Promise.allSettled(
      ["web", "worker"].map(async (KABARKILAT_ROLE) => stack.use(await t.start(bot, { KABARKILAT_ROLE }))),
    );
  expect((await both(t.other)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await both(t.old)).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
});

test("Telegram out of reach lets no other bot in, and the name is kept until it can be asked again", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await expect(t.wasStarted(t.other, AWAY)).rejects.toThrow("but TELEGRAM_TOKEN is of bot 800000002. Put");
  await t.wasStarted(t.old, AWAY);
  expect(await t.bot()).toEqual(OLD);
});

test("a new token of the same bot is no other bot", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await t.wasStarted(t.old, { ...AWAY, TELEGRAM_TOKEN: "700000001:AAHanother-secret-of-the-same-bot" });
  expect(await t.bot()).toEqual(OLD);
});

test("who moves names the new bot; the variable may stay, and the old bot's token is refused from then on", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await t.wasStarted(t.old, MOVED);
  expect(await t.bot()).toEqual(OLD);
  for (const environment of [MOVED, MOVED, {}]) {
    await t.wasStarted(t.other, environment);
    expect(await t.bot()).toEqual(OTHER);
  }
  await expect(t.wasStarted(t.old, MOVED)).rejects.toThrow("belong to bot 800000002 (@BotBaruBot)");
});

test("after a move no number of an old message is taken for one of the new bot's", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await t.db.pool.query(
    `insert into heard (messenger, id, at, by, acted)
     values ('telegram', 'message:11:1', now(), 'x', true), ('whatsapp', 'a', now(), 'x', true)`,
  );
  await t.wasStarted(t.other, MOVED);
  const { rows } = await t.db.pool.query("select state, message_id from deliveries");
  expect(rows).toEqual([{ state: "sent", message_id: null }]);
  expect((await t.db.pool.query("select messenger from heard")).rows).toEqual([{ messenger: "whatsapp" }]);
});

test("without a chat that listens on Telegram another bot just takes over", async () => {
  await using t = await newsroom();
  await t.wasRunning();
  await t.db.pool.query("update chats set left_at = now()");
  await t.wasStarted(t.other);
  expect(await t.bot()).toEqual(OTHER);
});

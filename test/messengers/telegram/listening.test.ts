import { expect, test } from "vitest";
import { z } from "zod";
import { answers, blocked, silentUnaccepted, tooManyRequests } from "../../support/telegram-failures.ts";
import type { Chat } from "../../support/telegram-server.ts";
import { earThat, echo, startStage } from "./setup.ts";

const group: Chat = { id: -1001, type: "supergroup", title: "Warga Kota" };
const ana = { id: 11, first_name: "Ana" };

test("who writes to us is answered before their message is confirmed", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const { ear, said } = earThat(echo);
  await using _listening = await telegram.listen(ear);
  await server.says({ chat: 11, text: "/start ekonomi" });
  expect(said).toHaveLength(1);
  expect(server.sentTo(11).map(({ text }) => text)).toEqual(["Anda: /start ekonomi"]);
});

test("several answers come in order, in the topic that was spoken in", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const { ear } = earThat(async () => [{ text: ["satu"] }, { text: ["dua"] }, { text: ["tiga"] }]);
  await using _listening = await telegram.listen(ear);
  await server.says({
    chat: group,
    from: ana,
    text: "/bantuan",
    more: { message_thread_id: 9, is_topic_message: true },
  });
  expect(server.sentTo(group.id).map(({ text, thread }) => [text, thread])).toEqual([
    ["satu", 9],
    ["dua", 9],
    ["tiga", 9],
  ]);
});

test("a pressed button says its words and stops spinning", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const { ear, said } = earThat(async ({ text }) =>
    text === "/langganan"
      ? [{ text: ["Pilih:"], buttons: [[{ label: "Olahraga", says: "/langganan olahraga" }]] }]
      : [],
  );
  await using _listening = await telegram.listen(ear);
  await server.says({ chat: 11, text: "/langganan" });
  const [menu] = server.sentTo(11);
  if (!menu) throw new Error("no menu");
  await server.presses(menu, "Olahraga");
  expect(said[1]).toMatchObject({ text: "/langganan olahraga", from: { id: "11" } });
  expect(server.callsOf("answerCallbackQuery")).toHaveLength(1);
});

test("a slow chat holds up nobody else, and keeps its own order", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const slow = Promise.withResolvers<void>();
  const { ear, said } = earThat(async (words) => {
    if (words.text === "/siarkan") await slow.promise;
    return echo(words);
  });
  await using _listening = await telegram.listen(ear);
  const waits = [server.says({ chat: 11, text: "/siarkan" }), server.says({ chat: 11, text: "/bantuan" })];
  await server.until(() => said.length === 1);
  // Sent after the slow one was fetched: only a poller that comes back for it will hear it.
  waits.push(server.says({ chat: 12, text: "/cari beras" }));
  await server.until(() => server.sentTo(12).length === 1);
  expect(server.sentTo(11)).toHaveLength(0);
  expect(server.unconfirmed()).toBe(3);
  slow.resolve();
  await Promise.all(waits);
  expect(server.sentTo(11).map(({ text }) => text)).toEqual(["Anda: /siarkan", "Anda: /bantuan"]);
  expect(said).toHaveLength(3);
});

test("whoever says stop does not wait behind the answers to hundreds of others", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open();
  const { ear, said } = earThat(echo);
  const listening = await telegram.listen({
    ...ear,
    turn: ({ text }, signal) =>
      text === "/hentikan" || signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
  });
  for (let reader = 1000; reader < 1300; reader++) void server.says({ chat: reader, text: "gempa" });
  void server.says({ chat: 1299, text: "/berhenti" });
  void server.says({ chat: 777, text: "/hentikan" });
  await server.until(() => said.length === 302);
  await server.until(() => server.sentTo(777).length === 1);
  expect(server.sentTo(1000), "the account has no moment for them yet").toHaveLength(0);

  await listening[Symbol.asyncDispose]();
  expect(server.sentTo(1000)).toHaveLength(0);
  expect(faults.filter((fault) => fault.includes("a reply was not sent"))).toHaveLength(301);
});

test("a Telegram that hangs does not keep us from stopping, however many replies wait for one another", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open({ limits: { answerMs: 1_000, partingMs: 100 } });
  const { ear } = earThat(async () => Array.from({ length: 9 }, (_, n) => ({ text: [`jawaban ${n}`] })));
  const listening = await telegram.listen(ear);
  server.failsFor(11, silentUnaccepted);
  void server.says({ chat: 11, text: "/bantuan" }).catch(() => undefined);
  await server.until(() => server.callsOf("sendMessage").length === 1);
  await listening[Symbol.asyncDispose]();
  expect(server.callsOf("sendMessage")).toHaveLength(1);
  expect(faults.join()).toContain("a reply was not sent");
});

test("what was not answered when we stopped is heard by the next process", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const first = await open();
  const { ear, said } = earThat(echo);
  const listening = await first.listen(ear);
  await server.says({ chat: 11, text: "/start" });
  await listening[Symbol.asyncDispose]();
  const heard = server.says({ chat: 11, text: "/bantuan" });
  await using _next = await (await open()).listen(ear);
  await heard;
  expect(said.map(({ text }) => text)).toEqual(["/start", "/bantuan"]);
});

test("an update that fails is reported and given up, and the next is heard", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open();
  const { ear } = earThat(async (words) => {
    if (words.text === "/rusak") throw new Error("rusak");
    return echo(words);
  });
  await using _listening = await telegram.listen(ear);
  await server.says({ chat: 11, text: "/rusak" });
  await server.update({ message: { message_id: 1, chat: "unreadable" } });
  await server.says({ chat: 11, text: "/bantuan" });
  expect(server.sentTo(11).map(({ text }) => text)).toEqual(["Anda: /bantuan"]);
  expect(faults.filter((fault) => fault.includes("given up"))).toHaveLength(2);
});

test("an ear that never ends is not waited for", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open({ limits: { earMs: 1_000 } });
  const { ear } = earThat((words) => (words.text === "/lama" ? new Promise(() => {}) : echo(words)));
  await using _listening = await telegram.listen(ear);
  await Promise.all([server.says({ chat: 11, text: "/lama" }), server.says({ chat: 11, text: "/bantuan" })]);
  expect(server.sentTo(11).map(({ text }) => text)).toEqual(["Anda: /bantuan"]);
  expect(faults.join()).toContain("no end after 1000 ms");
});

test("an answer waits out a short limit, and is dropped where nobody wants it", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open();
  const { ear } = earThat(echo);
  await using _listening = await telegram.listen(ear);
  server.failNext(tooManyRequests(1));
  server.failsFor(12, blocked);
  await Promise.all([server.says({ chat: 11, text: "/start" }), server.says({ chat: 12, text: "/start" })]);
  expect(server.sentTo(11)).toHaveLength(1);
  expect(server.sentTo(12)).toHaveLength(0);
  expect(faults).toEqual([]);
});

test("an administrator is known by asking Telegram, once for each message", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  server.setMember(group.id, ana.id, "administrator");
  const telegram = await open();
  const { ear } = earThat(async ({ isChatAdmin }) => [
    { text: [`${await isChatAdmin()} ${await isChatAdmin()}`] },
  ]);
  await using _listening = await telegram.listen(ear);
  await server.says({ chat: group, from: ana, text: "/berhenti" });
  await server.says({ chat: group, from: { id: 12, first_name: "Budi" }, text: "/berhenti" });
  await server.says({ chat: { id: -1002, type: "channel", title: "Kabar" }, text: "/berhenti" });
  expect(server.sentTo(group.id).map(({ text }) => text)).toEqual(["true true", "false false"]);
  expect(server.sentTo(-1002).map(({ text }) => text)).toEqual(["true true"]);
  expect(server.callsOf("getChatMember")).toHaveLength(2);
});

test("nobody is an administrator because Telegram could not be asked", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const telegram = await open();
  const { ear } = earThat(async ({ isChatAdmin }) => [{ text: [String(await isChatAdmin())] }]);
  await using _listening = await telegram.listen(ear);
  server.failNext(answers(400, "Bad Request: member list is inaccessible"), 1, "getChatMember");
  await server.says({ chat: group, from: ana, text: "/berhenti" });
  expect(server.sentTo(group.id)[0]?.text).toBe("false");
  expect(faults.join()).toContain("getChatMember");
});

test("joining and leaving reach the ear", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const { ear, changes } = earThat(echo);
  await using _listening = await telegram.listen(ear);
  const membership = (before: string, after: string) =>
    server.update({
      my_chat_member: {
        chat: group,
        old_chat_member: { status: before },
        new_chat_member: { status: after },
      },
    });
  await membership("left", "member");
  await membership("member", "kicked");
  expect(changes.map(({ kind }) => kind)).toEqual(["joined", "left"]);
});

test("a second process that reads with our token is named, and we carry on", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const { ear, said } = earThat(echo);
  const telegram = await open();
  await using _listening = await telegram.listen(ear);
  await server.until(() => server.callsOf("getUpdates").length === 1);
  await fetch(`${server.apiRoot}/bot${server.token}/getUpdates`, { method: "POST" });
  await server.says({ chat: 11, text: "/start" });
  expect(faults.join()).toContain("another process reads this bot's messages");
  expect(said).toHaveLength(1);
});

test("a webhook that somebody set is removed, and we carry on", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const { ear } = earThat(echo);
  const telegram = await open({ limits: { pollSeconds: 1 } });
  await using _listening = await telegram.listen(ear);
  await server.until(() => server.callsOf("getUpdates").length === 1);
  const body = JSON.stringify({ url: "http://127.0.0.1:1/" });
  await fetch(`${server.apiRoot}/bot${server.token}/setWebhook`, { method: "POST", body });
  await server.until(() => server.callsOf("deleteWebhook").length === 2);
  await server.says({ chat: 11, text: "/start" });
  expect(faults.join()).toContain("a webhook was set");
});

test("Telegram's absence is waited out, with few words", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const { ear } = earThat(echo);
  const telegram = await open({ random: () => 0, limits: { pollSeconds: 1 } });
  await using _listening = await telegram.listen(ear);
  server.failNext(answers(502, "Bad Gateway"), 3, "getUpdates");
  await server.says({ chat: 11, text: "/start" });
  expect(server.sentTo(11)).toHaveLength(1);
  expect(faults.filter((fault) => fault.includes("getUpdates failed"))).toHaveLength(2);
});

test("each menu is offered where it belongs, and one that is refused keeps none of the others", async () => {
  await using stage = await startStage();
  const { server, faults, open } = stage;
  const commands = [{ command: "cari", description: "Cari berita" }];
  server.failNext(answers(400, "Bad Request: chat not found"), 1, "setMyCommands");
  const telegram = await open({
    menus: () => [
      { for: { editor: "900" }, language: null, commands },
      { for: "private", language: null, commands },
      { for: "group admins", language: "en", commands },
    ],
  });
  await using _listening = await telegram.listen(earThat(echo).ear);
  await server.says({ chat: 11, text: "/start" });
  expect(server.callsOf("setMyCommands").map(({ args }) => args)).toMatchObject([
    { commands, scope: { type: "chat", chat_id: 900 } },
    { commands, scope: { type: "all_private_chats" } },
    { commands, scope: { type: "all_chat_administrators" }, language_code: "en" },
  ]);
  expect(faults.join()).toContain("setMyCommands failed");
});

test("menus follow who is an editor just now, and are taken from who no longer is", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const commands = [{ command: "cari", description: "Cari berita" }];
  let editors = ["900"];
  const telegram = await open({
    menus: () => editors.map((editor) => ({ for: { editor }, language: null, commands })),
    menusEveryMs: 1,
  });
  await using _listening = await telegram.listen(earThat(echo).ear);
  const chatsOf = (method: string): unknown[] =>
    server.callsOf(method).map(({ args }) => Scope.parse(args).scope.chat_id);
  await server.until(() => server.callsOf("setMyCommands").length === 1);
  editors = ["901"];
  await server.until(() => server.callsOf("deleteMyCommands").length === 1);
  expect(chatsOf("setMyCommands")).toEqual([900, 901]);
  expect(chatsOf("deleteMyCommands")).toEqual([900]);
});

const Scope = z.object({ scope: z.object({ chat_id: z.number() }) });

test("words after our name are answered with articles that can be shared", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const { ear } = earThat(echo);
  const message = { text: [{ bold: "Harga <beras> turun" }], preview: true };
  const items = [{ id: "7", title: "Harga beras turun", description: "Kabar Kota", message }];
  await using _listening = await telegram.listen({ ...ear, asked: async () => ({ items, next: 10 }) });
  await server.update({
    inline_query: { id: "q1", from: { ...ana, is_bot: false }, query: "beras", offset: "" },
  });
  expect(server.callsOf("answerInlineQuery").map(({ args }) => args)).toMatchObject([
    {
      inline_query_id: "q1",
      next_offset: "10",
      results: [
        {
          type: "article",
          id: "7",
          title: "Harga beras turun",
          input_message_content: { message_text: "<b>Harga &lt;beras&gt; turun</b>", parse_mode: "HTML" },
        },
      ],
    },
  ]);
});

test("the bot's own name is known as soon as Telegram has told it", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  expect((await open()).username).toBe("KabarKilatBot");
  server.failNext(answers(502, "Bad Gateway"), 1, "getMe");
  const telegram = await open();
  expect(telegram.username).toBeNull();
  await using _listening = await telegram.listen(earThat(echo).ear);
  await server.says({ chat: 11, text: "/start" });
  expect(telegram.username).toBe("KabarKilatBot");
});

// The poll would wait for 30 s: the test's own time limit is shorter.
test("listening ends at once, though a poll was waiting", { timeout: 20_000 }, async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  const telegram = await open();
  const listening = await telegram.listen(earThat(echo).ear);
  await server.until(() => server.callsOf("getUpdates").length === 1);
  await listening[Symbol.asyncDispose]();
  await telegram[Symbol.asyncDispose]();
  expect(server.unconfirmed()).toBe(0);
});

import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { parseEnv } from "node:util";
import { expect, inject, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { NOTHING } from "../../src/chat/follows.ts";
import { setupCommand } from "../../src/commands/setup.ts";
import { readConfig } from "../../src/config.ts";
import { plant } from "../support/postgres.ts";
import { rss, rssItem, startPublisherServer, withBody } from "../support/publisher-server.ts";
import { startTelegramServer } from "../support/telegram-server.ts";
import { CTRL_C, DOWN, playedTerminal } from "../support/terminal.ts";
import { until } from "../support/until.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const EDITOR = 424_242;

/** A newsroom's folder as it was cloned, its site, and Telegram. */
async function newsroom() {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-setup-"));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const ownFile = path.join(ROOT, "config/kabarkilat.yaml"); // of whoever develops here
  await cp(path.join(ROOT, "config"), path.join(folder, "config"), {
    recursive: true,
    filter: (from) => !from.startsWith(ownFile),
  });
  const telegram = stack.use(await startTelegramServer());
  const site = stack.use(await startPublisherServer());
  site.answer("/", withBody(PAGE, { "content-type": "text/html" }));
  site.answer("/umpan", withBody(rss([rssItem("kemarin", new Date().toUTCString())])));
  const all = stack.move();
  const env = { TELEGRAM_API_ROOT: telegram.apiRoot };
  return {
    folder,
    telegram,
    site,
    env,
    file: (name: string) => readFile(path.join(folder, name), "utf8"),
    names: async () => [...(await readdir(folder)), ...(await readdir(path.join(folder, "config")))],
    setUp: (terminal: Parameters<typeof setupCommand>[2], args: string[] = [], more = {}) =>
      setupCommand(args, { ...env, ...more }, terminal, folder),
    /** What `npm start` would read there. */
    config: async () =>
      readConfig({
        ...parseEnv(await readFile(path.join(folder, ".env"), "utf8")),
        ...env,
        KABARKILAT_CONFIG: path.join(folder, "config/kabarkilat.yaml"),
        KABARKILAT_DATA: path.join(folder, "data"),
        PORT: "0",
      }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const PAGE = `<html><head><link rel="alternate" type="application/rss+xml" title="Komentar" href="/comments/feed">
  <link rel="alternate" type="application/rss+xml" title="Koran Uji » Umpan" href="/umpan"></head><body>Beranda</body></html>`;

test("from a clone to a first alert: questions are answered, the editor is known by a message, and /siarkan sends", async () => {
  await using room = await newsroom();
  const { telegram, site } = room;
  const terminal = playedTerminal();
  const done = room.setUp(terminal);

  await terminal.answers("Where do your articles come from?", `${site.url}/`);
  await terminal.answers("which one shall be read?");
  await terminal.answers("What do readers call this outlet?");
  await terminal.answers("Who decides that an article of it becomes an alert?");
  await terminal.answers("There is 1 source. Add another one?");
  await terminal.answers("By whose clock does the newsroom go?", DOWN);
  await terminal.answers("Send on Telegram?");
  await terminal.answers("The bot's token", telegram.token.replace("invented", "mistyped"));
  await terminal.answers("Telegram does not know this token", telegram.token);
  await terminal.answers("Send on WhatsApp?");
  await until("the code is shown", () => /\/start redaksi-\d{8}/.test(terminal.screen()));
  const [code = ""] = /\/start redaksi-\d{8}/.exec(terminal.screen()) ?? [];
  // Somebody else writes at the same moment, and nobody is heard twice: what they wrote waits for the service.
  const others = [telegram.says({ chat: 99, text: "/start" }), telegram.says({ chat: EDITOR, text: code })];
  await terminal.answers(`(telegram:${EDITOR}) wrote. An editor?`);
  await terminal.answers(`Editors: telegram:${EDITOR}. Add another one?`);
  await terminal.answers("Port for the editors' pages");
  await terminal.answers("Their address for everybody else");
  await terminal.answers("Write this into config/kabarkilat.yaml and .env?");
  await done;

  expect(terminal.screen()).not.toContain(telegram.token.split(":")[1]);
  expect(telegram.sentTo(EDITOR).map(({ text }) => text)).toEqual([
    expect.stringContaining("Anda tercatat sebagai penyunting"),
  ]);
  expect((await stat(path.join(room.folder, ".env"))).mode & 0o777).toBe(0o600);

  expect(await room.file("config/kabarkilat.yaml")).toMatch(/^ {2}zone: WITA$/m);
  await using _app = await startApp(await room.config(), { logTo: new PassThrough().resume() });
  await Promise.all(others);
  await telegram.says({ chat: 99, text: "/langganan semua" });
  await telegram.says({
    chat: EDITOR,
    text: "/siarkan Jembatan Sagara dibuka\nJembatan Sagara dibuka untuk umum pada Senin.",
  });
  const toEditor = () => telegram.sentTo(EDITOR).findLast(({ buttons }) => buttons.flat().length > 0);
  await until("the editor is asked", () => toEditor() !== undefined);
  const asked = toEditor();
  if (!asked) throw new Error("no button");
  await telegram.presses(asked, asked.buttons.flat()[0]?.text ?? "");
  await until("the first alert is there", () =>
    telegram.sentTo(99).some(({ text }) => text.startsWith("Jembatan Sagara dibuka")),
  );
});

test("called again it adds to what is there: comments, settings and secrets stay, and a copy of each file", async () => {
  await using room = await newsroom();
  const { telegram, site } = room;
  await room.setUp(new NoTerminal(), ["--source", `${site.url}/umpan`, "--editor", "telegram:1"], {
    TELEGRAM_TOKEN: telegram.token,
  });
  const first = await room.file(".env");
  const yaml = await room.file("config/kabarkilat.yaml");
  await writeFile(path.join(room.folder, ".env"), `${first}# ours\nLOG_LEVEL=debug\n`);
  await writeFile(
    path.join(room.folder, "config/kabarkilat.yaml"),
    yaml.replace("withinHours: 48", "withinHours: 24 # decided in November"),
  );
  site.answer("/lain", withBody(rss([rssItem("lain")])));

  const terminal = playedTerminal();
  const done = room.setUp(terminal);
  await terminal.answers("There is 1 source. Add another one?", "y", "");
  await terminal.answers("Where do your articles come from?", `${site.url}/lain`);
  await terminal.answers("What do readers call this outlet?", " Sore");
  await terminal.answers("Who decides", DOWN);
  await terminal.answers("There are 2 sources. Add another one?");
  await terminal.answers(`Telegram: @${telegram.bot.username}. Keep it?`);
  await terminal.answers("Send on WhatsApp?", DOWN);
  await terminal.answers("Its number with country code", "+62 812-3456-7890");
  await terminal.answers("Editors: telegram:1. Add another one?");
  await terminal.answers("Port for the editors' pages");
  await terminal.answers("Their address for everybody else", "https://desk.koran.example/");
  await terminal.answers("Write this into");
  await done;

  const config = await room.config();
  expect(config.sources.map(({ id, name, policy, feed }) => ({ id, name, policy, feed }))).toEqual([
    { id: "koran-uji", name: "Koran Uji", policy: "review", feed: `${site.url}/umpan` },
    { id: "koran-uji-sore", name: "Koran Uji Sore", policy: "auto", feed: `${site.url}/lain` },
  ]);
  expect(config).toMatchObject({
    editors: ["telegram:1"],
    publicUrl: "https://desk.koran.example",
    logLevel: "debug",
    stories: { withinHours: 24 },
    whatsapp: { phone: "6281234567890", sessionKey: parseEnv(first)["WHATSAPP_SESSION_KEY"] },
    secretsKey: parseEnv(first)["SECRETS_KEY"],
    intake: { allowedHosts: [site.host] },
  });
  expect(await room.file(".env")).toContain("# ours\n");
  expect(await room.file("config/kabarkilat.yaml")).toContain("withinHours: 24 # decided in November");
  // What comes with the project stays as it came: a new release is taken without a conflict.
  const example = await readFile(path.join(ROOT, "config/example.yaml"), "utf8");
  expect(await room.file("config/example.yaml")).toBe(example);
  expect((await room.names()).filter((name) => name.includes(".before-"))).toHaveLength(2); // one of each: the examples became them without any
});

test("a copy of .env is its owner's alone, as .env is, whatever its mode was", async () => {
  await using room = await newsroom();
  await writeFile(path.join(room.folder, ".env"), "TELEGRAM_TOKEN=\nPORT=1\n", { mode: 0o644 });
  await writeFile(path.join(room.folder, ".env.new"), "half", { mode: 0o644 });
  await room.setUp(new NoTerminal(), ["--port", "9090"]);
  const names = (await room.names()).filter((name) => name.startsWith(".env"));
  expect(names).toHaveLength(2);
  const modes = names.map(async (name) => (await stat(path.join(room.folder, name))).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
});

test("who stops has written nothing", async () => {
  await using room = await newsroom();
  const before = await room.names();
  const terminal = playedTerminal();
  const done = room.setUp(terminal);
  await terminal.answers("Where do your articles come from?", "", CTRL_C);
  await done;
  expect(terminal.screen()).toContain("Nothing was written");
  expect(await room.names()).toEqual(before);
});

test("a newsroom without a feed goes on without one, and a wrong answer is refused in plain words", async () => {
  await using room = await newsroom();
  const terminal = playedTerminal();
  const done = room.setUp(terminal);
  await terminal.answers("empty: none is read");
  await terminal.answers("By whose clock does the newsroom go?");
  await terminal.answers("Send on Telegram?");
  await terminal.answers("The bot's token");
  await terminal.answers("this is needed", room.telegram.token);
  await terminal.answers("Send on WhatsApp?");
  await terminal.answers("Press Enter to type a number instead");
  await terminal.answers("An editor:");
  await terminal.answers("Port for the editors' pages", "80"); // after 8080, which stands there
  await terminal.answers("65535 at most", "\u007F\u007F");
  await terminal.answers("Their address for everybody else", "meja");
  await terminal.answers("it begins with https://", "\u007F\u007F\u007F\u007F");
  await terminal.answers("Write this into");
  await done;
  expect(await room.config()).toMatchObject({
    sources: [],
    publicUrl: null,
    telegram: { token: room.telegram.token },
  });
  expect(parseEnv(await room.file(".env"))["PORT"]).toBe("8080");
});

test("where no questions can be asked, it says what to call instead", async () => {
  await using room = await newsroom();
  await expect(room.setUp(new NoTerminal())).rejects.toThrow(/no terminal[\s\S]*--source ADDRESS/);
});

test("a site that only speaks http is found as somebody says its name, with the feed that its page does not name", async () => {
  await using room = await newsroom();
  room.site.answer("/", withBody("<html><body>Beranda</body></html>", { "content-type": "text/html" }));
  room.site.answer("/feed", withBody(rss([rssItem("kemarin", new Date().toUTCString())])));
  await room.setUp(new NoTerminal(), ["--source", room.site.host]);
  const { sources, intake } = await room.config();
  expect(sources.map(({ feed }) => feed)).toEqual([`${room.site.url}/feed`]);
  expect(intake.allowedHosts).toEqual([room.site.host]);
});

test.each([
  [["--source", "SITE/"], "is a page. Name one of its feeds"],
  [["--source", "SITE/tidak-ada"], "HTTP 404"],
  [["--source", "bukan alamat"], "no web address"],
  [["--editor", "redaksi@koran.example"], "user's number"],
  [["--whatsapp", "maybe"], 'WHATSAPP: write "on" or "off"'],
  [["--sauce", "x"], "npm run setup"],
])("what is wrong with %j is said, and nothing is written", async (args, why) => {
  await using room = await newsroom();
  const before = await room.names();
  const given = args.map((arg) => arg.replace("SITE", room.site.url));
  await expect(room.setUp(new NoTerminal(), given)).rejects.toThrow(why);
  expect(await room.names()).toEqual(before);
});

test("a token that Telegram does not know is not written", async () => {
  await using room = await newsroom();
  const wrong = room.setUp(new NoTerminal(), ["--source", `${room.site.url}/umpan`], {
    TELEGRAM_TOKEN: "7000001:AAF-a-token-that-was-revoked",
  });
  await expect(wrong).rejects.toThrow("does not know this token");
  expect(await room.names()).not.toContain(".env");
});

test("the token of another bot than the chats in the database have is not taken for theirs, unless it is meant so", async () => {
  await using room = await newsroom();
  const { telegram, site } = room;
  await room.setUp(new NoTerminal(), ["--source", `${site.url}/umpan`, "--editor", "telegram:1"], {
    TELEGRAM_TOKEN: telegram.token,
  });
  await using other = await startTelegramServer({ bot: { id: 800_000_002, username: "BotBaruBot" } });
  plant(inject("seed"), path.join(room.folder, "data"));
  {
    await using app = await startApp(await room.config(), { logTo: new PassThrough().resume() });
    await app.subscribe(
      { messenger: "telegram", address: "11", kind: "private", thread: null, title: null },
      { ...NOTHING, all: true },
    );
  }
  const env = { TELEGRAM_API_ROOT: other.apiRoot };
  await expect(
    room.setUp(new NoTerminal(), ["--port", "9090"], { ...env, TELEGRAM_TOKEN: other.token }),
  ).rejects.toThrow(
    "TELEGRAM_TOKEN is @BotBaruBot's, but the Telegram chats in the database belong to bot 700000001 (@KabarKilatBot). " +
      "To move to the new bot for good, set TELEGRAM_MOVED_TO=800000002, too.",
  );

  const terminal = playedTerminal();
  const done = room.setUp(terminal, [], env);
  await terminal.answers("Add another one?");
  await terminal.answers("Telegram does not know this token"); // the old one, at the new bot's server
  await terminal.answers("The bot's token", other.token);
  await terminal.answers("belong to bot 700000001 (@KabarKilatBot). After a move");
  await terminal.answers("Move to @BotBaruBot for good?");
  await terminal.answers("The bot's token", other.token);
  await terminal.answers("Move to @BotBaruBot for good?", "y", "");
  await terminal.answers("Send on WhatsApp?");
  await terminal.answers("Add another one?");
  await terminal.answers("Port for the editors' pages");
  await terminal.answers("Their address for everybody else");
  await terminal.answers("Write this into");
  await done;
  expect((await room.config()).telegram).toMatchObject({ token: other.token, movedTo: "800000002" });
});

/** A pipe. */
class NoTerminal {
  input = new PassThrough();
  output = new PassThrough().resume();
}

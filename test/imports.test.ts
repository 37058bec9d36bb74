import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Imports run one way (docs/architecture.md, "The map"). What a folder may import of ours is written here once; `types` marks
 * what it may know only as a noun (import type, or a zod schema of a noun file).
 */
const SRC = path.resolve(import.meta.dirname, "../src");

/** What is no part of the service but of the language. */
const EVERYWHERE = ["error-code.ts", "time.ts"];

const allowed: Record<string, readonly string[]> = {
  articles: [],
  summaries: ["articles"],
  alerts: ["summaries", "articles"],
  delivery: ["alerts", "summaries", "articles"],
  intake: ["articles"],
  search: ["articles"],
  publishers: [],
  chat: ["delivery", "alerts", "articles", "search"],
  // The adapters know the nouns, and never one another.
  messengers: ["delivery", "chat"],
  store: [
    "articles",
    "summaries",
    "alerts",
    "delivery",
    "intake",
    "chat",
    "search",
    "publishers",
    "messengers/whatsapp",
  ],
  queue: [],
  config: ["articles", "intake"],
  web: ["delivery", "chat", "alerts", "articles", "publishers"],
  commands: [
    "articles",
    "summaries",
    "alerts",
    "delivery",
    "intake",
    "app",
    "publishers",
    "config",
    "demo",
    "../package.json",
  ],
  // Files beside the folders.
  "pipeline.ts": ["articles", "summaries", "alerts", "intake"],
  "config.ts": ["articles", "intake", "config"],
  "events.ts": [],
  "main.ts": ["commands", "config"],
};

/**
 * The rooms of chat/, and which others each may know. The files beside them are their nouns and know no room, save those that put the rooms
 * together (null), which no room knows.
 */
const chatRooms: Readonly<Record<string, readonly string[] | null>> = {
  understanding: [],
  copy: ["understanding"],
  reader: ["understanding", "copy"],
  desk: ["understanding", "copy"],
  "conversation.ts": null,
  "menus.ts": null,
  "numbered.ts": null,
};

/** Pure files, and rooms of nothing but pure files, decide: they import no I/O and ask no clock. */
const pure = [
  "chat/understanding/",
  "chat/copy/",
  "articles/clean.ts",
  "articles/call-to-action.ts",
  "articles/page.ts",
  "summaries/sentences.ts",
  "summaries/summarise.ts",
  "summaries/check.ts",
  "alerts/draft.ts",
  "alerts/breaking.ts",
  "delivery/render.ts",
  "delivery/retry.ts",
  "delivery/rich-text.ts",
  "intake/feed.ts",
  "publishers/tries.ts",
  "publishers/message.ts",
  "web/api/openapi.ts",
  "intake/when.ts",
  "messengers/telegram/verdict.ts",
  "messengers/telegram/updates.ts",
  "messengers/whatsapp/verdict.ts",
  "messengers/whatsapp/disconnect.ts",
  "messengers/whatsapp/received.ts",
  "messengers/whatsapp/care.ts",
  "messengers/whatsapp/window.ts",
  "messengers/whatsapp/invite.ts",
  "messengers/whatsapp-cloud/verdict.ts",
  "messengers/whatsapp-cloud/webhook.ts",
  "pipeline.ts",
];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

const sourceOf = (file: string): string => readFileSync(path.join(SRC, file), "utf8");

function importsOf(file: string): string[] {
  const found = sourceOf(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?["']([^"']+)["']|import\(\s*["']([^"']+)["']/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? "");
}

/** Our own imports, as paths below src. */
function oursOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith("."))
    .map((name) => path.relative(SRC, path.resolve(SRC, path.dirname(file), name)));
}

const roomOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? file) : file);

/** The composition root: app.ts and its rooms know everything, and nothing but main's commands knows app.ts. */
const isComposition = (file: string): boolean => file === "app.ts" || roomOf(file) === "app";

describe("imports run one way", () => {
  test.each(files.filter((file) => !isComposition(file)))("%s", (file) => {
    const room = roomOf(file);
    const may = allowed[room] ?? [];
    const wrong = oursOf(file).filter((target) => {
      if (roomOf(target) === room) return sideways(file, target);
      return ![...EVERYWHERE, ...may].some(
        (name) =>
          target.startsWith(`${name}/`) ||
          target === `${name}.ts` ||
          target === name ||
          target.startsWith(`../${name}/`),
      );
    });
    expect(wrong, `${file} may import: ${may.join(", ") || "nothing of ours"}`).toEqual([]);
  });

  /** telegram, whatsapp and the console never know one another. */
  function sideways(file: string, target: string): boolean {
    const [a, b] = [file, target].map((f) => f.split("/"));
    return a?.[0] === "messengers" && b?.length === 3 && a.length === 3 && a[1] !== b[1];
  }
});

describe("the rooms of chat/ know one another one way", () => {
  const inChat = (file: string): string[] => (file.startsWith("chat/") ? [file.split("/")[1] ?? ""] : []);

  test.each(files.filter((file) => file.startsWith("chat/")))("%s", (file) => {
    const [room = ""] = inChat(file);
    const may = chatRooms[room];
    const met = oursOf(file)
      .flatMap(inChat)
      .filter((other) => other !== room && other in chatRooms);
    const wrong = may === null ? [] : met.filter((other) => !may?.includes(other));
    expect(wrong, `${file} may import: ${may?.join(", ") || "no room"}`).toEqual([]);
  });
});

test("only app.ts looks into its rooms", () => {
  const lookers = files.filter(
    (file) => !isComposition(file) && oursOf(file).some((target) => roomOf(target) === "app"),
  );
  expect(lookers).toEqual([]);
});

test("only config.ts and the commands read the environment", () => {
  const readers = files.filter((file) => sourceOf(file).includes("process.env"));
  expect(readers.filter((file) => file !== "config.ts" && file !== "main.ts")).toEqual([]);
});

test("nobody ends the process from inside", () => {
  expect(files.filter((file) => /process\.exit\(/.test(sourceOf(file)))).toEqual([]);
});

describe("pure files take time and chance as arguments and import no I/O", () => {
  test.each(files.filter((file) => pure.some((name) => file.startsWith(name))))("%s", (file) => {
    const io = importsOf(file).filter((name) =>
      /^node:(?!crypto$|url$|path$|util$)|^(pg|bullmq|ioredis|undici|pino)$/.test(name),
    );
    expect(io).toEqual([]);
    expect(sourceOf(file)).not.toMatch(/Date\.now\(\)|new Date\(\)|Math\.random\(\)/);
  });
});

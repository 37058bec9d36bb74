import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { feedLinksIn } from "../../src/commands/setup/feed-links.ts";
import { type Answers, withAnswers } from "../../src/commands/setup/files.ts";
import { addressesTyped } from "../../src/commands/setup/sources.ts";

const NOTHING: Answers = { sources: [], editors: [], zone: null, allowedHosts: [], environment: {} };
const FRESH = {
  WHATSAPP_SESSION_KEY: "baru1",
  WHATSAPP_CLOUD_VERIFY_TOKEN: "baru2",
  SECRETS_KEY: "baru3",
  POSTGRES_PASSWORD: "baru4",
};
const yaml = (before: string, answers: Partial<Answers>): string =>
  withAnswers({ yaml: before, env: "" }, { ...NOTHING, ...answers }, FRESH).yaml;
const env = (before: string, environment: Record<string, string> = {}): string =>
  withAnswers({ yaml: "", env: before }, { ...NOTHING, environment }, FRESH).env;

const SOURCE = { name: "Kabar Uji", policy: "review", feed: "https://kabar-uji.example/rss" } as const;

test.each([
  [
    "an empty file",
    "",
    "sources:\n  - id: kabar-uji\n    name: Kabar Uji\n    policy: review\n    feed: https://kabar-uji.example/rss\n",
  ],
  [
    "the file as it is delivered",
    "# Newsroom\nsources: []\n# sources:\n#   - id: x\n\ntopics: [a, b] # short\n",
    "# Newsroom\nsources:\n  - id: kabar-uji\n    name: Kabar Uji\n    policy: review\n    feed: https://kabar-uji.example/rss\n# sources:\n#   - id: x\n\ntopics: [a, b] # short\n",
  ],
  [
    "a file with a source of that name",
    "sources:\n  - id: kabar-uji # ours\n    feed: https://lain.example\n",
    "sources:\n  - id: kabar-uji # ours\n    feed: https://lain.example\n  - id: kabar-uji-2\n    name: Kabar Uji\n    policy: review\n    feed: https://kabar-uji.example/rss\n",
  ],
])("a source is added to %s", (_name, before, after) => {
  expect(yaml(before, { sources: [SOURCE] })).toBe(after);
});

test("readers know a newsroom by its first outlet, unless it has named itself", () => {
  const named = (name: string): string => `newsroom:\n  name: ${name}\n  # contact: x\nsources: []\n`;
  expect(yaml(named("Kabar Kilat"), { sources: [SOURCE] })).toContain("name: Kabar Uji\n  # contact: x\n");
  expect(yaml(named("Suara Kita"), { sources: [SOURCE] })).toContain("newsroom:\n  name: Suara Kita\n");
  const hasOne = "newsroom:\n  name: Kabar Kilat\nsources:\n  - id: lama\n";
  expect(yaml(hasOne, { sources: [SOURCE] })).toContain("name: Kabar Kilat\n");
  expect(yaml("topics: []\n", { sources: [SOURCE] })).not.toContain("newsroom");
});

test("every comment stays where it stood, so that a setting which is written out by one can be taken into use", async () => {
  const before = await readFile(new URL("../../config/example.yaml", import.meta.url), "utf8");
  const after = yaml(before, { sources: [SOURCE], editors: ["telegram:1"], allowedHosts: ["127.0.0.1:1"] });
  const comments = (text: string): string[] => text.split("\n").filter((line) => /^\s*#/.test(line));
  expect(comments(after)).toEqual(comments(before));
});

test("what looks like a comment in a text of several lines keeps its value", () => {
  const before = "summary:\n    model:\n        houseStyle: |\n            # Judul\n              # Sub\n";
  expect(parse(yaml(before, { sources: [SOURCE] }))).toMatchObject({
    summary: { model: { houseStyle: "# Judul\n  # Sub\n" } },
  });
});

test("an editor or a host that is there already is not named twice", () => {
  const before =
    'editors:\n  - "telegram:1"\nintake:\n  alertWithinHours: 12\n  allowedHosts: [127.0.0.1:1]\n';
  expect(yaml(before, { editors: ["telegram:1"], allowedHosts: ["127.0.0.1:1"] })).toBe(before);
  expect(yaml(before, { editors: ["whatsapp:62"] })).toContain('- "telegram:1"\n  - whatsapp:62\n');
});

test("secrets that are there stay: what they have sealed is lost without them", () => {
  const before = "# ours\nSECRETS_KEY=lama\nexport WHATSAPP_SESSION_KEY = 'lama juga'\nPOSTGRES_PASSWORD=\n";
  expect(env(before)).toBe(
    "# ours\nSECRETS_KEY=lama\nexport WHATSAPP_SESSION_KEY = 'lama juga'\nPOSTGRES_PASSWORD=baru4\nWHATSAPP_CLOUD_VERIFY_TOKEN=baru2\n",
  );
});

test("of a variable that stands twice the one that counts is answered", () => {
  const text = env("TELEGRAM_TOKEN=lama\nPORT=1\nTELEGRAM_TOKEN=kemudian\n", { TELEGRAM_TOKEN: "baru" });
  expect(text).toContain("TELEGRAM_TOKEN=lama\nPORT=1\nTELEGRAM_TOKEN=baru\n");
  expect(parseEnv(text)["TELEGRAM_TOKEN"]).toBe("baru");
});

test("a variable is answered in its own line, and what is not plain is quoted", () => {
  const kept = Object.entries(FRESH)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
  expect(
    env(`${kept}PORT=1\n#PORT=2\n\nPUBLIC_URL=x`, { PORT: "9", PUBLIC_URL: "", MODEL_API_KEY: "a b#c" }),
  ).toBe(`${kept}PORT=9\n#PORT=2\n\nPUBLIC_URL=\nMODEL_API_KEY='a b#c'\n`);
});

test("the feeds that a page names, without those of comments", () => {
  const page = `<link rel="alternate" type="application/rss+xml" href="/feed/" title="Kabar">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="alternate" hreflang="en" href="/en">
    <link rel="alternate" type="application/atom+xml" href="https://lain.example/atom"><link rel="alternate" type="application/rss+xml" href="/feed/">`;
  expect(feedLinksIn(page, "https://kabar.example/beranda")).toEqual([
    { title: "Kabar", address: "https://kabar.example/feed/" },
    { title: "https://lain.example/atom", address: "https://lain.example/atom" },
  ]);
  expect(feedLinksIn("", "https://kabar.example")).toEqual([]);
});

test.each([
  ["kabar.co.id", ["https://kabar.co.id/", "http://kabar.co.id/"]],
  ["http://kabar.co.id/rss", ["http://kabar.co.id/rss"]],
  ["127.0.0.1:8080/rss", ["https://127.0.0.1:8080/rss", "http://127.0.0.1:8080/rss"]],
  ["koran kami", []],
  ["koran", []],
  ["file:///etc/passwd", []],
])("%s is meant as %j", (typed, meant) => {
  expect(addressesTyped(typed)).toEqual(meant);
});

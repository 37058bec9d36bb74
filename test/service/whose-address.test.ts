import { expect, test } from "vitest";
import { EDITOR, SOURCE, startTestApp, type TestApp } from "../support/app.ts";
import { roofFell } from "../support/stories.ts";
import { until } from "../support/until.ts";

const READER = 1;
const SPORT = 2;

/** The outlet's own feeds and one that repeats what others write; editors see what the latter brings. */
const SOURCES = [
  { ...SOURCE, topics: ["olahraga"], everySeconds: 3600 },
  {
    ...SOURCE,
    id: "kabar-kilat-uji",
    feed: "https://kabar-uji.example/rss/kilat",
    breaking: true,
    everySeconds: 3600,
  },
  {
    id: "pengumpul",
    name: "Pengumpul",
    feed: "https://pengumpul.example/rss",
    policy: "review",
    everySeconds: 3600,
  },
];
const { url } = roofFell();
const gathered = (hurt = 15) => roofFell({ url, source: "pengumpul" }, hurt);

test("an outlet's article that an aggregator names first is told as the outlet's own, once", async () => {
  await using t = await startTestApp({ settings: { sources: SOURCES } });
  await t.says(SPORT, "/langganan olahraga");
  await t.app.accept(gathered());
  await until("an editor has the aggregator's", () => told(t, EDITOR) === 1);
  await t.app.accept(roofFell({ url }));
  await until("who follows the outlet's topic has it", () => told(t, SPORT) === 1);
  expect(await alerts(t)).toEqual([
    {
      state: expect.stringMatching(/sending|sent/),
      source: "kabar-uji",
      outlet: "Kabar Uji",
      topics: ["nasional", "olahraga"],
    },
  ]);

  await t.app.accept(gathered(23));
  await t.app.accept(roofFell({ url }));
  await until("nothing waits", () => allIsRead(t));
  expect(told(t, SPORT)).toBe(1);
  await t.app.accept(roofFell({ url }, 23));
  await until("its source's later figure reaches editors", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Sumber berubah")),
  );
});

test("where an editor was quicker to send what an aggregator brought, the outlet's own is not told again", async () => {
  await using t = await startTestApp({ settings: { sources: SOURCES } });
  await t.says(READER, "/langganan semua");
  await t.app.accept(gathered());
  await t.presses(EDITOR, "Siarkan");
  await until("the reader has it", () => told(t, READER) === 1);
  await t.app.accept(roofFell({ url }));
  await until("nothing waits", () => allIsRead(t));
  expect(await alerts(t)).toMatchObject([{ source: "kabar-uji", outlet: "Pengumpul" }]);
  expect(told(t, READER)).toBe(1);
});

test("what a second feed of an outlet says of an article joins what its first one said, while it waits", async () => {
  const [own, kilat] = SOURCES;
  await using t = await startTestApp({
    settings: {
      sources: [
        { ...own, policy: "review" },
        { ...kilat, policy: "review" },
      ],
    },
  });
  await t.app.accept(roofFell({ url }));
  await until("an editor has it", () => told(t, EDITOR) === 1);
  await t.app.accept(roofFell({ url, source: "kabar-kilat-uji" }));
  await until("the editor has it as breaking news", () => told(t, EDITOR) === 2);
  expect(await alerts(t)).toMatchObject([
    { state: "draft", source: "kabar-uji", topics: ["nasional", "olahraga"] },
  ]);
  const { rows } = await t.db.pool.query("select version, content -> 'breaking' as breaking from alerts");
  expect(rows).toEqual([{ version: 2, breaking: true }]);
  await t.says(READER, "/langganan semua");
  await t.presses(EDITOR, "Siarkan");
  await until("the reader has it", () => told(t, READER) === 1);
});

/** How often somebody was sent the roof's story itself. */
function told(t: TestApp, user: number): number {
  return t
    .sentTo(user)
    .filter((text) => text.includes("Atap Pasar Cendana") && !text.includes("Sumber berubah")).length;
}

async function alerts(t: TestApp): Promise<unknown[]> {
  const { rows } = await t.db.pool.query(
    "select state, source, content ->> 'outlet' as outlet, content -> 'topics' as topics from alerts",
  );
  return rows;
}

async function allIsRead(t: TestApp): Promise<boolean> {
  const { rowCount } = await t.db.pool.query(
    `select from articles where state = 'accepted' union all select from article_versions where state = 'accepted'`,
  );
  return rowCount === 0;
}

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EDITOR, startTestApp, type TestApp, type TestAppOptions } from "../support/app.ts";
import { anArticle, CALL_TO_ACTION } from "../support/articles.ts";
import { nobodyFollows } from "../support/crowd.ts";
import { draftOf } from "../support/drafts.ts";
import { noRedis } from "../support/redis.ts";
import { harvestFestival, TWO_SOURCES } from "../support/stories.ts";
import { until } from "../support/until.ts";

const queues: { queue: NonNullable<TestAppOptions["queue"]>; skip: string | false }[] = [
  { queue: "postgres", skip: false },
  { queue: "redis", skip: noRedis },
];
/** One sends by itself, one waits for an editor. */
const [SENDS, REVIEWED] = TWO_SOURCES;
const sources = [SENDS, { ...REVIEWED, policy: "review" }];

for (const { queue, skip } of queues)
  describe.skipIf(skip)(`the main job, with the queue on ${queue}`, () => {
    /** One service for all of them: each test has readers of its own, and nobody follows anything after it. */
    let t: TestApp;
    beforeAll(async () => {
      t = await startTestApp({ queue, settings: { sources } });
    });
    afterAll(() => t[Symbol.asyncDispose]());
    afterEach(() => nobodyFollows(t));

    /** The editor has the buttons of this draft, which come after it: those of another test's would be pressed else. */
    async function asked(headline: string): Promise<void> {
      const id = await draftOf(t, headline);
      await until("the editor is asked", () =>
        t.telegram
          .sentTo(EDITOR)
          .some(
            ({ text, buttons }) =>
              text.includes(`Draf ${id}`) && buttons.flat().some((b) => b.text.includes("Siarkan")),
          ),
      );
    }

    test("an article becomes one alert, its call to action last, in every chat that follows it and in no other", async () => {
      const [follower, allEars, sportsman] = [11, 12, 13];
      await t.says(follower, "/langganan nasional");
      await t.says(allEars, "/langganan semua");
      await t.says(sportsman, "/langganan olahraga");
      const before = t.sentTo(sportsman).length;

      await t.app.accept(anArticle({ title: "Jembatan Kali Biru Dibuka" }));
      await until("both have it", () =>
        [follower, allEars].every((user) =>
          t.sentTo(user).some((text) => text.includes("Jembatan Kali Biru")),
        ),
      );

      for (const user of [follower, allEars]) {
        const alerts = t.sentTo(user).filter((text) => text.includes("Jembatan Kali Biru"));
        expect(alerts).toHaveLength(1);
        expect(alerts[0]?.split("\n").at(-1)).toBe(CALL_TO_ACTION);
        expect(alerts[0]).not.toContain("Baca Juga");
      }
      expect(t.sentTo(sportsman)).toHaveLength(before);
    });

    test("the same article under another address parameter, and the same text under another address, alert nobody again", async () => {
      const reader = 21;
      await t.says(reader, "/langganan semua");
      const article = anArticle();
      await t.app.accept(article);
      await until("the first is sent", () => t.sentTo(reader).some((text) => text.includes("Jembatan")));
      const sent = t.sentTo(reader).length;

      expect(
        await t.app.accept({ ...article, url: `${article.url}?utm_source=rss&utm_medium=feed` }),
      ).toMatchObject({ kind: "repeat" });
      await t.app.accept({ ...article, url: "https://kabar-uji.example/pindah/1", title: "Judul Diubah" });
      await until("the second is read", async () => {
        const { rows } = await t.db.pool.query("select 1 from articles where state = 'repeat'");
        return rows.length === 1;
      });
      await t.app.accept(anArticle({ title: "Kabar Lain" }));
      await until("a later one is sent", () => t.sentTo(reader).some((text) => text.includes("Kabar Lain")));
      expect(t.sentTo(reader)).toHaveLength(sent + 1);
    });

    test("an editor broadcasts a text: preview, confirmation, one message to each, and the count", async () => {
      const readers = [31, 32] as const;
      await t.says(readers[0], "/langganan nasional");
      await t.says(readers[1], "/langganan ekonomi");
      await t.says(
        EDITOR,
        "/siarkan Listrik Padam di Sukamaju\nPerbaikan berlangsung sampai pukul 18.00 WIB.",
      );
      await asked("Listrik Padam di Sukamaju");
      await t.presses(EDITOR, "Siarkan");
      await until("both have it", () =>
        readers.every((user) => t.sentTo(user).some((text) => text.includes("Listrik Padam"))),
      );
      await until("the editor hears the count", () =>
        t.sentTo(EDITOR).some((text) => text.includes("Sedang dikirim ke 2 chat.")),
      );
      for (const user of readers)
        expect(t.sentTo(user).filter((text) => text.includes("Listrik Padam"))).toHaveLength(1);
    });

    test("a stranger cannot make the bot speak, and the attempt is on record", async () => {
      const [reader, stranger] = [41, 42];
      const alerts = async () => (await t.db.pool.query("select 1 from alerts")).rowCount;
      const before = await alerts();
      await t.says(reader, "/langganan semua");
      await t.says(stranger, "/siarkan Ini bukan berita");
      await until("the stranger is answered", () => t.sentTo(stranger).length > 0);
      const { rows } = await t.db.pool.query("select who, act from audit where act like 'refused %'");
      expect(rows).toEqual([
        { who: expect.stringMatching(/^telegram:~[0-9a-f]{16}$/), act: "refused broadcast" }, // a reader's id is not kept
      ]);
      expect(await alerts()).toBe(before);
    });

    test("an article of a source under review waits for an editor, who sends it with one press", async () => {
      const reader = 51;
      await t.says(reader, "/langganan semua");
      await t.app.accept(
        harvestFestival({ source: "warta-uji", url: "https://warta-uji.example/pesta-panen" }),
      );
      await asked(harvestFestival().title ?? "");
      expect(t.sentTo(EDITOR).some((text) => text.includes("Pesta Panen"))).toBe(true);
      expect(t.sentTo(reader).some((text) => text.includes("Pesta Panen"))).toBe(false);
      await t.presses(EDITOR, "Siarkan");
      await until("the reader has it", () => t.sentTo(reader).some((text) => text.includes("Pesta Panen")));
    });
  });

test("nothing is lost and nothing repeated when the service stops between an article and its alert", async () => {
  await using t = await startTestApp();
  await t.says(1, "/langganan semua");
  const [first, second] = [anArticle({ title: "Kabar Pertama" }), anArticle({ title: "Kabar Kedua" })];
  await t.app.accept(first);
  await t.app.accept(second);
  await t.restart();
  await until("both are sent", () =>
    ["Kabar Pertama", "Kabar Kedua"].every((title) => t.sentTo(1).some((text) => text.includes(title))),
  );
  await t.restart();
  await t.app.accept(anArticle({ title: "Kabar Ketiga" }));
  await until("the third is sent", () => t.sentTo(1).some((text) => text.includes("Kabar Ketiga")));
  for (const title of ["Kabar Pertama", "Kabar Kedua", "Kabar Ketiga"]) {
    expect(t.sentTo(1).filter((text) => text.includes(title))).toHaveLength(1);
  }
});

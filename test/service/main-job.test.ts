import { describe, expect, test } from "vitest";
import { EDITOR, startTestApp, type TestAppOptions } from "../support/app.ts";
import { anArticle, CALL_TO_ACTION } from "../support/articles.ts";
import { noRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

const queues: { queue: NonNullable<TestAppOptions["queue"]>; skip: string | false }[] = [
  { queue: "postgres", skip: false },
  { queue: "redis", skip: noRedis },
];

describe.each(queues)("the main job, with the queue on $queue", ({ queue, skip }) => {
  test.skipIf(skip)(
    "an article becomes one alert, its call to action last, in every chat that follows it and in no other",
    async () => {
      await using t = await startTestApp({ queue });
      await t.says(1, "/langganan nasional");
      await t.says(2, "/langganan semua");
      await t.says(3, "/langganan olahraga");
      const before = t.sentTo(3).length;

      await t.app.accept(anArticle({ title: "Jembatan Kali Biru Dibuka" }));
      await until("both have it", () =>
        [1, 2].every((user) => t.sentTo(user).some((text) => text.includes("Jembatan Kali Biru"))),
      );

      for (const user of [1, 2]) {
        const alerts = t.sentTo(user).filter((text) => text.includes("Jembatan Kali Biru"));
        expect(alerts).toHaveLength(1);
        expect(alerts[0]?.split("\n").at(-1)).toBe(CALL_TO_ACTION);
        expect(alerts[0]).not.toContain("Baca Juga");
      }
      expect(t.sentTo(3)).toHaveLength(before);
    },
  );

  test.skipIf(skip)(
    "the same article under another address parameter, and the same text under another address, alert nobody again",
    async () => {
      await using t = await startTestApp({ queue });
      await t.says(1, "/langganan semua");
      const article = anArticle();
      await t.app.accept(article);
      await until("the first is sent", () => t.sentTo(1).some((text) => text.includes("Jembatan")));
      const sent = t.sentTo(1).length;

      expect(
        await t.app.accept({ ...article, url: `${article.url}?utm_source=rss&utm_medium=feed` }),
      ).toMatchObject({ kind: "repeat" });
      await t.app.accept({ ...article, url: "https://kabar-uji.example/pindah/1", title: "Judul Diubah" });
      await until("the second is read", async () => {
        const { rows } = await t.db.pool.query("select 1 from articles where state = 'repeat'");
        return rows.length === 1;
      });
      await t.app.accept(anArticle({ title: "Kabar Lain" }));
      await until("a later one is sent", () => t.sentTo(1).some((text) => text.includes("Kabar Lain")));
      expect(t.sentTo(1)).toHaveLength(sent + 1);
    },
  );

  test.skipIf(skip)(
    "an editor broadcasts a text: preview, confirmation, one message to each, and the count",
    async () => {
      await using t = await startTestApp({ queue });
      await t.says(1, "/langganan nasional");
      await t.says(2, "/langganan ekonomi");
      await t.says(
        EDITOR,
        "/siarkan Listrik Padam di Sukamaju\nPerbaikan berlangsung sampai pukul 18.00 WIB.",
      );
      await t.presses(EDITOR, "Siarkan");
      await until("both have it", () =>
        [1, 2].every((user) => t.sentTo(user).some((text) => text.includes("Listrik Padam"))),
      );
      await until("the editor hears the count", () => t.sentTo(EDITOR).at(-1)?.includes("2") ?? false);
      for (const user of [1, 2])
        expect(t.sentTo(user).filter((text) => text.includes("Listrik Padam"))).toHaveLength(1);
    },
  );
});

test("a stranger cannot make the bot speak, and the attempt is on record", async () => {
  await using t = await startTestApp();
  await t.says(1, "/langganan semua");
  await t.says(2, "/siarkan Ini bukan berita");
  await until("the stranger is answered", () => t.sentTo(2).length > 0);
  const { rows } = await t.db.pool.query("select who, act from audit where act like 'refused %'");
  expect(rows).toEqual([
    { who: expect.stringMatching(/^telegram:~[0-9a-f]{16}$/), act: "refused broadcast" }, // a reader's id is not kept
  ]);
  const alerts = await t.db.pool.query("select 1 from alerts");
  expect(alerts.rowCount).toBe(0);
});

test("an article of a source under review waits for an editor, who sends it with one press", async () => {
  await using t = await startTestApp({
    settings: {
      sources: [
        {
          id: "kabar-uji",
          name: "Kabar Uji",
          feed: "https://kabar-uji.example/rss",
          policy: "review",
          everySeconds: 3600,
        },
      ],
    },
  });
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle({ title: "Pasar Baru Dibuka" }));
  await until("the editor sees it", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Pasar Baru Dibuka")),
  );
  expect(t.sentTo(1).some((text) => text.includes("Pasar Baru"))).toBe(false);
  await t.presses(EDITOR, "Siarkan");
  await until("the reader has it", () => t.sentTo(1).some((text) => text.includes("Pasar Baru Dibuka")));
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

import { expect, test } from "vitest";
import { accept } from "../../src/articles/accept.ts";
import { articleDoor } from "../../src/store/articles/articles.ts";
import { EDITOR, startTestApp, type TestApp, testAppForAll } from "../support/app.ts";
import { untilBlocked } from "../support/database.ts";
import { rss, startPublisherServer, withBody } from "../support/publisher-server.ts";
import {
  contractorQuestioned,
  harvestFestival,
  roofFell,
  roofFellElsewhere,
  TWO_SOURCES,
} from "../support/stories.ts";
import { until } from "../support/until.ts";

/** What becomes of several articles about one event: one service with two sources and a reader, or one of its own for other settings. */
let t: TestApp;
const READER = 1;

testAppForAll({ settings: { sources: TWO_SOURCES }, sweepEveryMs: 2_000 }, async (app) => {
  t = app;
  await t.says(READER, "/langganan semua");
});

test("two sources tell the same event at once: readers get one alert, and both articles are in the archive", async () => {
  await Promise.all([t.app.accept(roofFell()), t.app.accept(roofFellElsewhere())]);
  await until("both are read", () => areRead(t, 2));
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);

  const { rows } = await t.db.pool.query("select distinct story_id from articles");
  expect(rows).toHaveLength(1);
  await t.says(EDITOR, "/antrean");
  await until("the editor sees what was left unsaid, and why", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Tidak disiarkan") && text.includes("sumber lain")),
  );
  const audit = await t.db.pool.query("select who, act from audit where act = 'silent'");
  expect(audit.rowCount).toBe(1);
});

test("however often two sources race, one story is one alert", async () => {
  const towns = ["Tanjungsari", "Mekarwangi", "Cibadak", "Lembursitu"];
  const moved = (town: string) => (text: string) =>
    text
      .replaceAll("Cendana", town)
      .replaceAll("Wanasari", `${town}lor`)
      .replaceAll("Sukamaju", `Kota${town}`);
  await Promise.all(
    towns.flatMap((town) =>
      [roofFell(), roofFellElsewhere()].map((article) =>
        t.app.accept({
          ...article,
          url: `${article.url}-${town}`,
          title: moved(town)(article.title ?? ""),
          body: { form: "text", content: moved(town)(article.body.content) },
        }),
      ),
    ),
  );
  await until("all are read", () => areRead(t, 2 * towns.length));
  await allIsSent(t);
  expect(towns.map((town) => alerts(t, `Pasar ${town}`).length)).toEqual(towns.map(() => 1));
});

test("another source's follow-up with a new side of the story is told", async () => {
  await t.app.accept(roofFell());
  await until("the event is sent", () => alerts(t, "Ambruk").length === 1);
  await t.app.accept(
    contractorQuestioned({ source: "warta-uji", url: "https://warta-uji.example/kontraktor" }),
  );
  await until("the follow-up is sent", () => alerts(t, "Polisi Periksa Kontraktor").length === 1);
  expect(await silent(t)).toBe(0);
});

test("the same text with more hurt than before is told, from whichever source it comes", async () => {
  await t.app.accept(roofFell());
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await t.app.accept(roofFell({ source: "warta-uji", url: "https://warta-uji.example/atap" }, 23));
  await until("the new number is sent", () => alerts(t, "23 Pedagang").length === 1);
  expect(await silent(t)).toBe(0);
});

/** With a sentence more. */
function atSecondAddress(article: ReturnType<typeof roofFell>): ReturnType<typeof roofFell> {
  const content = `${article.body.content}\nWarga sekitar ikut membantu petugas sejak pagi.`;
  return { ...article, url: `${article.url}-2`, body: { form: "text", content } };
}

test("what a source first told and brings at a second address, after the first has another number, is told once", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await t.app.accept(roofFell({ url: article.url }, 23));
  await until("the editor is told", () => t.sentTo(EDITOR).some((text) => text.includes("Sumber berubah")));
  await t.app.accept(atSecondAddress(article));
  await until("it is read", async () => (await states(t)).every((state) => state !== "accepted"));
  expect(await states(t)).toEqual(["ready", "repeat"]);
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);
});

test("another number at a third address is told, though the second address had only repeated the first", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await t.app.accept(atSecondAddress(article));
  await until("the second address is a repeat", async () => (await states(t)).includes("repeat"));
  await t.app.accept(roofFell({ url: `${article.url}-3` }, 23));
  await until("the new number is sent", () => alerts(t, "23 Pedagang").length === 1);
  expect(await states(t)).toEqual(["ready", "repeat", "ready"]);
});

test("… but where the alert was corrected to the other number meanwhile, it is told: readers have another one by now", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await t.app.accept(roofFell({ url: article.url }, 23));
  await until("the editor is told", () => t.sentTo(EDITOR).some((text) => text.includes("Sumber berubah")));
  await t.says(EDITOR, "/ralat 1 sumber");
  await until("the bot asks", () => t.sentTo(EDITOR).some((text) => text.includes("Kirim ralat siaran 1?")));
  await t.presses(EDITOR, "Kirim ralat");
  await until("readers have the new number", () => alerts(t, "15 Pedagang").length === 0);
  await t.app.accept(atSecondAddress(article));
  await until("the first number is sent again", () => alerts(t, "15 Pedagang").length === 1);
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(2);
});

test("what was told from a teaser is not told again when its source brings the whole at a second address", async () => {
  const whole = roofFell();
  const [beginning = ""] = whole.body.content.split("\n");
  await t.app.accept({ ...whole, body: { form: "text", content: beginning } });
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await t.app.accept(roofFell({ url: `${whole.url}-lengkap` }));
  await until("both are read", () => areRead(t, 2));
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);
  const { rows } = await t.db.pool.query("select silent_why as why from articles where id = 2");
  expect(rows[0]).toMatchObject({ why: expect.stringContaining("Teksnya hampir sama") });
});

test("a source's own update, which turns the news over a text that stayed, is told", async () => {
  const police = (act: string, acting: string, url: string) => {
    const { body } = contractorQuestioned();
    return contractorQuestioned({
      title: `Polisi ${act} kontraktor renovasi Pasar Cendana`,
      url,
      body: { ...body, content: body.content.replace("memeriksa", acting) },
    });
  };
  await t.app.accept(police("buru", "memburu", "https://kabar-uji.example/berita/kontraktor"));
  await until("the hunt is sent", () => alerts(t, "Polisi buru kontraktor").length === 1);
  await t.app.accept(police("tangkap", "menangkap", "https://kabar-uji.example/berita/kontraktor-2"));
  await until("its end is sent", () => alerts(t, "Polisi tangkap kontraktor").length === 1);
  expect(await states(t)).not.toContain("repeat");
});

test("what was left unsaid, since another source had told it, and comes to another number waits for an editor", async () => {
  await t.app.accept(roofFell());
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  const elsewhere = roofFellElsewhere();
  await t.app.accept(elsewhere);
  await until("it is left unsaid", async () => (await silent(t)) === 1);
  const { title, body } = elsewhere;
  await t.app.accept({
    ...elsewhere,
    title: (title ?? "").replace("15", "27"),
    body: { ...body, content: body.content.replace("15 pedagang", "27 pedagang") },
  });
  await until("the editor has the draft", () => t.sentTo(EDITOR).some((text) => text.includes("Draf 2")));
  expect(t.sentTo(EDITOR).join("\n")).toContain("Sesudah itu sumber ini mengubah angka");
  expect(await silent(t)).toBe(0);
  await allIsSent(t);
  expect(alerts(t, "27 Pedagang")).toEqual([]);
  await t.presses(EDITOR, "Siarkan ke");
  await until("readers have it", () => alerts(t, "27 Pedagang").length === 1);
});

test("a copy of what another source told is told when its own source comes to another number", async () => {
  await t.app.accept(roofFell());
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  const copy = { source: "warta-uji", url: "https://warta-uji.example/atap" };
  await t.app.accept(roofFell(copy));
  await until("it is a repeat", async () => {
    const { rowCount } = await t.db.pool.query("select from articles where id = 2 and repeat_of = 1");
    return rowCount === 1;
  });
  await t.app.accept(roofFell(copy, 23));
  await until("the new number is sent", () => alerts(t, "23 Pedagang").length === 1);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(2);
});

test("the same text under another address and title, with another template around it, is a repeat", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "Pasar Cendana").length === 1);
  const content = `Halaman ini disusun oleh redaksi daerah.\n${article.body.content}\nPantau terus kabar dari seluruh penjuru daerah bersama kami.`;
  await t.app.accept({
    ...article,
    url: "https://kabar-uji-baru.example/arsip/77",
    title: "Ambruknya Atap Pasar Melukai Belasan Orang",
    body: { form: "text", content },
  });
  await until("it is known as a repeat", async () => (await states(t)).includes("repeat"));
  await t.app.accept(harvestFestival());
  await until("a later one is sent", () => alerts(t, "Pesta Panen").length === 1);
  expect(alerts(t, "Pasar")).toHaveLength(1);
});

test("breaking news passes though the story was told", async () => {
  await t.app.accept(roofFell());
  await until("the event is sent", () => alerts(t, "Pasar Cendana").length === 1);
  const { title } = roofFellElsewhere();
  await t.app.accept(roofFellElsewhere({ title: `BREAKING NEWS: ${title}` }));
  await until("the breaking one is sent", () => alerts(t, "BERITA KILAT").length === 1);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(2);
});

test("when a newsroom wants to hear every source, it does", async () => {
  await using t = await startTestApp({ settings: { sources: TWO_SOURCES, stories: { otherSource: "new" } } });
  await t.says(READER, "/langganan semua");
  await t.app.accept(roofFell());
  await t.app.accept(roofFellElsewhere());
  await until("both are sent", () => alerts(t, "Pasar Cendana").length === 2);
  expect(await silent(t)).toBe(0);
});

test("a number that changes in the source after sending reaches the editor, with the correction ready", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);

  const changed = roofFell({ url: article.url }, 23);
  expect(await t.app.accept(changed)).toMatchObject({ kind: "repeat", changed: true });
  const notices = () => t.sentTo(EDITOR).filter((text) => text.includes("Sumber berubah"));
  await until("the editor is told", () => notices().length === 1);
  expect(notices()[0]).toMatch(/15 .*→ .*23 /);
  expect(notices()[0]).toContain("tidak ada dalam artikel");
  expect(notices()[0]).toContain("Atap Pasar Cendana Sukamaju Ambruk, 23 Pedagang Terluka");
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);

  const { rows } = await t.db.pool.query(
    "select clean -> 'title' as title from article_versions order by id",
  );
  expect(rows.map(({ title }) => title)).toEqual([article.title, changed.title]);
  expect(await t.app.accept(changed)).toEqual({ kind: "repeat", of: 1 });
});

test("of an alert that an editor approves while its source's correction is being read, editors are told as of one that is out", async () => {
  const article = roofFell();
  await t.app.accept(article);
  await until("the event is sent", () => alerts(t, "15 Pedagang").length === 1);
  await allIsSent(t);
  await t.db.pool.query("update alerts set state = 'draft'");
  const approval = await t.db.pool.connect();
  try {
    await approval.query("begin");
    await approval.query("update alerts set state = 'sent'");
    await t.app.accept(roofFell({ url: article.url }, 23));
    await untilBlocked(t.db.pool);
    await approval.query("commit");
  } finally {
    approval.release();
  }
  const notice = () => t.sentTo(EDITOR).find((text) => text.includes("Sumber berubah"));
  await until("the editor is told", () => notice() !== undefined);
  expect(notice()).toContain("Ralat yang disiapkan:");
});

test("what is scheduled does not go out by itself once its source says otherwise: it is a draft again, and editors hear so", async () => {
  const review = TWO_SOURCES.map((source) => ({ ...source, policy: "review" }));
  await using t = await startTestApp({ settings: { sources: review } });
  const article = roofFell();
  await t.app.accept(article);
  const state = async () => (await t.db.pool.query("select state, send_at, reasons from alerts")).rows[0];
  await until("the draft is there", async () => (await state())?.state === "draft");
  await t.db.pool.query("update alerts set state = 'scheduled', send_at = now() + interval '1 hour'");
  await t.app.accept(roofFell({ url: article.url }, 23));
  const notice = () => t.sentTo(EDITOR).find((text) => text.includes("Sumber berubah"));
  await until("the editor is told", () => notice() !== undefined);
  expect(notice()).toContain("Jadwalnya dibatalkan: siaran 1 menjadi draf lagi");
  expect(await state()).toMatchObject({
    state: "draft",
    send_at: null,
    reasons: ["Sumber mengubah artikel ini sesudah drafnya dibuat. Jadwal siarannya dibatalkan."],
  });
  const audit = await t.db.pool.query("select who, act from audit where subject = 'alert:1'");
  expect(audit.rows).toContainEqual({ who: "sistem:sumber", act: "unschedule" });
});

test.each([
  ["is overdue", -8],
  ["is looked at seldom", 8],
])(
  "what came due while the service was down waits until its source, which %s, was asked what it says by now",
  async (_how, minutes) => {
    await using publisher = await startPublisherServer();
    const feed = `${publisher.url}/rss`;
    const fed = (...items: string[]) => publisher.answer("/rss", withBody(rss(items)));
    fed();
    await using t = await startTestApp({
      settings: {
        sources: [{ ...TWO_SOURCES[0], feed, policy: "review" }],
        intake: { alertWithinHours: 12, allowedHosts: [publisher.host] },
      },
    });
    await t.says(READER, "/langganan semua");
    const before = roofFell();
    await t.app.accept(before);
    const state = async () => (await t.db.pool.query("select state from alerts")).rows[0]?.state;
    await until("the draft is there", async () => (await state()) === "draft");
    await t.restart(async () => {
      await t.db.pool.query("update alerts set state = 'scheduled', send_at = now() - interval '10 minutes'");
      await t.db.pool.query(
        `update sources set last_ok_at = now() - interval '15 minutes', next_poll_at = now() + $1::int * interval '1 minute'`,
        [minutes],
      );
      const { title, body } = roofFell({}, 23);
      const text = body.content.replaceAll("\n", "<br/>");
      fed(
        `<item><title>${title}</title><link>${before.url}</link><pubDate>${new Date().toUTCString()}</pubDate>` +
          `<content:encoded><![CDATA[<p>${text}</p>]]></content:encoded></item>`,
      );
    });
    await until("its source's new text holds it back", async () => (await state()) === "draft");
    expect(alerts(t, "Pasar Cendana")).toEqual([]);
  },
);

test("a draft is not sent by a button from before its source said otherwise: its editor is shown why to wait", async () => {
  const review = TWO_SOURCES.map((source) => ({ ...source, policy: "review" }));
  await using t = await startTestApp({ settings: { sources: review } });
  await t.says(READER, "/langganan semua");
  const article = roofFell();
  await t.app.accept(article);
  await until("the editor has the draft", () => t.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
  await t.app.accept(roofFell({ url: article.url }, 23));
  await until("the editor is told", () => t.sentTo(EDITOR).some((text) => text.includes("Sumber berubah")));
  await t.presses(EDITOR, "Siarkan ke");
  await until("the editor sees why to wait", () =>
    t.sentTo(EDITOR).some((text) => text.includes("⚠️ Sumber mengubah artikel ini sesudah drafnya dibuat.")),
  );
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toEqual([]);
  await t.presses(EDITOR, "Tolak draf");
  await until("the notice's button still rejects", () =>
    t.sentTo(EDITOR).some((text) => text.includes("ditolak")),
  );
});

test("a source that only adds a paragraph or changes its markup disturbs no editor", async () => {
  const article = roofFell();
  const asHtml = (paragraphs: string, id: number) => ({
    form: "html" as const,
    content: paragraphs
      .split("\n")
      .map((p) => `<p data-id="${id}">${p}</p>`)
      .join(""),
  });
  const { content } = article.body;
  await t.app.accept({ ...article, body: asHtml(content, 1) });
  await until("the event is sent", () => alerts(t, "Pasar Cendana").length === 1);
  expect(await t.app.accept({ ...article, body: asHtml(content, 2) })).toEqual({ kind: "repeat", of: 1 });

  const longer = `${content}\nBupati berjanji membangun lapak sementara di terminal lama.`;
  await t.app.accept({ ...article, body: asHtml(longer, 3) });
  await until("the longer text is in the archive", async () => {
    const { rows } = await t.db.pool.query(
      "select 1 from articles where clean::text like '%lapak sementara%'",
    );
    return rows.length === 1;
  });
  await t.app.accept(harvestFestival({ source: "warta-uji" }));
  await until("a later one is sent", () => alerts(t, "Pesta Panen").length === 1);
  expect(t.sentTo(EDITOR).filter((text) => text.includes("Sumber berubah"))).toEqual([]);
});

test("an article that is older than the limit is archived and told to nobody", async () => {
  await t.app.accept(roofFell({ publishedAt: new Date(Date.now() - 13 * 3_600_000) }));
  await t.app.accept(harvestFestival());
  await until("the younger one is sent", () => alerts(t, "Pesta Panen").length === 1);
  await until("both are read", () => areRead(t, 2));
  expect(alerts(t, "Pasar Cendana")).toEqual([]);
  const { rows } = await t.db.pool.query("select count(*) as n from alerts");
  expect(rows).toEqual([{ n: 1 }]);
});

test("what a new source's first load brought just before another source brings it as news reaches readers as that one's", async () => {
  const justNow = roofFell({ publishedAt: new Date() });
  const quiet = { quiet: true, alertWithinHours: 12 };
  await accept(articleDoor(t.db.pool), { ...justNow, source: "warta-uji" }, quiet, new Date());
  await until("it is in the archive", () => areRead(t, 1));
  await t.app.accept(justNow);
  await until("the reader has it", () => alerts(t, "Pasar Cendana").length === 1);
  const { rows } = await t.db.pool.query("select source from articles");
  expect(rows).toEqual([{ source: "kabar-uji" }]);
});

test("a text that another source had first is told all the same where nobody has heard of it: it was archived, or is a draft", async () => {
  const [kabar, warta] = TWO_SOURCES;
  await using t = await startTestApp({
    settings: { sources: [kabar, { ...warta, policy: "review" }] },
    sweepEveryMs: 2_000,
  });
  await t.says(READER, "/langganan semua");
  const elsewhere = { source: "warta-uji", url: "https://warta-uji.example/kantor-berita/1" };
  const quiet = { quiet: true, alertWithinHours: 12 };
  await accept(articleDoor(t.db.pool), roofFell(elsewhere), quiet, new Date());
  await until("it is in the archive", () => areRead(t, 1));
  await t.app.accept(roofFell());
  await until("the reader has it", () => alerts(t, "Pasar Cendana").length === 1);

  const festival = { ...elsewhere, url: "https://warta-uji.example/kantor-berita/2" };
  await t.app.accept(harvestFestival(festival));
  await until("an editor has a draft", () => t.sentTo(EDITOR).some((text) => text.includes("Pesta Panen")));
  await t.app.accept(harvestFestival());
  await until("the reader has that, too", () => alerts(t, "Pesta Panen").length === 1);
  await t.app.accept(harvestFestival({ ...festival, url: "https://warta-uji.example/kantor-berita/3" }));
  await until("no more of it", async () => (await states(t)).at(-1) === "repeat");
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);
  const { rows } = await t.db.pool.query("select reasons from alerts where state = 'draft'");
  expect(rows).toEqual([{ reasons: [expect.stringContaining("sudah disiarkan dari sumber lain")] }]);
});

test("… or was left unsaid, since its story had a draft that nobody has decided on", async () => {
  const [kabar, warta] = TWO_SOURCES;
  const copies = { ...warta, id: "salin-uji", name: "Salin Uji", feed: "https://salin-uji.example/rss" };
  await using t = await startTestApp({
    settings: { sources: [kabar, { ...warta, policy: "review" }, { ...copies, policy: "review" }] },
  });
  await t.says(READER, "/langganan semua");
  await t.app.accept(roofFellElsewhere());
  await until("an editor has a draft", () => t.sentTo(EDITOR).some((text) => text.includes("Pasar Cendana")));
  await t.app.accept(roofFell({ source: "salin-uji", url: "https://salin-uji.example/atap" }));
  await until("the copy is left unsaid", async () => (await silent(t)) === 1);
  await t.app.accept(roofFell());
  await until("the reader has it", () => alerts(t, "Pasar Cendana").length === 1);
  expect(await states(t)).toEqual(["ready", "ready", "ready"]);
});

function alerts(t: TestApp, words: string): string[] {
  return t.sentTo(READER).filter((text) => text.includes(words));
}

async function silent(t: TestApp): Promise<number | null> {
  return (await t.db.pool.query("select 1 from articles where silent_why is not null")).rowCount;
}

async function states(t: TestApp): Promise<string[]> {
  const { rows } = await t.db.pool.query<{ state: string }>("select state from articles order by id");
  return rows.map(({ state }) => state);
}

async function areRead(t: TestApp, count: number): Promise<boolean> {
  return (await states(t)).filter((state) => state === "ready").length === count;
}

async function allIsSent(t: TestApp): Promise<void> {
  await until("nothing waits any more", async () => {
    const { rows } = await t.db.pool.query("select 1 from deliveries where state <> 'sent'");
    return rows.length === 0;
  });
}

test("a newsroom that keeps its messages up to date changes what readers have, and sends nothing more", async () => {
  await using t = await startTestApp({
    settings: { sources: TWO_SOURCES, stories: { otherSource: "edit" } },
  });
  await t.says(READER, "/langganan semua");
  await t.app.accept(roofFell());
  await until("the first is sent", () => alerts(t, "Pasar Cendana").length === 1);
  const before = alerts(t, "Pasar Cendana")[0];
  await t.app.accept(roofFellElsewhere());
  await until("the message says what the second source says", () => {
    const [now, ...more] = alerts(t, "Pasar Cendana");
    return now !== undefined && now !== before && more.length === 0;
  });
  await allIsSent(t);
  expect(alerts(t, "Pasar Cendana")).toHaveLength(1);
  const audit = await t.db.pool.query("select who from audit where act = 'update'");
  expect(audit.rows).toEqual([{ who: `sumber:${roofFellElsewhere().source}` }]);
});

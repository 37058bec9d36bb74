import { expect, test } from "vitest";
import type { NewAlert } from "../src/alerts/draft.ts";
import type { Version } from "../src/alerts/rereading.ts";
import type { IncomingArticle } from "../src/articles/article.ts";
import { FetchFailure } from "../src/intake/fetch-failure.ts";
import { Source } from "../src/intake/source.ts";
import { articleGiven, type FetchPage } from "../src/intake/whole-article.ts";
import { createPipeline, type PipelineParts } from "../src/pipeline.ts";
import { summarise } from "../src/summaries/summarise.ts";
import { TWO_SOURCES, roofFell } from "./support/stories.ts";

const TEASER =
  "Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai 15 pedagang yang sedang membuka lapak.";
const hangs = new FetchFailure("timeout", "kabar-uji.example tidak menjawab");
const bug = new TypeError("Cannot read properties of undefined");

/** Reads a teaser's article whose page is `page`; what was drafted of it, or what was thrown. */
async function read(
  page: Exclude<Awaited<ReturnType<FetchPage>>, object> | { html: string; url: string } | Error,
  { last = true, teaser = TEASER, title }: { last?: boolean; teaser?: string; title?: string } = {},
): Promise<NewAlert | Error> {
  const made: NewAlert[] = [];
  const incoming = roofFell({
    teaser: true,
    body: { form: "text", content: teaser },
    ...(title === undefined ? {} : { title }),
  });
  const pipeline = createPipeline(
    partsFor(
      incoming,
      (alert) => made.push(alert),
      async () => {
        if (page instanceof Error) throw page;
        return page;
      },
    ),
  );
  const failure = await pipeline
    .read(1, { signal: new AbortController().signal, last })
    .then(() => undefined)
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  return failure ?? made[0] ?? new Error("nothing was written down");
}

test.each<[string, Parameters<typeof read>, string]>([
  ["does not open at the last try", [hangs], "tidak dapat dibuka"],
  ["is not there at the last try", ["gone"], "tidak ada di situsnya"],
  ["may not be opened", ["refused", { last: false }], "tidak boleh atau tidak dapat kami baca"],
])(
  "where the page %s, an editor decides on the teaser, though its source sends by itself",
  async (_, given, doubt) => {
    const alert = await read(...given);
    expect(alert).toMatchObject({
      approved: false,
      content: { summary: expect.stringContaining("15 pedagang") },
    });
    expect(alert).toMatchObject({ reasons: [expect.stringContaining(doubt)] });
  },
);

const HUNTED = "Perampok Toko Emas Wanasari Masih Buron";
const CAUGHT = "Perampok Toko Emas Wanasari Ditangkap";
const ROBBERY = [
  "Polisi menyebut perampok toko emas di Kecamatan Wanasari, Kabupaten Sukamaju, beraksi pada Senin pagi.",
  "Toko itu kehilangan perhiasan yang sedang dipajang, dan pegawainya dimintai keterangan hingga sore.",
];

function pageUnder(heading: string): { html: string; url: string } {
  const text = ROBBERY.map((line) => `<p>${line}</p>`).join("");
  return {
    html: `<html><head><title>${heading}</title></head><body><article><h1>${heading}</h1>${text}</article></body></html>`,
    url: "https://kabar-uji.example/perampok",
  };
}

test.each<[string, string, NewAlert["reasons"], string]>([
  [
    "contradicts the title that its source gave, and an editor decides",
    CAUGHT,
    [`Judul dari sumbernya lain, dan bertentangan dengan halamannya: “${HUNTED}”.`],
    CAUGHT,
  ],
  [
    "says more than the title that its source gave, and nobody has to",
    `${HUNTED}, Polisi Periksa Saksi`,
    [],
    HUNTED,
  ],
])("a page's heading %s", async (_, heading, reasons, headline) => {
  const alert = await read(pageUnder(heading), { teaser: ROBBERY[0] ?? "", title: HUNTED });
  expect(alert).toMatchObject({ approved: reasons.length === 0, reasons, content: { headline } });
});

test("a feed's mark of breaking news holds also where its page's heading counts, which has none", async () => {
  const title = `BREAKING NEWS: ${HUNTED}`;
  const alert = await read(pageUnder(CAUGHT), { teaser: ROBBERY[0] ?? "", title });
  expect(alert).toMatchObject({ content: { headline: CAUGHT, breaking: true } });
});

test.each([
  ["that its source gave before, too", HUNTED, CAUGHT],
  ["that is new: then the page is the slower one", CAUGHT, HUNTED],
])("read again, a page's heading and a title %s", async (_, titled, title) => {
  const incoming = roofFell({
    teaser: true,
    title: HUNTED,
    body: { form: "text", content: ROBBERY[0] ?? "" },
  });
  const before = articleGiven(incoming);
  const parts = partsFor(
    incoming,
    () => undefined,
    async () => pageUnder(CAUGHT),
  );
  const version: Version = {
    id: 1,
    articleId: 1,
    state: "accepted",
    incoming,
    now: before,
    known: before,
    seen: false,
    toldAt: null,
    missed: false,
    unsaid: false,
    alsoFrom: [],
    titled,
  };
  const titles: (string | null)[] = [];
  const versions: PipelineParts["rereading"]["versions"] = {
    ...parts.rereading.versions,
    toDo: async () => version,
    replace: async (_version, clean) => titles.push(clean.title) > 0,
  };
  const pipeline = createPipeline({
    ...parts,
    articles: { ...parts.articles, toDo: async () => undefined },
    rereading: { ...parts.rereading, versions },
  });
  await pipeline.read(1, { signal: new AbortController().signal, last: true });
  expect(titles).toEqual([title]);
});

test.each<[string, Parameters<typeof read>, Error]>([
  ["it does not open, and is tried again", [hangs, { last: false }], hangs],
  [
    "it is not there, and is tried again",
    ["gone", { last: false }],
    new FetchFailure("status", "Halaman artikel ini tidak ada di situsnya"),
  ],
  ["it does not open, and its source gave nothing but a title", [hangs, { teaser: "" }], hangs],
  ["our own code fails over it, at the last try, too", [bug], bug],
  [
    "we were told to end",
    [new FetchFailure("aborted", "dihentikan")],
    new FetchFailure("aborted", "dihentikan"),
  ],
])("nothing is drafted of a page where %s", async (_, given, thrown) => {
  expect(await read(...given)).toEqual(thrown);
});

test.each([
  ["an article that nobody had brought", {}, "article"],
  [
    "one that another source had brought, and a worker may be reading as that one's",
    { known: true as const },
    "version",
  ],
])("%s is reminded of in a way that is not dropped", async (_, known, by) => {
  const reminded: string[] = [];
  const note = (what: string) => async () => void reminded.push(what);
  const parts = partsFor(
    roofFell(),
    () => undefined,
    async () => "gone",
  );
  const pipeline = createPipeline({
    ...parts,
    door: { add: async () => ({ kind: "accepted", id: 1, trace: "t", ...known }) },
    remind: { ...parts.remind, article: note("article"), version: note("version") },
  });
  await pipeline.accept(roofFell(), { quiet: false });
  expect(reminded).toEqual([by]);
});

function partsFor(
  incoming: IncomingArticle,
  drafted: (alert: NewAlert) => void,
  fetchPage: FetchPage,
): PipelineParts {
  const nothing = async () => undefined;
  return {
    door: { add: async () => ({ kind: "repeat", of: 1 }) },
    articles: {
      toDo: async () => ({ id: 1, quiet: false, incoming, alsoFrom: [], hash: null, trace: null }),
      knownAt: async () => [],
      async complete(_toDo, _read, alert) {
        if (alert) drafted(alert);
        return { kind: "drafted", alertId: 1 };
      },
      speakAfterAll: nothing,
    },
    stories: { place: async () => [], textOf: nothing, originalTextOf: nothing, textsOf: async () => [] },
    rereading: {
      versions: { toDo: nothing, replace: async () => false, told: nothing, settle: nothing },
      leftOut: { toDo: nothing, looked: nothing },
      alertOf: nothing,
      now: () => new Date(),
    },
    where: () => [],
    whyUnsendable: () => null,
    fetchPage,
    summarise: async (article) => ({ summary: summarise(article), remark: null }),
    remind: { article: nothing, archived: nothing, version: nothing, deliveries: nothing },
    draftWaits: nothing,
    events: {
      articleAccepted: () => undefined,
      articleRepeated: () => undefined,
      articleRead: () => undefined,
      summaryFaulty: () => undefined,
      alertDrafted: () => undefined,
      alertApproved: () => undefined,
    },
    tracing: { root: () => undefined, step: (_trace, _name, _facts, work) => work() },
    settings: {
      sources: TWO_SOURCES.map((source) => Source.parse(source)),
      topics: [],
      summary: { budget: 320 },
      breaking: { titles: ["BREAKING NEWS"] },
      intake: { alertWithinHours: 12 },
      desk: { fourEyes: { sources: [], breaking: false } },
    },
    now: () => new Date(),
  };
}

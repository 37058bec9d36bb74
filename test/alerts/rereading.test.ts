import { describe, expect, test } from "vitest";
import type { Alert, AlertContent } from "../../src/alerts/alert.ts";
import { reread, type RereadingParts, type Telling, type Version } from "../../src/alerts/rereading.ts";
import type { SourceChange } from "../../src/alerts/source-change.ts";
import { type ArticleText, readArticle } from "../../src/articles/read.ts";
import { roofFell } from "../support/stories.ts";

const attempt = { signal: new AbortController().signal, last: false };
const NOW = new Date("2026-11-23T07:00:00+07:00");
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const RETITLED = "Atap Pasar Cendana Sukamaju Ambruk, 23 Pedagang Terluka";
const costlier = (text: string): string => text.replace("9,4 miliar", "12,4 miliar");

const textOf = (hurt: number, edit: (text: string) => string = (text) => text): ArticleText => {
  const { title, url, body } = roofFell({}, hurt);
  return { ...body, content: edit(body.content), title, url, image: null, publishedAt: null };
};

const content: AlertContent = {
  headline: "Atap Pasar Cendana Sukamaju Ambruk, 15 Pedagang Terluka",
  summary:
    "Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai 15 pedagang yang sedang membuka lapak.",
  flash: "Atap Pasar Cendana Sukamaju Ambruk, 15 Pedagang Terluka",
  credits: [],
  link: "https://kabar-uji.example/berita/atap-pasar-cendana-15",
  callToAction: { text: "Gabung ke Channel WhatsApp Kabar Uji.", url: null },
  image: null,
  outlet: "Kabar Uji",
  topics: ["nasional"],
  regions: [],
  toEveryone: false,
  breaking: false,
};

const sent: Alert = {
  id: 5,
  articleId: 1,
  state: "sent",
  content,
  createdBy: "sumber:kabar-uji",
  createdAt: new Date(0),
  decidedBy: null,
  firstApproval: null,
  firstSendAt: null,
  decidedAt: null,
  version: 1,
  editedBy: null,
  sendAt: null,
  embargoUntil: null,
  corrections: 0,
};

/** Plays the store and the editors; what happened, in order. */
function played(
  now: ArticleText | "gone" | "refused" | "another page",
  alert: Alert | null = sent,
  state: Version["state"] = "accepted",
  known: Partial<Pick<Version, "known" | "seen" | "toldAt" | "missed" | "incoming" | "titled" | "unsaid">> & {
    isNewest?: boolean;
  } = {},
) {
  const { isNewest = true, ...knows } = known;
  const happened: string[] = [];
  const changes: SourceChange[] = [];
  const tell = ({ news }: Telling): void => {
    if (typeof news === "string") happened.push(`told: ${news}`);
    else if ("retitled" in news) happened.push(`told: ${news.retitled}`);
    else {
      happened.push("told");
      changes.push(news);
    }
  };
  const parts: RereadingParts = {
    versions: {
      toDo: async () => ({
        id: 9,
        articleId: 1,
        state,
        incoming: roofFell(),
        now: readArticle(state === "news" && typeof now !== "string" ? now : textOf(15)),
        known: readArticle(textOf(15)),
        seen: false,
        toldAt: null,
        missed: false,
        titled: roofFell().title,
        unsaid: false,
        alsoFrom: [],
        ...knows,
      }),
      replace: async (_version, _clean, _summary, next) => {
        happened.push(`replaced, ${next}`);
        return isNewest;
      },
      async told(_id, telling) {
        tell(telling);
        happened.push("read");
      },
      async settle(_id, last, telling) {
        if (telling) tell(telling);
        happened.push(last);
      },
    },
    read: async () => (typeof now === "string" ? now : readArticle(now)),
    given: (incoming) => readArticle({ ...incoming, ...incoming.body }),
    leftOut: { toDo: async () => undefined, looked: async () => undefined },
    pageAt: async () => "gone",
    reconsider: async () => void happened.push("reconsidered"),
    alertOf: async () => alert ?? undefined,
    budget: 320,
    now: () => NOW,
  };
  return { parts, happened, changes, tell };
}

describe("a source brings another text of an article that we have read", () => {
  const cases: [string, Parameters<typeof played>, string[]][] = [
    ["a number of the alert is another one", [textOf(23)], ["replaced, news", "told", "read"]],
    [
      "a number of the text is another one, which the alert does not have",
      [textOf(15, (text) => text.replace("9,4 miliar", "12,4 miliar"))],
      ["replaced, news", "told", "read"],
    ],
    [
      "a point was missing in a number",
      [textOf(15, (text) => text.replace("9,4 miliar", "94 miliar"))],
      ["replaced, news", "told", "read"],
    ],
    [
      "a sentence of the alert is worded anew",
      [textOf(15, (text) => text.replace("sedang membuka lapak", "tengah menata dagangan"))],
      ["replaced, news", "told", "read"],
    ],
    [
      "a word elsewhere is worded anew",
      [textOf(15, (text) => text.replace("dibawa ke", "dirawat di"))],
      ["replaced, read"],
    ],
    [
      "a paragraph was added",
      [textOf(15, (text) => `${text}\nBupati datang sore hari.`)],
      ["replaced, read"],
    ],
    ["only the markup", [textOf(15)], ["same"]],
    ["no alert was made of it", [textOf(23), { ...sent, state: "rejected" }], ["replaced, read"]],
    ["the page is gone", ["gone"], ["told: gone", "gone"]],
    ["the page may not be read any more", ["refused"], ["failed"]],
    ["another page stands at its address", ["another page"], ["told: another page", "failed"]],
    ["… of which they were told", ["another page", sent, "accepted", { missed: true }], ["failed"]],
    ["… and nobody was told of the article", ["another page", { ...sent, state: "rejected" }], ["failed"]],
    [
      "… and it never could be read, as its draft says",
      ["another page", { ...sent, state: "draft" }, "accepted", { incoming: roofFell({ teaser: true }) }],
      ["same"],
    ],
    [
      "… whose teaser has another number",
      ["refused", { ...sent, state: "draft" }, "accepted", { incoming: roofFell({ teaser: true }, 23) }],
      ["replaced, news", "told", "read"],
    ],
    [
      "its title has another number, and its page may not be read any more",
      ["refused", sent, "accepted", { incoming: { ...roofFell(), title: RETITLED } }],
      [`told: ${RETITLED}`, "failed"],
    ],
    [
      "… or is another one by now, of which they were told",
      ["another page", sent, "accepted", { incoming: { ...roofFell(), title: RETITLED }, missed: true }],
      [`told: ${RETITLED}`, "failed"],
    ],
    [
      "… but of that title they were told",
      ["refused", sent, "accepted", { incoming: { ...roofFell(), title: RETITLED }, titled: RETITLED }],
      ["failed"],
    ],
    [
      "… or its title only has other words",
      [
        "refused",
        sent,
        "accepted",
        { incoming: { ...roofFell(), title: "15 Pedagang Terluka saat Atap Pasar Cendana Sukamaju Ambruk" } },
      ],
      ["failed"],
    ],
    [
      "what comes is no article any more",
      [textOf(15, () => "Maaf, halaman ini sedang dalam perbaikan.")],
      ["told: another page", "failed"],
    ],
    ["the process died before it had told", [textOf(23), sent, "news"], ["told", "read"]],
    ["it was recalled", [textOf(23), { ...sent, state: "recalled" }], ["replaced, read"]],
    [
      "a newer text has come while this one was read",
      [textOf(23), sent, "accepted", { isNewest: false }],
      ["replaced, news"],
    ],
    [
      "what the alert says is no longer so, though editors were told of another change just now",
      [textOf(23), sent, "accepted", { toldAt: minutesAgo(1) }],
      ["replaced, news", "told", "read"],
    ],
    [
      "another figure is another one, and editors were told of a change just now",
      [textOf(15, costlier), sent, "accepted", { toldAt: minutesAgo(29) }],
      ["replaced, news"],
    ],
    [
      "… and the half hour is over",
      [textOf(15, costlier), sent, "news", { toldAt: minutesAgo(30) }],
      ["told", "read"],
    ],
    [
      "… and it is again as editors know it",
      [textOf(15), sent, "news", { toldAt: minutesAgo(30) }],
      ["read"],
    ],
    [
      "… and an editor acted upon the alert in the meantime",
      [textOf(15, costlier), sent, "news", { seen: true }],
      ["read"],
    ],
    [
      "what an editor has said of it in the meantime is not so",
      [textOf(23), sent, "news", { seen: true }],
      ["told", "read"],
    ],
    [
      "an editor scheduled it with a figure of their own, and the source's has become another one, just after editors were told of one",
      [
        textOf(31),
        { ...sent, state: "scheduled" },
        "accepted",
        { known: readArticle(textOf(23)), toldAt: minutesAgo(1) },
      ],
      ["replaced, news", "told", "read"],
    ],
    [
      "… as where one of two has approved it so",
      [
        textOf(31),
        { ...sent, state: "draft", firstApproval: "telegram:1" },
        "accepted",
        { known: readArticle(textOf(23)), toldAt: minutesAgo(1) },
      ],
      ["replaced, news", "told", "read"],
    ],
    [
      "… and they acted upon it after this text had come, before it was read",
      [
        textOf(31),
        { ...sent, state: "scheduled" },
        "accepted",
        { known: readArticle(textOf(23)), seen: true },
      ],
      ["replaced, news", "told", "read"],
    ],
    [
      "… but what is out can wait",
      [textOf(31), sent, "accepted", { known: readArticle(textOf(23)), toldAt: minutesAgo(1) }],
      ["replaced, news"],
    ],
    [
      "nobody was told of it, since its story had been told, and a number is another one",
      [textOf(23), null, "accepted", { unsaid: true }],
      ["replaced, news", "reconsidered"],
    ],
    [
      "… and the process died before it was judged anew",
      [textOf(23), null, "news", { unsaid: true }],
      ["reconsidered"],
    ],
    [
      "… and it only has other words",
      [textOf(15, (text) => text.replace("dibawa ke", "dirawat di")), null, "accepted", { unsaid: true }],
      ["replaced, read"],
    ],
    [
      "what editors know already stands there",
      [textOf(23), sent, "accepted", { known: readArticle(textOf(23)) }],
      ["replaced, read"],
    ],
  ];
  test.each(cases)("%s", async (_, given, expected) => {
    const { parts, happened } = played(...given);
    await reread(parts, 1, attempt);
    expect(happened).toEqual(expected);
  });
});

test.each<[string, "gone" | "refused" | "down", Alert | null, boolean, string[]]>([
  ["its page is gone, too", "gone", sent, false, ["told: gone", "looked, gone"]],
  ["… and it was recalled", "gone", { ...sent, state: "recalled" }, false, ["looked"]],
  ["its page stands", "refused", sent, false, ["looked"]],
  ["its page does not open, at the last try", "down", sent, true, ["looked"]],
])("an article is left out of its feed: %s", async (_, page, alert, last, expected) => {
  const { parts, happened, tell } = played(textOf(15), alert);
  const looking: RereadingParts = {
    ...parts,
    versions: { ...parts.versions, toDo: async () => undefined },
    leftOut: {
      toDo: async () => "https://kabar-uji.example/berita",
      async looked(_id, gone) {
        if (gone) tell(gone);
        happened.push(gone ? "looked, gone" : "looked");
      },
    },
    async pageAt() {
      if (page === "down") throw new Error("503");
      return page;
    },
  };
  await reread(looking, 1, { ...attempt, last });
  expect(happened).toEqual(expected);
});

test("the editor gets the change, what the alert says wrongly now, and the correction with the alert's own call to action", async () => {
  const { parts, changes } = played(textOf(23));
  await reread(parts, 1, attempt);
  expect(changes[0]?.changes[0]).toMatchObject({
    kind: "figure",
    before: "15 Pedagang",
    after: "23 Pedagang",
  });
  expect(changes[0]?.unsupported.join(" ")).toContain("15");
  expect(changes[0]?.correction).toMatchObject({
    headline: "Atap Pasar Cendana Sukamaju Ambruk, 23 Pedagang Terluka",
    callToAction: content.callToAction,
    topics: ["nasional"],
    regions: [],
  });
  expect(changes[0]?.correction.summary).toContain("23 pedagang");
});

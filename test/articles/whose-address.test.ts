import { expect, test } from "vitest";
import { claimTo, type Speaker } from "../../src/articles/whose-address.ts";

const speaker = (id: string, change: Partial<Speaker> = {}): Speaker => ({
  id,
  topics: [],
  breaking: false,
  policy: "review",
  ...change,
});

const SOURCES = [
  speaker("koran", { feed: "https://www.koran.example/rss" }),
  speaker("koran-bola", { feed: "https://koran.example/rss/bola", topics: ["olahraga"] }),
  speaker("koran-bola-lagi", { feed: "https://koran.example/bola/feed", topics: ["olahraga"] }),
  speaker("koran-kilat", { sitemap: "https://rss.koran.example/kilat.xml", breaking: true }),
  speaker("koran-otomatis", { site: "https://koran.example", policy: "auto" }),
  speaker("koran-jateng", { feed: "https://jateng.koran.example/rss" }),
  speaker("pengumpul", { feed: "https://pengumpul.example/rss", topics: ["nasional"], policy: "auto" }),
  speaker("kiriman"),
  speaker("umum", { feed: "https://feed.co.id/rss" }),
];

const ARTICLE = "https://m.koran.example/berita/1?utm_source=rss";

test.each([
  ["its site's, whoever was first", ARTICLE, "koran", ["pengumpul"], "takes over"],
  [
    "in a cache of AMP pages",
    `https://www.google.com/amp/s/www.koran.example/1`,
    "koran",
    ["pengumpul"],
    "takes over",
  ],
  ["on a host of its site", "https://bola.koran.example/1", "koran", ["pengumpul"], "takes over"],
  ["rather the host's own", "https://jateng.koran.example/1", "koran-jateng", ["koran"], "takes over"],
  ["a source that is none any more has no claim", ARTICLE, "koran", ["lama"], "takes over"],
  ["where its site is named", ARTICLE, "koran-otomatis", ["kiriman"], "takes over"],
  [
    "a paper has no claim to a regional one's",
    "https://jateng.koran.example/1",
    "koran",
    ["koran-jateng"],
    "none",
  ],
  ["nor to another site that ends alike", "https://bukankoran.example/1", "koran", ["pengumpul"], "none"],
  ["nor a feed's host to a whole domain", "https://toko.co.id/1", "umum", ["pengumpul"], "none"],
  ["an aggregator never", ARTICLE, "pengumpul", ["koran"], "none"],
  ["nor who has no site", ARTICLE, "kiriman", ["pengumpul"], "none"],
  ["nor a source that is unknown", ARTICLE, "lama", ["pengumpul"], "none"],
  ["a second feed with a topic", ARTICLE, "koran-bola", ["koran"], "joins"],
  ["a feed of breaking news", ARTICLE, "koran-kilat", ["koran", "koran-bola"], "joins"],
  ["one that is trusted", ARTICLE, "koran-otomatis", ["koran"], "joins"],
  ["one that adds nothing", ARTICLE, "koran-bola-lagi", ["koran", "koran-bola"], "echoes"],
  ["one that was heard before", ARTICLE, "koran-bola", ["koran", "koran-bola"], "none"],
  ["its owner again", ARTICLE, "koran", ["koran", "koran-bola"], "none"],
])("whose an address is: %s", (_, url, source, known, claim) => {
  expect(claimTo(url, source, known, SOURCES)).toBe(claim);
});

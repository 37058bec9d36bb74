import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { publishedAtOf } from "../../../src/articles/published-at.ts";
import { decodeText } from "../../../src/intake/charset.ts";
import { parseEntries } from "../../../src/intake/feed-entries.ts";
import { NotAFeed, readFeed } from "../../../src/intake/feed.ts";
import { withoutDoctype } from "../../../src/intake/xml.ts";

/**
 * Reads the public test suites of two well-known feed parsers with our reader: does any file crash or hang it, and how often do
 * title, link, id and date of an item come out as the suite says?
 *
 *   git clone https://github.com/mmcdole/gofeed && git clone https://github.com/kurtmckee/feedparser
 *   node bench/intake/suites/main.ts gofeed feedparser [--faults]
 *
 * Left out are cases about what we do not read from a file (HTTP headers, base64 of Atom 0.3, Microsoft's CDF of 1997). Titles are
 * compared as plain text, since that is what an alert has.
 */
const LEFT_OUT = /\/cdf\/|base64|content_location/;
const BASE = "http://127.0.0.1:8097/tests/feed.xml";
const SLOW_MS = 1000;

const [gofeed, feedparser, flag] = process.argv.slice(2);
if (!gofeed || !feedparser) throw new Error("node bench/intake/suites/main.ts GOFEED FEEDPARSER [--faults]");

type Field = "title" | "link" | "id" | "date";
const right = new Map<Field, [right: number, of: number]>();
const faults: string[] = [];
const files = { read: 0, crashed: 0, slow: 0 };

for (const file of filesUnder(path.join(gofeed, "testdata"))) {
  const items = file.endsWith(".xml") ? expectedByGofeed(file.replace(/\.xml$/, ".json")) : [];
  compare(file, items);
}
for (const file of filesUnder(path.join(feedparser, "tests"))) compare(file, expectedByFeedparser(file));

const shares = [...right].map(([field, [n, of]]) => [field, Math.round((1000 * n) / of) / 10]);
const [n, of] = [...right.values()].reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
process.stdout.write(
  `${JSON.stringify({ ...files, cases: of, rightPercent: Math.round((1000 * n) / of) / 10, ...Object.fromEntries(shares) })}\n`,
);
if (flag === "--faults") process.stdout.write(`${faults.join("\n")}\n`);

/** What a suite says of items, by their place in the feed. */
type Expected = { at: number; field: Field; value: string }[];

function compare(file: string, expected: Expected): void {
  const text = decodeText(readFileSync(file), null);
  const started = performance.now();
  files.read++;
  let items: ReturnType<typeof readFeed>["items"] = [];
  try {
    items = readFeed(text, BASE, { id: "suite" }).items;
  } catch (error) {
    if (!(error instanceof NotAFeed)) files.crashed++;
  }
  if (performance.now() - started > SLOW_MS) files.slow++;
  if (LEFT_OUT.test(file)) return;
  for (const { at, field, value } of expected) {
    const item = items[at];
    const found = {
      title: () => item?.title ?? "",
      link: () => item?.url ?? "",
      id: () => item?.guid ?? "",
      date: () => dateOf(text, at), // many of these cases have nothing but a date, and such an item is none to us
    }[field]();
    const wanted = {
      title: plain(value),
      link: URL.parse(value, BASE)?.href ?? value,
      id: value,
      date: value,
    }[field];
    const [n, of] = right.get(field) ?? [0, 0];
    right.set(field, [n + Number(found === wanted), of + 1]);
    if (found !== wanted)
      faults.push(`${file} ${field}: ${JSON.stringify(wanted)}, not ${JSON.stringify(found)}`);
  }
}

function dateOf(text: string, at: number): string {
  const dates = parseEntries(withoutDoctype(text.trimStart()), 100)?.entries[at]?.dates ?? [];
  for (const date of dates) {
    const moment = date ? publishedAtOf(date) : null;
    if (moment) return moment.toISOString();
  }
  return "";
}

function plain(title: string): string {
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const decoded = title.replaceAll(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity);
  return (
    [title, decoded]
      .map((text) =>
        text
          .replaceAll(/<\/?[a-z][a-z0-9]{0,12}\b[^<>]*>/g, " ")
          .replaceAll(/\s+/g, " ")
          .trim(),
      )
      .at(-1) ?? ""
  );
}

/** gofeed: a JSON file beside each feed, in three shapes (its RSS, its Atom, its common one). */
function expectedByGofeed(file: string): Expected {
  const Text = z
    .union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)])
    .optional()
    .catch(undefined);
  const Item = z.object({
    title: Text,
    link: Text,
    guid: Text,
    id: Text,
    publishedParsed: Text,
    pubDateParsed: Text,
    updatedParsed: Text,
  });
  const Feed = z.object({ items: z.array(Item).optional(), entries: z.array(Item).optional() });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
  const feed = Feed.safeParse(json).data;
  return (feed?.items ?? feed?.entries ?? []).flatMap((item, at): Expected => {
    const date = item.publishedParsed ?? item.pubDateParsed ?? item.updatedParsed;
    const said = {
      title: item.title,
      link: item.link,
      id: item.guid ?? item.id,
      date: date && new Date(date).toISOString(),
    };
    return (["title", "link", "id", "date"] as const).flatMap((field) => {
      const value = said[field];
      return value ? { at, field, value } : [];
    });
  });
}

/** feedparser: a comment at the head of each well-formed feed, a line of Python. */
function expectedByFeedparser(file: string): Expected {
  if (!/\/wellformed\//.test(file)) return [];
  const said = /Expect:\s*(.*?)-->/s.exec(decodeText(readFileSync(file), null))?.[1] ?? "";
  const texts = [
    ...said.matchAll(/entries\[(\d+)\](?:\['|\.)(title|link|id)(?:'\])? == u?'((?:[^'\\]|\\.)*)'/g),
  ].flatMap(([, at, field, value = ""]): Expected => {
    const named = (["title", "link", "id"] as const).find((name) => name === field);
    return named && value !== "" ? [{ at: Number(at), field: named, value: unescaped(value) }] : [];
  });
  const dates = [
    ...said.matchAll(/entries\[(\d+)\](?:\['|\.)(?:published|updated)_parsed(?:'\])? == \(([\d, ]+)\)/g),
  ].map(([, at, numbers = ""]) => {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers.split(",").map(Number);
    const value = new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString();
    return { at: Number(at), field: "date" as const, value };
  });
  return [...texts, ...dates.slice(0, 1)];
}

function unescaped(python: string): string {
  return python
    .replaceAll(/\\(?:u([\da-f]{4})|x([\da-f]{2}))/gi, (_, u: string, x: string) =>
      String.fromCharCode(Number.parseInt(u ?? x, 16)),
    )
    .replaceAll("\\n", "\n")
    .replaceAll(/\\(['"\\])/g, "$1");
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:xml|json)$/.test(name))
    .map((name) => path.join(folder, name));
}

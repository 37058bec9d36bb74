import { expect, onTestFinished, test } from "vitest";
import { NotAFeed } from "../../src/intake/feed.ts";
import { openReaders } from "../../src/intake/readers.ts";
import { setNewsroomZone } from "../../src/time.ts";
import { rss, rssItem } from "../support/publisher-server.ts";

const source = { id: "koran" };
const AT = "https://koran.example/rss";
const long = rss(Array.from({ length: 300 }, (_, n) => rssItem(`berita-${n}`)));
/** Some seconds' work for the parser: two million elements, and an end that makes them whole. */
const heavy = rss([`<item>${"<b/>".repeat(2_000_000)}</item>`]);

test("a long text is read elsewhere and comes back the same; meanwhile this thread is free", async () => {
  await using readers = openReaders({ hereUpTo: 1000 });
  const here = openReaders({ hereUpTo: Infinity });
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const [away] = await Promise.all([
    readers.feed(long, AT, source),
    readers.feed(heavy, AT, source).catch(() => null),
  ]);
  clearInterval(turning);
  expect(turns, "a thread that read it itself would have had one or two").toBeGreaterThan(20);
  expect(away).toEqual(await here.feed(long, AT, source));
  expect(away.items[299]?.publishedAt).toBeInstanceOf(Date);
  await expect(readers.sitemap(long, AT, source)).rejects.toThrow(/tulislah sebagai feed/);
});

test("a time without a zone is the newsroom's there, too", async () => {
  onTestFinished(() => setNewsroomZone("Asia/Jakarta"));
  setNewsroomZone("Asia/Jayapura");
  await using readers = openReaders({ hereUpTo: 1000 });
  const at = async (items: number) => {
    const feed = rss(Array.from({ length: items }, (_, n) => rssItem(`berita-${n}`, "2026-12-01 10:00:00")));
    return (await readers.feed(feed, AT, source)).items[0]?.publishedAt?.toISOString();
  };
  expect(await at(1)).toBe("2026-12-01T01:00:00.000Z");
  expect(await at(300)).toBe("2026-12-01T01:00:00.000Z");
});

test("what takes too long is given up, and what comes after it is read", async () => {
  await using readers = openReaders({ hereUpTo: 1000, threads: 1, milliseconds: 1500 });
  const [given, read] = await Promise.allSettled([
    readers.feed(heavy, AT, source),
    readers.feed(long, AT, source),
  ]);
  expect(given).toMatchObject({ status: "rejected", reason: expect.any(NotAFeed) });
  expect(given).toMatchObject({ reason: { message: "isinya belum terbaca setelah 1.5 detik" } });
  expect(read).toMatchObject({ status: "fulfilled" });
});

test("what is no feed is said to be none there too", async () => {
  await using readers = openReaders({ hereUpTo: 10 });
  await expect(readers.feed("<html><body>halaman</body></html>", AT, source)).rejects.toThrow(NotAFeed);
  await expect(readers.feed("<html><body>halaman</body></html>", AT, source)).rejects.toThrow(/halaman web/);
});

test("many at once share the threads, and readers that end give up what waits", async () => {
  const readers = openReaders({ hereUpTo: 1000, threads: 2 });
  const read = await Promise.all(Array.from({ length: 12 }, () => readers.feed(long, AT, source)));
  expect(read.every(({ items }) => items.length === 300)).toBe(true);
  const waiting = Promise.allSettled(Array.from({ length: 4 }, () => readers.feed(heavy, AT, source)));
  await readers[Symbol.asyncDispose]();
  expect((await waiting).map(({ status }) => status)).toContain("rejected");
});

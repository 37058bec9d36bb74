import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Accepted } from "../../src/articles/accept.ts";
import type { IncomingArticle } from "../../src/articles/article.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { type PollerParts, startPoller } from "../../src/intake/poller.ts";
import type { Source } from "../../src/intake/source.ts";
import { sourceHealth, sourceStates } from "../../src/store/sources/sources.ts";
import { testDatabase, type TestDatabase } from "../support/database.ts";
import {
  type Answer,
  redirect,
  rss,
  rssItem,
  silence,
  slowloris,
  startPublisherServer,
  withBody,
  withEtag,
  withStatus,
} from "../support/publisher-server.ts";
import { WITHIN_MS } from "../support/until.ts";

const aSource = (id: string, feed: string, everySeconds?: number): Source => ({
  id,
  name: id,
  feed,
  push: false,
  policy: "auto",
  topics: [],
  breaking: false,
  ...(everySeconds ? { everySeconds } : {}),
});

const taken = (id: number): Promise<Accepted> => Promise.resolve({ kind: "accepted", id, trace: "t" });

/** A clock that stands still but for `passes`, and whose sleepers look at it often. */
function testClock() {
  let now = Date.parse("2026-11-23T02:00:00Z");
  return {
    now: () => new Date(now),
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((wake) => {
        const timer = setTimeout(wake, Math.min(ms, 10));
        signal.addEventListener("abort", () => (clearTimeout(timer), wake()), { once: true });
      }),
    passes: (seconds: number) => void (now += seconds * 1000),
  };
}

interface Played extends AsyncDisposable {
  accepted: { guid: string | null; quiet: boolean }[];
  faults: unknown[];
  polled: string[];
  clock: ReturnType<typeof testClock>;
}

/** A poller on the test's database; `accept` may be made to fail. */
async function play(
  db: TestDatabase,
  sources: Source[],
  parts: Partial<PollerParts> & { clock?: ReturnType<typeof testClock> } = {},
): Promise<Played> {
  const accepted: Played["accepted"] = [];
  const faults: unknown[] = [];
  const polled: string[] = [];
  const clock = parts.clock ?? testClock();
  const fetcher = openFetcher({
    userAgent: "uji",
    allowedHosts: ["127.0.0.1"],
    limits: { milliseconds: 5000 },
  });
  const poller = await startPoller({
    sources,
    states: sourceStates(db.pool),
    fetch: fetcher.fetch,
    accept: ({ guid }: IncomingArticle, { quiet }) => taken(accepted.push({ guid, quiet })),
    random: () => 0,
    onFault: (error) => faults.push(error),
    onPolled: ({ id }, { outcome }) => polled.push(`${id} ${outcome}`),
    ...parts,
    clock,
  });
  return {
    accepted,
    faults,
    polled,
    clock,
    async [Symbol.asyncDispose]() {
      await poller[Symbol.asyncDispose]();
      await fetcher[Symbol.asyncDispose]();
    },
  };
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: WITHIN_MS, interval: 10 });

test("a first load alerts nobody, what comes after does; oldest first, each once", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const old = rssItem("a", "Mon, 23 Nov 2026 07:00:00 +0700");
  const older = rssItem("b", "Mon, 23 Nov 2026 06:00:00 +0700");
  server.answer("/rss", withEtag(rss([old, older]), '"1"'));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)]);
  await until(() => expect(played.polled).toEqual(["koran loaded"]));
  expect(played.accepted).toEqual([
    { guid: "b", quiet: true },
    { guid: "a", quiet: true },
  ]);

  played.clock.passes(61);
  await until(() => expect(played.polled).toEqual(["koran loaded", "koran unchanged"]));
  expect(server.asked[1]?.headers["if-none-match"]).toBe('"1"');

  server.answer("/rss", withEtag(rss([rssItem("c"), old, older]), '"2"'));
  played.clock.passes(61);
  await until(() => expect(played.accepted).toHaveLength(5));
  expect(played.accepted.at(-1)).toEqual({ guid: "c", quiet: false });
  expect(played.faults).toEqual([]);
});

test("a source that was taken out of the configuration begins anew when it is put back; a mere restart misses nothing", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const clock = testClock();
  const koran = aSource("koran", `${server.url}/rss`, 60);
  const other = aSource("lain", `${server.url}/lain`, 60);
  server.answer("/lain", withBody(rss([rssItem("x")])));
  const published: string[] = [];
  const loads = async (sources: Source[], slug: string) => {
    published.unshift(rssItem(slug));
    server.answer("/rss", withBody(rss(published)));
    clock.passes(120);
    await using played = await play(db, sources, { clock });
    await until(() => expect(played.polled).toHaveLength(sources.length));
    return played.accepted.find(({ guid }) => guid === slug);
  };
  expect(await loads([koran, other], "a")).toEqual({ guid: "a", quiet: true });
  expect(await loads([koran, other], "b")).toEqual({ guid: "b", quiet: false });
  expect(await loads([other], "c")).toBeUndefined();
  expect(await loads([koran, other], "d")).toEqual({ guid: "d", quiet: true });
  expect(await loads([koran, other], "e")).toEqual({ guid: "e", quiet: false });
});

test("where a first load had nothing, what is dated before it alerts nobody, as in a first load", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const clock = testClock();
  const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000).toUTCString();
  const before = rssItem("a", at(-3600));
  server.answer("/rss", withBody(rss([])));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)], { clock });
  await until(() => expect(played.polled).toHaveLength(1));
  clock.passes(61);
  await until(() => expect(played.polled).toHaveLength(2));
  const since = rssItem("b", at(0));
  server.answer("/rss", withBody(rss([since, before])));
  clock.passes(61);
  await until(() => expect(played.accepted).toHaveLength(2));
  expect(played.accepted).toEqual([
    { guid: "a", quiet: true },
    { guid: "b", quiet: false },
  ]);
  server.answer("/rss", withBody(rss([rssItem("c", at(-7200)), since, before])));
  clock.passes(61);
  await until(() => expect(played.accepted).toHaveLength(5));
  expect(
    played.accepted.find(({ guid }) => guid === "c"),
    "it has given all since",
  ).toMatchObject({ quiet: false });
});

test("… and of what has no date, one alone is news; several at once were there before", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const sources = ["satu", "dua"].map((id) => aSource(id, `${server.url}/${id}`, 60));
  for (const { id } of sources) server.answer(`/${id}`, withBody(rss([])));
  await using played = await play(db, sources);
  await until(() => expect(played.polled).toHaveLength(2));
  server.answer("/satu", withBody(rss([rssItem("a", "")])));
  server.answer("/dua", withBody(rss([rssItem("c", ""), rssItem("b", "")])));
  played.clock.passes(61);
  await until(() => expect(played.accepted).toHaveLength(3));
  expect(played.accepted.toSorted((one, other) => (one.guid ?? "").localeCompare(other.guid ?? ""))).toEqual([
    { guid: "a", quiet: false },
    { guid: "b", quiet: true },
    { guid: "c", quiet: true },
  ]);
});

test("… but a feed without dates that is always cut off is heard all the same", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const cutOff = (...guids: string[]) =>
    withBody(rss([...guids.map((guid) => rssItem(guid, "")), rssItem("z", "")]).slice(0, -40));
  server.answer("/rss", cutOff("b", "a"));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)]);
  for (const looks of [1, 2, 3, 4]) {
    await until(() => expect(played.polled).toHaveLength(looks));
    played.clock.passes(3600);
  }
  await until(() => expect(played.accepted.length).toBeGreaterThan(1));
  expect(played.accepted.filter(({ quiet }) => !quiet)).toEqual([]);
  server.answer("/rss", cutOff("c", "b", "a"));
  played.clock.passes(3600);
  await until(() => expect(played.accepted).toContainEqual({ guid: "c", quiet: false }));
});

test("all that a source lists is told of, but for its first load and one that was cut off", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const listed: (string | null)[][] = [];
  server.answer("/rss", withBody(rss([rssItem("a")])));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)], {
    listed: async (_source, articles) => void listed.push(articles.map(({ guid }) => guid)),
  });
  await until(() => expect(played.polled).toHaveLength(1));
  server.answer("/rss", withBody(rss([rssItem("c"), rssItem("b")])));
  played.clock.passes(61);
  await until(() => expect(played.polled).toHaveLength(2));
  server.answer("/rss", withBody(rss([rssItem("d"), rssItem("c")]).slice(0, -200)));
  played.clock.passes(61);
  await until(() => expect(played.polled).toHaveLength(3));
  expect(listed).toEqual([["b", "c"]]);
});

test("of a first load, as many of the newest may be heard as the newsroom says", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withBody(rss([rssItem("c"), rssItem("b"), rssItem("a")])));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`)], { firstLoadAlerts: 1 });
  await until(() => expect(played.accepted).toHaveLength(3));
  expect(played.accepted).toEqual([
    { guid: "a", quiet: true },
    { guid: "b", quiet: true },
    { guid: "c", quiet: false },
  ]);
});

test("a feed without validators that says the same again is not taken in again", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withBody(rss([rssItem("a")], "<lastBuildDate>1</lastBuildDate>")));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)]);
  await until(() => expect(played.polled).toHaveLength(1));
  server.answer("/rss", withBody(rss([rssItem("a")], "<lastBuildDate>2</lastBuildDate>")));
  played.clock.passes(61);
  await until(() => expect(played.polled).toHaveLength(2));
  expect(played.accepted).toHaveLength(1);
});

test("validators are stored only when every article is: what the store refused comes again", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withEtag(rss([rssItem("b"), rssItem("a")]), '"1"'));
  const accepted: string[] = [];
  let broken = true;
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)], {
    accept: ({ guid }, { quiet }) => {
      if (broken && guid === "b") return Promise.reject(new Error("diska penuh"));
      return taken(accepted.push(`${guid} ${quiet ? "quiet" : "loud"}`));
    },
  });
  await until(() => expect(played.polled).toEqual(["koran failed"]));
  expect(played.faults).toEqual([new Error("diska penuh")]);
  expect(await sourceHealth(db.pool, ["koran"])).toMatchObject([
    { failures: 1, lastOkAt: null, lastError: "1 dari 2 berita belum dapat disimpan" },
  ]);
  broken = false;
  played.clock.passes(61);
  await until(() => expect(played.polled).toEqual(["koran failed", "koran loaded"]));
  expect(server.asked[1]?.headers["if-none-match"]).toBeUndefined();
  expect(accepted).toEqual(["a quiet", "a quiet", "b quiet"]);
});

test("later on, an article that cannot be stored does not slow its source down, and is brought again", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withEtag(rss([rssItem("a")]), '"1"'));
  const accepted: (string | null)[] = [];
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 60)], {
    accept: ({ guid }) =>
      guid === "racun" ? Promise.reject(new Error("racun")) : taken(accepted.push(guid)),
  });
  await until(() => expect(played.polled).toHaveLength(1));
  server.answer("/rss", withEtag(rss([rssItem("b"), rssItem("racun"), rssItem("a")]), '"2"'));
  for (const looks of [2, 3]) {
    played.clock.passes(61);
    await until(() => expect(played.polled).toHaveLength(looks));
  }
  expect(played.polled).toEqual(["koran loaded", "koran loaded", "koran loaded"]);
  expect(accepted).toEqual(["a", "a", "b", "a", "b"]);
  expect(played.faults).toHaveLength(2);
});

test.each<[string, Answer]>([
  ["silent", silence],
  ["endlessly slow", slowloris],
  ["broken", withBody("<rss><channel><item>")],
  ["a web page", withBody("<!doctype html><html></html>")],
  ["failing", withStatus(500)],
  ["huge", withBody("x".repeat(6_000_000))],
  ["redirected inside", redirect(301, "http://10.0.0.1/")],
  ["redirected in circles", redirect(301, "/rss")],
])("a source that is %s delays nobody and says what is wrong", async (_, answer) => {
  await using db = await testDatabase();
  await using bad = await startPublisherServer();
  await using good = await startPublisherServer();
  bad.answer("/rss", answer);
  good.answer("/rss", withBody(rss([rssItem("a")])));
  await using played = await play(db, [
    aSource("buruk", `${bad.url}/rss`, 60),
    aSource("baik", `${good.url}/rss`, 1),
  ]);
  for (let looks = 1; looks <= 3; looks++) {
    await until(() => expect(played.polled.filter((look) => look === "baik loaded")).toHaveLength(looks));
    played.clock.passes(1.5);
  }
  await until(async () => {
    const health = await sourceHealth(db.pool, ["baik", "buruk"]);
    expect(health).toMatchObject([
      {
        id: "buruk",
        failures: 1,
        lastOkAt: null,
        failingSince: expect.any(Date),
        lastError: expect.stringMatching(/\w/),
      },
      { id: "baik", failures: 0, lastError: null },
    ]);
  });
  expect(played.faults).toEqual([]);
});

test("a host is never asked for more than two things at once, however many of its feeds are due", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const atOnce = gauge(2);
  const names = ["a", "b", "c", "d", "e", "f"];
  for (const name of names) server.answer(`/${name}`, atOnce.around(withBody(rss([rssItem(name)]))));
  await using played = await play(
    db,
    names.map((name) => aSource(name, `${server.url}/${name}`)),
  );
  await until(() => expect(played.accepted).toHaveLength(6));
  expect(atOnce.most()).toBe(2);
});

test("two processes on one database never look at the same source at once, and share the work", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  const names = ["a", "b", "c", "d"];
  const gauges = names.map((name) => {
    const atOnce = gauge();
    server.answer(`/${name}`, atOnce.around(withBody(rss([rssItem(name)]))));
    return atOnce;
  });
  const sources = names.map((name) => aSource(name, `${server.url}/${name}`, 10));
  const clock = testClock();
  await using one = await play(db, sources, { clock });
  await using two = await play(db, sources, { clock });
  for (let rounds = 1; rounds <= 5; rounds++) {
    await until(() => expect(one.polled.length + two.polled.length).toBe(rounds * names.length));
    clock.passes(11);
  }
  expect(gauges.map((atOnce) => atOnce.most())).toEqual([1, 1, 1, 1]);
});

test("a poller that ends does so at once and gives back what it had", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", silence);
  const played = await play(db, [aSource("koran", `${server.url}/rss`)]);
  await until(() => expect(server.asked).toHaveLength(1));
  await played[Symbol.asyncDispose]();
  const now = played.clock.now();
  expect(await sourceHealth(db.pool, ["koran"])).toMatchObject([{ failures: 0, nextPollAt: now }]);
});

test("what a killed process had is due again when its lease ends", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withBody(rss([rssItem("a")])));
  const source = aSource("koran", `${server.url}/rss`);
  const clock = testClock();
  const states = sourceStates(db.pool);
  await states.register([{ id: "koran", address: `${server.url}/rss` }]);
  const killed = await states.claim(["koran"], clock.now(), new Date(clock.now().getTime() + 30_000));
  expect([...killed.keys()]).toEqual(["koran"]);
  await using played = await play(db, [source], { clock });
  clock.passes(29);
  await new Promise((resolve) => setTimeout(resolve, 100)); // that nothing happens can only be waited for
  expect(server.asked).toHaveLength(0);
  clock.passes(2);
  await until(() => expect(played.polled).toEqual(["koran loaded"]));
});

test("polling outlives a store that fails", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withBody(rss([rssItem("a")])));
  const states = sourceStates(db.pool);
  let faults = 2;
  const failing = {
    ...states,
    claim: (...args: Parameters<typeof states.claim>) =>
      faults-- > 0 ? Promise.reject(new Error("putus")) : states.claim(...args),
  };
  await using played = await play(db, [aSource("koran", `${server.url}/rss`)], { states: failing });
  for (const seen of [1, 2]) {
    await until(() => expect(played.faults).toHaveLength(seen));
    played.clock.passes(6);
  }
  await until(() => expect(played.polled).toEqual(["koran loaded"]));
});

test("a feed that moved for good is asked for where it is now, and where it was when that fails", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/lama", redirect(301, "/baru"));
  server.answer("/baru", withBody(rss([rssItem("a")])));
  await using played = await play(db, [aSource("koran", `${server.url}/lama`, 60)]);
  const paths = () => server.asked.map(({ path }) => path);
  await look(played, 1);
  await look(played, 2);
  expect(paths()).toEqual(["/lama", "/baru", "/baru"]);
  expect((await sourceHealth(db.pool, ["koran"]))[0]?.movedTo).toBe(`${server.url}/baru`);
  server.answer("/lama", withBody(rss([rssItem("b")])));
  server.answer("/baru", withStatus(410));
  await look(played, 3);
  expect(await sourceHealth(db.pool, ["koran"])).toMatchObject([
    {
      movedTo: null,
      lastError: `${server.host} menyatakan alamat ini sudah dihapus untuk selamanya (HTTP 410)`,
    },
  ]);
  played.clock.passes(3601);
  await look(played, 4);
  expect(paths().slice(3)).toEqual(["/baru", "/lama"]);
  expect(played.accepted.at(-1)).toEqual({ guid: "b", quiet: false });
});

test("Retry-After is obeyed", async () => {
  await using db = await testDatabase();
  await using server = await startPublisherServer();
  server.answer("/rss", withStatus(429, { "retry-after": "600" }));
  await using played = await play(db, [aSource("koran", `${server.url}/rss`, 5)]);
  await look(played, 1);
  const [health] = await sourceHealth(db.pool, ["koran"]);
  expect(health?.nextPollAt.getTime()).toBeGreaterThanOrEqual(Date.parse("2026-11-23T02:10:00Z"));
});

/** Lets time pass until the poller has looked so often. */
async function look(played: Played, times: number): Promise<void> {
  if (times > 1) played.clock.passes(61);
  await until(() => expect(played.polled).toHaveLength(times));
}

/** Counts how many answers are under way at once; each takes a moment, and the first ones wait until so many are. */
function gauge(together = 1) {
  let now = 0;
  let most = 0;
  const enough = Promise.withResolvers<void>();
  return {
    most: () => most,
    around:
      (answer: Answer): Answer =>
      async (request, response) => {
        most = Math.max(most, ++now);
        if (now === together) enough.resolve();
        await enough.promise;
        await sleep(30);
        now--;
        answer(request, response);
      },
  };
}

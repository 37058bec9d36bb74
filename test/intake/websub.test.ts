import { describe, expect, test } from "vitest";
import type { Accepted } from "../../src/articles/accept.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { hubOf } from "../../src/intake/hub.ts";
import { startPoller } from "../../src/intake/poller.ts";
import { readersHere } from "../../src/intake/readers.ts";
import { Source } from "../../src/intake/source.ts";
import { openWebSub } from "../../src/intake/websub.ts";
import { hubSubscriptions } from "../../src/store/sources/hub-subscriptions.ts";
import { sourceHealth, sourceStates } from "../../src/store/sources/sources.ts";
import { HUB_PATH } from "../../src/web/publishers-websub.ts";
import { startWeb } from "../../src/web/server.ts";
import { testDatabase } from "../support/database.ts";
import { startHubServer } from "../support/hub-server.ts";
import { rss, rssItem, startPublisherServer, withBody } from "../support/publisher-server.ts";
import { until } from "../support/until.ts";

describe("the hub of a feed", () => {
  const none = { hubs: [], self: undefined };
  test.each<
    [string, string | null, { hubs: string[]; self?: string }, { hub: string; topic: string } | null]
  >([
    ["named by nobody", null, { hubs: [] }, null],
    [
      "in the header",
      '<https://hub.example/>; rel="hub", <https://koran.example/rss>; rel="self"',
      { hubs: [] },
      { hub: "https://hub.example/", topic: "https://koran.example/rss" },
    ],
    [
      "in the header, without quotes and with more",
      "<https://hub.example/>; type=x; rel=hub",
      { hubs: [] },
      { hub: "https://hub.example/", topic: "https://koran.example/feed" },
    ],
    [
      "in the feed",
      null,
      { hubs: ["https://hub.example/"], self: "/rss" },
      { hub: "https://hub.example/", topic: "https://koran.example/rss" },
    ],
    [
      "in both: the header counts",
      "<https://satu.example/>; rel=hub",
      { hubs: ["https://dua.example/"] },
      { hub: "https://satu.example/", topic: "https://koran.example/feed" },
    ],
    ["of another scheme", null, { hubs: ["javascript:alert(1)", "ftp://hub.example"] }, null],
    ["in nonsense", "<<<>>>; rel=hub, rel=hub <", { hubs: [] }, null],
  ])("%s", (_, header, links, hub) => {
    expect(hubOf(header, { ...none, ...links }, "https://koran.example/feed")).toEqual(hub);
  });
});

/** A publisher with a hub, and our side of it: poller, subscriber and the callback's door. */
async function subscribed(options: { leaseSeconds?: number; linkIn?: "feed" | "header" } = {}) {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const hub = stack.use(await startHubServer(options));
  const publisher = stack.use(await startPublisherServer());
  const fetcher = stack.use(openFetcher({ userAgent: "uji", allowedHosts: ["127.0.0.1"] }));
  const links = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="${hub.url}"/>
    <atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${publisher.url}/rss"/>`;
  const feed = (...slugs: string[]) =>
    rss(
      slugs.map((slug) => rssItem(slug)),
      options.linkIn === "header" ? "" : links,
    );
  const publish = (...slugs: string[]) =>
    publisher.answer(
      "/rss",
      withBody(
        feed(...slugs),
        options.linkIn === "header"
          ? { link: `<${hub.url}>; rel="hub", <${publisher.url}/rss>; rel="self"` }
          : {},
      ),
    );
  publish("a");

  let now = Date.parse("2026-11-23T02:00:00Z");
  const clock = {
    now: () => new Date(now),
    sleep: (_: number, signal: AbortSignal) =>
      new Promise<void>((wake) => {
        if (signal.aborted) return wake();
        const timer = setTimeout(wake, 10);
        signal.addEventListener("abort", () => (clearTimeout(timer), wake()), { once: true });
      }),
  };
  const known = new Map<string | null, number>();
  const heard: string[] = [];
  const faults: unknown[] = [];
  let broken = false;
  async function accept({ guid }: { guid: string | null }, { quiet }: { quiet: boolean }): Promise<Accepted> {
    if (broken) throw new Error("putus");
    const of = known.get(guid);
    if (of !== undefined) return { kind: "repeat", of };
    known.set(guid, known.size + 1);
    heard.push(`${guid}${quiet ? " (diam)" : ""}`);
    return { kind: "accepted", id: known.size, trace: "t" };
  }
  const sources = [Source.parse({ id: "koran", name: "Koran", feed: `${publisher.url}/rss` })];
  const subscriptions = hubSubscriptions(db.pool);
  const door: { current: ReturnType<typeof openWebSub>["door"] | null } = { current: null };
  const web = stack.use(
    await startWeb(
      { host: "127.0.0.1", port: 0 },
      {
        readiness: async () => ({}),
        metrics: async () => ({ contentType: "", body: "" }),
        telegramWebhook: null,
        hubs: {
          verify: (...args) => door.current?.verify(...args) ?? Promise.resolve(false),
          deny: (...args) => door.current?.deny(...args) ?? Promise.resolve(false),
          knows: (...args) => door.current?.knows(...args) ?? Promise.resolve(false),
          deliver: (...args) => door.current?.deliver(...args) ?? Promise.resolve("unknown"),
          onFault: (error) => faults.push(error),
        },
      },
    ),
  );
  const webSub = stack.use(
    openWebSub({
      sources,
      subscriptions,
      post: fetcher.post,
      readers: readersHere,
      accept,
      callbacks: `http://127.0.0.1:${web.port}${HUB_PATH}`,
      asks: true,
      clock,
      onFault: (error) => faults.push(error),
    }),
  );
  door.current = webSub.door;
  let looks = 0;
  stack.use(
    await startPoller({
      sources,
      states: sourceStates(db.pool),
      fetch: fetcher.fetch,
      accept,
      hubs: webSub.watch,
      clock,
      random: () => 0,
      onFault: (error) => faults.push(error),
      onPolled: () => looks++,
    }),
  );
  const row = async () => {
    const { rows } = await db.pool.query(
      "select state, failures, lease_until, content_at, last_error from hub_subscriptions",
    );
    return rows[0];
  };
  const all = stack.move();
  return {
    hub,
    publisher,
    heard,
    faults,
    feed,
    publish,
    row,
    passes: (seconds: number) => void (now += seconds * 1000),
    looksAt: (times: number) => until(`${times} looks`, () => looks >= times),
    active: () => until("an active subscription", async () => (await row())?.state === "active"),
    breaks: (is: boolean) => void (broken = is),
    async nextPollIn() {
      const [health] = await sourceHealth(db.pool, ["koran"]);
      return ((health?.nextPollAt.getTime() ?? 0) - now) / 1000;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

test.each(["feed", "header"] as const)(
  "a hub named in the %s is subscribed at, proves itself, and brings what is new at once",
  async (linkIn) => {
    await using desk = await subscribed({ linkIn });
    await desk.active();
    expect(desk.hub.asked).toHaveLength(1);
    expect(desk.hub.asked[0]?.["hub.topic"]).toBe(`${desk.publisher.url}/rss`);
    expect(await desk.hub.distributes(desk.feed("c", "b", "a"))).toBe(202);
    expect(desk.heard).toEqual(["a (diam)", "b", "c"]);
    expect(desk.faults).toEqual([]);
  },
);

test.each(["sha1", "sha256", "sha384", "sha512"])("a message signed with %s is taken", async (method) => {
  await using desk = await subscribed();
  await desk.active();
  expect(await desk.hub.distributes(desk.feed("b"), { method })).toBe(202);
  expect(desk.heard).toContain("b");
});

test.each<[string, Parameters<Awaited<ReturnType<typeof startHubServer>>["distributes"]>[1]]>([
  ["unsigned", { signature: null }],
  ["signed with another secret", { secret: "bukan-rahasia-kita" }],
  ["signed with a method nobody knows", { signature: "md5=d41d8cd98f00b204e9800998ecf8427e" }],
  ["signed with nothing", { signature: "sha256=" }],
])("a message that is %s is acknowledged and not believed", async (_, options) => {
  await using desk = await subscribed();
  await desk.active();
  expect(await desk.hub.distributes(desk.feed("palsu"), options)).toBe(202);
  expect(desk.heard).toEqual(["a (diam)"]);
  expect(desk.faults).toHaveLength(1);
});

test("what is no feed is acknowledged; what cannot be stored is asked for again", async () => {
  await using desk = await subscribed();
  await desk.active();
  expect(await desk.hub.distributes("bukan feed")).toBe(202);
  expect(desk.faults).toHaveLength(1);
  desk.breaks(true);
  expect(await desk.hub.distributes(desk.feed("b"))).toBe(503);
  desk.breaks(false);
  expect(await desk.hub.distributes(desk.feed("b"))).toBe(202);
  expect(desk.heard.at(-1)).toBe("b");
});

test("nobody else can have a subscription verified, and unknown callbacks are gone", async () => {
  await using desk = await subscribed();
  await desk.active();
  const topic = `${desk.publisher.url}/rss`;
  const verify = (query: Record<string, string>) =>
    desk.hub.verifies({ "hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "x", ...query });
  expect(await verify({})).toEqual({ status: 200, body: "x" });
  expect((await verify({ "hub.topic": "https://lain.example/" })).status).toBe(404);
  expect((await verify({ "hub.mode": "unsubscribe" })).status).toBe(404);
  const stranger = (desk.hub.asked[0]?.["hub.callback"] ?? "").replace(/.{32}$/, "0".repeat(32));
  expect(
    (await fetch(`${stranger}?hub.mode=subscribe&hub.topic=${encodeURIComponent(topic)}&hub.challenge=x`))
      .status,
  ).toBe(404);
  expect((await fetch(stranger, { method: "POST", body: "x" })).status).toBe(410);
});

test("a lease is renewed before it ends, under the same secret", async () => {
  await using desk = await subscribed({ leaseSeconds: 10_000 });
  await desk.active();
  desk.passes(7000);
  await new Promise((resolve) => setTimeout(resolve, 100)); // that nothing happens can only be waited for
  expect(desk.hub.asked).toHaveLength(1);
  desk.passes(600);
  await until("the renewal", () => desk.hub.asked.length === 2);
  expect(desk.hub.asked[1]).toEqual(desk.hub.asked[0]);
  await until(
    "the new lease",
    async () => (await desk.row())?.lease_until.getTime() === Date.parse("2026-11-23T02:00:00Z") + 17_600_000,
  );
});

test("a hub that fails is asked later and later, one that refuses a day later", async () => {
  await using desk = await subscribed();
  await desk.active();
  desk.hub.behaves(500);
  desk.passes(86_000);
  await until("a failure", async () => (await desk.row())?.failures === 1);
  desk.passes(61);
  await until("another", async () => (await desk.row())?.failures === 2);
  desk.hub.behaves("denies");
  desk.passes(121);
  await until("the refusal", async () => (await desk.row())?.state === "denied");
  expect(await desk.row()).toMatchObject({ last_error: "penuh", lease_until: null });
  const { length } = desk.hub.asked;
  desk.hub.behaves("verifies");
  desk.passes(86_401);
  await desk.active();
  expect(desk.hub.asked).toHaveLength(length + 1);
});

test("while a hub keeps up we look more seldom, and when it has missed something as often as ever", async () => {
  await using desk = await subscribed();
  await desk.active();
  await desk.looksAt(1); // which may still be going on when the hub has answered
  expect(await desk.nextPollIn()).toBe(60);
  await desk.hub.distributes(desk.feed("b", "a"));
  desk.publish("b", "a");
  desk.passes(61);
  await desk.looksAt(2);
  await until("the longer interval", async () => (await desk.nextPollIn()) === 900);
  desk.publish("c", "b", "a");
  desk.passes(901);
  await desk.looksAt(3);
  await until("the usual interval", async () => (await desk.nextPollIn()) === 60);
  expect(desk.heard.at(-1)).toBe("c");
});

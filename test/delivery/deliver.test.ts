import type pg from "pg";
import { expect, test } from "vitest";
import { systemClock } from "../../src/delivery/clock.ts";
import { deliverBatch, deliverDue } from "../../src/delivery/deliver.ts";
import type { SendVerdict } from "../../src/delivery/delivery.ts";
import { startSending } from "../../src/delivery/sending.ts";
import { correct } from "../../src/store/alerts/sent-acts.ts";
import { ledgerOn } from "../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../src/store/ledger/results.ts";
import { switchSending } from "../../src/store/switches.ts";
import { testDatabase } from "../support/database.ts";
import {
  accepted,
  approved,
  crowd,
  jumpingClock,
  listening,
  manualClock,
  messenger,
  options,
  ports,
  START,
  states,
} from "./support.ts";

const running = new AbortController().signal;

/** As the queue does it: comes again when told to, until nothing is left. */
async function deliverAll(...[to, ports, options]: Parameters<typeof deliverDue>): Promise<void> {
  for (;;) {
    const next = await deliverDue(to, ports, options, running);
    if (next === null) return;
    await ports.clock.sleep(next.getTime() - ports.clock.now().getTime());
  }
}

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("an alert reaches each subscriber once, however many workers deliver at once", async () => {
  await using db = await testDatabase();
  const telegram = messenger(systemClock);
  await crowd(db.pool, 500);
  await approved(db.pool, {}, new Date());
  await Promise.all(
    [..."abcd"].map((by) => deliverDue(telegram, ports(db.pool, systemClock), options({ by }), running)),
  );
  expect(telegram.sent).toHaveLength(500);
  expect(new Set(telegram.sent.map(({ to }) => to)).size).toBe(500);
  expect(await states(db.pool)).toEqual({ sent: 500 });
});

test("every way to fail ends in the ledger, and one dead chat never holds back the rest", async () => {
  await using db = await testDatabase();
  const clock = manualClock();
  const failures: Record<string, () => SendVerdict | Promise<SendVerdict>> = {
    "1": () => ({ kind: "gone", why: "403" }),
    "2": () => ({ kind: "refused", why: "400" }),
    "3": () => ({ kind: "unknown", why: "502" }),
    "4": () => ({ kind: "later", why: "503" }),
    "5": () => Promise.reject(new Error("a bug of ours")),
    "6": () => ({ kind: "moved", to: "600" }),
  };
  const telegram = messenger(clock, ({ address }) => failures[address]?.() ?? accepted());
  await crowd(db.pool, 20);
  const alert = await approved(db.pool);
  await deliverBatch(telegram, ports(db.pool, clock), options({ groupWithinMs: 0 }), running);
  expect(await resultsOn(db.pool).progress(alert)).toEqual({
    open: 2, // later, and moved
    sent: 14,
    withdrawn: 0,
    unknown: 2,
    gone: 1,
    refused: 1,
    total: 20,
  });
  await deliverBatch(telegram, ports(db.pool, clock), options({ groupWithinMs: 0 }), running);
  expect(telegram.tries.get("600")).toBe(1);
  for (const address of ["1", "2", "3", "4", "5", "6"]) expect(telegram.tries.get(address)).toBe(1);
});

test("a delivery is known to the platform by the same key, however often it is tried", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const keys: string[] = [];
  const telegram = {
    name: "telegram" as const,
    async send(_to: unknown, _message: unknown, key: string): Promise<SendVerdict> {
      keys.push(key);
      return keys.length < 3 ? { kind: "later", why: "503", afterSeconds: 1 } : accepted();
    },
  };
  await crowd(db.pool, 1);
  await approved(db.pool);
  await deliverAll(telegram, ports(db.pool, clock), options(), running);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test("… and by another one once its words are others: a phone that has the wrong ones would take the right ones for a repeat", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  const keys: string[] = [];
  const clock = jumpingClock(db.pool);
  const sender = {
    name: "telegram" as const,
    async send(_to: unknown, _message: unknown, key: string): Promise<SendVerdict> {
      keys.push(key);
      return keys.length < 2 ? { kind: "later", why: "503", afterSeconds: 5 } : accepted();
    },
  };
  await deliverDue(sender, ports(db.pool, clock), options(), new AbortController().signal);
  await correct(
    db.pool,
    alert,
    { headline: "Jembatan Kali Sewu ditutup" },
    { editor: "telegram:1", at: START },
  );
  await clock.sleep(10_000);
  await deliverDue(sender, ports(db.pool, clock), options(), new AbortController().signal);
  expect(new Set(keys).size).toBe(2);
});

test("breaking news overtakes a broadcast under way within one batch", async () => {
  await using db = await testDatabase();
  const telegram = messenger(systemClock);
  await crowd(db.pool, 200);
  await approved(db.pool, { headline: "Biasa" }, new Date());
  await using sending = startSending(telegram, ports(db.pool, systemClock), options({ batch: 50 }));
  await sending.batch(running);
  const before = telegram.sent.length;
  await approved(db.pool, { headline: "Gempa", breaking: true }, new Date());
  while ((await sending.batch(running)).more);
  await sending.settled();
  const texts = telegram.sent.map(({ text }) => text);
  expect(before).toBeGreaterThan(0);
  expect(texts.indexOf("🔴 BERITA KILAT") - before).toBeLessThanOrEqual(50);
  expect(texts.lastIndexOf("🔴 BERITA KILAT")).toBeLessThan(texts.lastIndexOf("Biasa"));
});

test("a messenger that never answers holds up no other", async () => {
  await using db = await testDatabase();
  const end = Promise.withResolvers<SendVerdict>();
  const dead = messenger(systemClock, () => end.promise);
  const alive = messenger(systemClock, accepted, "whatsapp");
  await listening(
    db.pool,
    Array.from({ length: 200 }, (_, i) => ({
      address: String(i),
      messenger: i % 2 === 0 ? ("telegram" as const) : ("whatsapp" as const),
    })),
  );
  const alert = await approved(db.pool, {}, new Date());
  const hanging = deliverDue(dead, ports(db.pool, systemClock), options({ by: "a" }), running);
  await until(() => dead.tries.size > 0);
  await deliverDue(alive, ports(db.pool, systemClock), options({ by: "b" }), running);
  expect(await resultsOn(db.pool).progress(alert)).toMatchObject({ sent: 100, open: 100 });
  end.resolve(accepted());
  await hanging;
});

test("a chat that keeps its answer waiting holds up no chat that was claimed with it", async () => {
  await using db = await testDatabase();
  const end = Promise.withResolvers<SendVerdict>();
  const telegram = messenger(systemClock, ({ address }, nth) =>
    address === "7" && nth === 1 ? end.promise : accepted(),
  );
  await crowd(db.pool, 20);
  await approved(db.pool, {}, new Date());
  const first = deliverDue(telegram, ports(db.pool, systemClock), options({ by: "a" }), running);
  await until(
    async () => (await db.pool.query("select from claims where cardinality(chats) = 1")).rowCount === 1,
  );
  expect(telegram.sent).toHaveLength(19);
  const breaking = await approved(db.pool, { breaking: true }, new Date());
  const second = deliverDue(telegram, ports(db.pool, systemClock), options({ by: "b" }), running);
  await until(() => telegram.sent.length === 2 * 19);
  end.resolve(accepted());
  await Promise.all([first, second]);
  expect(await resultsOn(db.pool).progress(breaking)).toMatchObject({ sent: 20 });
});

test("two messages to one group are three seconds apart, to a person one second", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const telegram = messenger(clock);
  await listening(db.pool, [{ address: "grup", kind: "group" }, { address: "orang" }]);
  for (let i = 0; i < 3; i++) await approved(db.pool);
  const spacingMs = { private: 1000, group: 3000, channel: 3000 };
  await deliverAll(telegram, ports(db.pool, clock), options({ spacingMs, groupWithinMs: 0 }), running);
  for (const [address, apart] of [
    ["grup", 3000],
    ["orang", 1000],
  ] as const) {
    const times = telegram.sent.filter(({ to }) => to === address).map(({ at }) => at.getTime());
    expect(times).toHaveLength(3);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(apart);
  }
});

test("a 429 for everyone holds every worker, and what is left is sent afterwards", async () => {
  await using db = await testDatabase();
  const flood: SendVerdict = { kind: "later", why: "429", afterSeconds: 2, everyone: true };
  const clock = jumpingClock(db.pool);
  let floodAt = 0;
  const telegram = messenger(clock, ({ address }) => {
    if (address !== "40" || floodAt > 0) return accepted();
    floodAt = clock.now().getTime();
    return flood;
  });
  await crowd(db.pool, 300);
  await approved(db.pool);
  const workers = [..."abc"].map((by) =>
    deliverAll(telegram, ports(db.pool, clock), options({ by, perSecond: 100, batch: 20 }), running),
  );
  await Promise.all(workers);
  const during = telegram.sent.filter(
    ({ at }) => at.getTime() > floodAt + 1000 && at.getTime() < floodAt + 2000,
  );
  expect(during).toEqual([]);
  expect(telegram.sent).toHaveLength(300);
  expect(new Set(telegram.sent.map(({ to }) => to)).size).toBe(300);
});

test("a long wait is not sat out: the rows go back, and the worker says when to come again", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const telegram = messenger(clock, (_, nth) =>
    nth === 1 ? { kind: "later", why: "429", afterSeconds: 600, everyone: true } : accepted(),
  );
  await crowd(db.pool, 50);
  await approved(db.pool);
  const once = options({ concurrency: 1, groupWithinMs: 0 });
  const next = await deliverDue(telegram, ports(db.pool, clock), once, running);
  expect(next?.getTime()).toBeGreaterThanOrEqual(START.getTime() + 600_000);
  expect(telegram.tries.size).toBe(1);
  expect(await states(db.pool)).toEqual({ waiting: 50 });
});

test("one stop halts all sending within a second, and nothing is lost", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const stops = async (): Promise<number> => {
    await switchSending(db.pool, false, "telegram:1", clock.now());
    return clock.now().getTime();
  };
  let stopped: Promise<number> | undefined;
  const telegram = messenger(clock, async () => {
    if (telegram.sent.length > 20) await (stopped ??= stops());
    return accepted();
  });
  await crowd(db.pool, 1000);
  await approved(db.pool);
  const workers = [..."abc"].map((by) =>
    deliverDue(telegram, ports(db.pool, clock), options({ by, perSecond: 200 }), running),
  );
  expect(await Promise.all(workers)).toEqual([null, null, null]);
  const last = Math.max(...telegram.sent.map(({ at }) => at.getTime()));
  expect(last - ((await stopped) ?? 0)).toBeLessThan(1000);
  expect(await states(db.pool)).toEqual({ sent: telegram.sent.length, waiting: 1000 - telegram.sent.length });
});

test("what was claimed ahead of a stop is not begun after it, however long the sends before it hang", async () => {
  await using db = await testDatabase();
  const clock = manualClock();
  const hanging: ((verdict: SendVerdict) => void)[] = [];
  const telegram = messenger(clock, () => new Promise((resolve) => hanging.push(resolve)));
  await crowd(db.pool, 8);
  const alert = await approved(db.pool);
  const patient = options({ batch: 6, concurrency: 2, leaseMs: 120_000 });
  const sending = startSending(telegram, ports(db.pool, clock), patient);
  const first = sending.batch(running); // a half of three, of which two hang; the next half is claimed
  await until(async () => (await claimed(db.pool)) === 6);
  await db.pool.query("update alerts set state = 'stopped' where id = $1", [alert]);
  clock.advance(10_000);
  for (const answer of hanging.splice(0)) answer(accepted());
  await first;
  await sending.batch(running);
  let ended = false;
  void sending[Symbol.asyncDispose]().then(() => (ended = true));
  await until(() => {
    clock.advance(100);
    return ended;
  });
  expect(telegram.tries.size).toBe(2);
});

async function claimed(pool: pg.Pool): Promise<number> {
  return (await states(pool))["claimed"] ?? 0;
}

test("an alert that is stopped while it is being sent stops in the middle of a batch; another one goes on", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const stops = () => db.pool.query("update alerts set state = 'stopped' where id = $1", [stopped]);
  let stopping: Promise<unknown> | undefined;
  const telegram = messenger(clock, async () => {
    await (stopping ??= stops());
    return accepted();
  });
  await listening(
    db.pool,
    Array.from({ length: 60 }, (_, i) => ({ address: `e${i}`, follows: { topic: "ekonomi" } })),
  );
  await listening(
    db.pool,
    Array.from({ length: 60 }, (_, i) => ({ address: `c${i}`, follows: { topic: "cuaca" } })),
  );
  const stopped = await approved(db.pool, { headline: "Ekonomi", topics: ["ekonomi"] });
  await approved(db.pool, { headline: "Cuaca", topics: ["cuaca"] });
  await deliverDue(telegram, ports(db.pool, clock), options({ perSecond: 50, batch: 200 }), running);
  expect(telegram.sent.filter(({ text }) => text === "Cuaca")).toHaveLength(60);
  const tooLate = telegram.sent.filter(({ text }) => text === "Ekonomi").length;
  expect(tooLate).toBeLessThan(20); // of 25 in hand, which take half a second
  expect((await states(db.pool)).withdrawn).toBe(60 - tooLate);
});

test("a worker that is told to stop finishes what is in flight, writes it down, and gives back the rest", async () => {
  await using db = await testDatabase();
  const stop = new AbortController();
  const answers: ((verdict: SendVerdict) => void)[] = [];
  const telegram = messenger(systemClock, () => new Promise((resolve) => answers.push(resolve)));
  await crowd(db.pool, 50);
  await approved(db.pool, {}, new Date());
  const delivering = deliverDue(
    telegram,
    ports(db.pool, systemClock),
    options({ concurrency: 5 }),
    stop.signal,
  );
  await until(() => answers.length === 5);
  stop.abort();
  for (const answer of answers) answer(accepted());
  await delivering;
  expect(answers).toHaveLength(5);
  expect(await states(db.pool)).toEqual({ sent: 5, waiting: 45 });
});

test("a killed worker's rows are sent again after its lease; those it settled are not", async () => {
  await using db = await testDatabase();
  const clock = manualClock();
  const telegram = messenger(clock);
  await crowd(db.pool, 100);
  await approved(db.pool);
  // The first worker settles one group and dies with the rest in its hands.
  const { ledger } = ports(db.pool, clock);
  let written = 0;
  let alive = true;
  const dying = {
    ...ports(db.pool, clock),
    ledger: {
      ...ledger,
      async settle(group: Parameters<typeof ledger.settle>[0]) {
        if (!alive) return new Promise<void>(() => undefined);
        alive = false;
        await ledger.settle(group);
        written = group.length;
      },
    },
  };
  const first = startSending(telegram, dying, options({ by: "dead", unwritten: 10, groupWithinMs: 0 }));
  void first.batch(running);
  const unwritten = 25 + 10; // sends in flight, and verdicts beside them
  await until(() => written > 0 && telegram.sent.length >= written + unwritten);
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(telegram.sent).toHaveLength(written + unwritten);

  const next = messenger(clock);
  await deliverBatch(next, ports(db.pool, clock), options({ by: "next", groupWithinMs: 0 }), running);
  expect(next.sent).toEqual([]);
  clock.advance(60_000);
  expect(await ledgerOn(db.pool).reclaim(clock.now())).toBe(100 - written);
  await deliverBatch(next, ports(db.pool, clock), options({ by: "next", groupWithinMs: 0 }), running);
  expect(next.sent).toHaveLength(100 - written);
  expect(await states(db.pool)).toEqual({ sent: 100 });
});

test("a send without an answer is unknown in time for its lease, and is not tried again", async () => {
  await using db = await testDatabase();
  const telegram = messenger(systemClock, () => new Promise(() => undefined));
  await crowd(db.pool, 3);
  const alert = await approved(db.pool, {}, new Date());
  await deliverDue(telegram, ports(db.pool, systemClock), options({ sendWithinMs: 50 }), running);
  expect(await resultsOn(db.pool).progress(alert)).toMatchObject({ unknown: 3, open: 0 });
  expect([...telegram.tries.values()]).toEqual([1, 1, 1]);
});

test("no send starts when too little of the lease is left; the rows are sent with the next claim", async () => {
  await using db = await testDatabase();
  const clock = manualClock();
  const telegram = messenger(clock, () => {
    clock.advance(40_000); // a slow platform, one message at a time
    return accepted();
  });
  await crowd(db.pool, 3);
  await approved(db.pool);
  const slow = options({ concurrency: 1, groupWithinMs: 0 });
  await deliverBatch(telegram, ports(db.pool, clock), slow, running);
  expect(telegram.sent).toHaveLength(1);
  expect(await states(db.pool)).toEqual({ sent: 1, waiting: 2 });
});

test("a database that is away for a moment costs no verdict: nothing is sent twice for it", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const telegram = messenger(clock);
  await crowd(db.pool, 40);
  await approved(db.pool);
  const real = ports(db.pool, clock);
  let away = 4;
  const ledger = {
    ...real.ledger,
    settle: (group: Parameters<typeof real.ledger.settle>[0]) =>
      away-- > 0 ? Promise.reject(new Error("terminating connection")) : real.ledger.settle(group),
  };
  await deliverDue(telegram, { ...real, ledger }, options(), running);
  expect(telegram.sent).toHaveLength(40);
  expect(await states(db.pool)).toEqual({ sent: 40 });
});

test("a database that fails in the middle of a batch ends the job, not the alert", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const telegram = messenger(clock);
  await crowd(db.pool, 40);
  await approved(db.pool);
  const real = ports(db.pool, clock);
  let asked = 0;
  const pace = {
    ...real.pace,
    reserve: (...args: Parameters<typeof real.pace.reserve>) =>
      ++asked === 2 ? Promise.reject(new Error("terminating connection")) : real.pace.reserve(...args),
  };
  const slow = options({ perSecond: 40 }); // ten slots at a time
  await expect(deliverDue(telegram, { ...real, pace }, slow, running)).rejects.toThrow(
    "terminating connection",
  );
  expect(await states(db.pool)).toEqual({ sent: 10, waiting: 30 });
  await deliverAll(telegram, real, slow, running);
  expect(telegram.sent).toHaveLength(40);
});

test("an account slower than a message a second keeps nobody busy, and each of its messages has its time", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const telegram = messenger(clock);
  await crowd(db.pool, 4);
  await approved(db.pool);
  const real = ports(db.pool, clock);
  let claims = 0;
  const ledger = {
    ...real.ledger,
    claim: (...args: Parameters<typeof real.ledger.claim>) => {
      claims += 1;
      return real.ledger.claim(...args);
    },
  };
  await deliverAll(telegram, { ...real, ledger }, options({ perSecond: 1 / 6, groupWithinMs: 0 }), running);
  const times = telegram.sent.map(({ at }) => at.getTime());
  expect(times.slice(1).map((time, i) => time - (times[i] ?? 0))).toEqual([6000, 6000, 6000]);
  expect(claims).toBeLessThan(15);
});

test("an alert that is too long for a message is refused, and says so, without an attempt", async () => {
  await using db = await testDatabase();
  const clock = manualClock();
  const telegram = messenger(clock);
  await crowd(db.pool, 2);
  await approved(db.pool, { headline: "x".repeat(5000) });
  await deliverBatch(telegram, ports(db.pool, clock), options({ groupWithinMs: 0 }), running);
  expect(telegram.tries.size).toBe(0);
  const { rows } = await db.pool.query("select distinct state, why from deliveries");
  expect(rows).toMatchObject([{ state: "refused", why: expect.stringContaining("terlalu panjang") }]);
});

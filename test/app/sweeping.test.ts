import type pg from "pg";
import pino from "pino";
import { expect, test } from "vitest";
import { openSweeping, type Sweeping } from "../../src/app/worker/sweeping.ts";
import type { AlertDesk } from "../../src/chat/alert-desk.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import { createEvents } from "../../src/events.ts";
import { alertById, type FanOut } from "../../src/store/alerts/alerts.ts";
import { recall } from "../../src/store/alerts/sent-acts.ts";
import { tellWhenDone } from "../../src/store/desk/done-notices.ts";
import { ledgerOn } from "../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../src/store/ledger/results.ts";
import { approved, content, crowd, START } from "../delivery/support.ts";
import { testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

test("of alerts scheduled for one moment each goes out at once, whatever becomes of the others", async () => {
  await using db = await testDatabase();
  for (const minute of [1, 2, 3])
    await db.pool.query(
      `insert into alerts (state, content, created_by, created_at, send_at) values ('scheduled', $1, 'telegram:1', $2,
         $2::timestamptz - interval '10 minutes' + $3 * interval '1 minute')`,
      [JSON.stringify(content()), START, minute],
    );
  const done: string[] = [];
  const sweeping = sweepingOn(db.pool, done, {
    async fanOut(_tx, id) {
      done.push(`fan out ${id}`);
      if (id === 2) throw new Error("deadlock detected");
      return 1;
    },
  });
  await during(sweeping, () => until("the last is sent", () => done.includes("remind 3")));
  const sent = done.filter((what) => !what.startsWith("finished")); // which the sweep beside it may find at any moment
  expect(sent.slice(0, 5)).toEqual(["fan out 1", "remind 1", "fan out 2", "fan out 3", "remind 3"]);
});

test("an alert that is recalled before anybody had it is done when its rows are withdrawn, not a minute later", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await recall(db.pool, alert, null, { editor: "telegram:1", at: START });
  const done: string[] = [];
  await sweepingOn(db.pool, done).withdrawStopped();
  expect(done).toEqual([`finished ${alert}`]);
});

test("who waits to hear what became of an alert hears it once, though another's cannot be told and theirs fails at first", async () => {
  await using db = await testDatabase();
  const to = { messenger: "telegram", kind: "private", thread: null, title: "Ana" } as const; // as the chat that asked
  for (const alertId of [await approved(db.pool), await approved(db.pool), await approved(db.pool)])
    await tellWhenDone(db.pool, {
      alertId,
      to: { ...to, address: `asked ${alertId}` },
      editor: "telegram:777",
    });
  await resultsOn(db.pool).finishAlerts(START);
  const done: string[] = [];
  let tries = 0;
  const sweeping = sweepingOn(db.pool, done, {
    async progress(id) {
      if (id === 2) tries += 1;
      if (id === 1 || tries === 1) throw new Error("connection lost");
      const alert = await alertById(db.pool, id);
      return alert ? { alert, acts: [], undecided: 0 } : null;
    },
  });
  await during(sweeping, () => until("both are told", () => done.length >= 2));
  expect(done.toSorted()).toEqual(["tell asked 2", "tell asked 3"]);
});

test("what is due by a clock that has just leapt ahead stays scheduled: the clock may be set back", async () => {
  await using db = await testDatabase();
  await db.pool.query(
    `insert into alerts (state, content, created_by, created_at, send_at)
     values ('scheduled', $1, 'telegram:1', $2, $2::timestamptz + interval '1 hour')`,
    [JSON.stringify(content()), START],
  );
  let now = START;
  let rounds = 0;
  const sweeping = sweepingOn(db.pool, [], { now: () => now, slept: () => (rounds += 1) });
  const aFewRounds = async () => {
    const from = rounds;
    await until("it has looked often", () => rounds > from + 20);
  };
  await during(sweeping, async () => {
    await aFewRounds();
    now = new Date(START.getTime() + 7 * 3_600_000);
    await aFewRounds();
    now = START;
    await aFewRounds();
  });
  expect((await alertById(db.pool, 1))?.state).toBe("scheduled");
});

test("where one part of the sweep fails, the others are still looked for", async () => {
  await using db = await testDatabase();
  await approved(db.pool);
  await db.pool.query("drop table digest_items cascade");
  const done: string[] = [];
  const more = [async () => Promise.reject(new Error("no disk")), async () => void done.push("last")];
  await sweepingOn(db.pool, done, { more }).sweep();
  expect(done).toEqual(["finished 1", "last"]);
});

/** Everything that is done is written down in `done`. Intervals are two hundred times as short. */
function sweepingOn(
  pool: pg.Pool,
  done: string[],
  {
    now = () => START,
    slept = () => undefined,
    ...over
  }: {
    fanOut?: FanOut;
    progress?: AlertDesk["progress"];
    more?: (() => Promise<void>)[];
    now?: () => Date;
    slept?: () => void;
  } = {},
): Sweeping {
  const note = (what: string) => async (id: number) => void done.push(`${what} ${id}`);
  return openSweeping({
    pool,
    ledger: ledgerOn(pool),
    results: resultsOn(pool),
    events: createEvents(pino({ level: "silent" }), now),
    clock: { now, sleep: (ms, signal) => systemClock.sleep(ms / 200, signal).finally(slept) },
    notices: { oweOne: async (_tx, { address }) => void done.push(`tell ${address}`), look() {} },
    messengers: [],
    milestones: {
      fanOut: async () => 0,
      batched: () => () => undefined,
      begun: async () => undefined,
      approved: async () => undefined,
      finished: async (acts) => acts.forEach(({ id }) => done.push(`finished ${id}`)),
      ...over,
    },
    remind: {
      article: note("read"),
      archived: note("archive"),
      deliveries: note("remind"),
      due: async () => undefined,
    },
    progress: async () => null,
    draftWaits: note("tell of draft"),
    leaseMs: 60_000,
    more: [],
    ...over,
  });
}

async function during(sweeping: Sweeping, work: () => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const kept = sweeping.keepSweeping(ending.signal);
  try {
    await work();
  } finally {
    ending.abort();
    await kept;
  }
}

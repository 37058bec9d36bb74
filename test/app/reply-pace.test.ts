import { expect, test } from "vitest";
import { answeringInPace } from "../../src/app/messengers/reply-pace.ts";
import type { Ear, Said } from "../../src/chat/said.ts";
import type { Clock } from "../../src/delivery/clock.ts";
import type { MessengerName } from "../../src/delivery/delivery.ts";
import { type Pace, pacer } from "../../src/delivery/pace.ts";
import { accountsOn } from "../../src/store/ledger/accounts.ts";
import { jumpingClock } from "../delivery/support.ts";
import { testDatabase } from "../support/database.ts";

const PER_SECOND = 30;

test("while thousands are answered, what is delivered keeps most of the pace, and both together keep to it", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const pace = accountsOn(db.pool);
  const over = new AbortController();
  const start = clock.now().getTime();
  const until = 5_000; // ms
  const answered: number[] = [];
  const ear = inPace(pace, clock);
  for (let i = 0; i < 1_000; i++) {
    void ear
      .turn?.(asks("telegram", i), over.signal)
      .then(() => answered.push(clock.now().getTime() - start));
  }
  const delivering = pacer(pace, "telegram", PER_SECOND, clock);
  let delivered = 0;
  while (clock.now().getTime() - start < until) {
    await delivering.slot(1_000, new AbortController().signal);
    delivered += 1;
  }
  over.abort();
  const replies = answered.filter((at) => at < until).length;
  const whole = (PER_SECOND * until) / 1000;
  expect(replies).toBeGreaterThan(0);
  expect(delivered).toBeGreaterThan(whole * 0.75);
  expect(delivered + replies).toBeLessThanOrEqual(whole + PER_SECOND);
});

test("answers on other messengers do not wait for this one's pace", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const pace = accountsOn(db.pool);
  const never = new AbortController().signal;
  await pace.holdOff("telegram", new Date(clock.now().getTime() + 3_600_000));
  const ear = inPace(pace, clock);
  await ear.turn?.(asks("whatsapp", 1), never);
  // Held off for an hour: the answer is tried all the same before nobody wants it any more.
  const before = clock.now().getTime();
  await ear.turn?.(asks("telegram", 1), never);
  expect(clock.now().getTime() - before).toBeLessThanOrEqual(30_000);
});

test("an editor's answer waits behind no reader's, and at the end nobody waits", async () => {
  await using db = await testDatabase();
  const clock = jumpingClock(db.pool);
  const pace = accountsOn(db.pool);
  const over = new AbortController();
  const ear = inPace(pace, clock);
  let answered = 0;
  const readers = Array.from({ length: 300 }, async (_, i) => {
    await ear.turn?.(asks("telegram", i), over.signal);
    answered += 1;
  });
  await ear.turn?.(asks("telegram", EDITOR), over.signal);
  expect(answered).toBeLessThan(PER_SECOND);
  over.abort();
  await Promise.all(readers);
});

const EDITOR = 777;
const isEditor = ({ id }: { id: string }): boolean => id === String(EDITOR);
const inPace = (pace: Pace, clock: Clock): Ear =>
  answeringInPace(silent, "telegram", { pace, perSecond: PER_SECOND, clock, isEditor, onFault: fail });
const silent: Ear = { said: async () => [], changed: async () => undefined };

function asks(messenger: MessengerName, person: number): Said {
  const address = String(person);
  return {
    id: "1",
    chat: { messenger, address, kind: "private", thread: null, title: null },
    from: { messenger, id: address, name: null },
    text: "gempa",
    isChatAdmin: async () => false,
  };
}

function fail(error: unknown): never {
  throw new Error("the pace failed", { cause: error });
}

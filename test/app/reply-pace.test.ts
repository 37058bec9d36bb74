import { expect, test } from "vitest";
import { answeringInPace } from "../../src/app/reply-pace.ts";
import type { Said } from "../../src/chat/said.ts";
import type { MessengerName } from "../../src/delivery/delivery.ts";
import { pacer } from "../../src/delivery/pace.ts";
import { accountsOn } from "../../src/store/accounts.ts";
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
  const ear = answeringInPace(
    { said: async () => [{ text: ["Hasil pencarian"] }], changed: async () => undefined },
    "telegram",
    { pace, perSecond: PER_SECOND, clock, onFault: fail, over: over.signal },
  );
  for (let i = 0; i < 1_000; i++) {
    void ear.said(asks("telegram", i)).then(() => answered.push(clock.now().getTime() - start));
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
  const over = new AbortController();
  await pace.holdOff("telegram", new Date(clock.now().getTime() + 3_600_000));
  const ear = answeringInPace(
    { said: async () => [{ text: ["Halo"] }], changed: async () => undefined },
    "telegram",
    { pace, perSecond: PER_SECOND, clock, onFault: fail, over: over.signal },
  );
  expect(await ear.said(asks("whatsapp", 1))).toHaveLength(1);
  // Held off for an hour: the answer is tried all the same before nobody wants it any more.
  const before = clock.now().getTime();
  expect(await ear.said(asks("telegram", 1))).toHaveLength(1);
  expect(clock.now().getTime() - before).toBeLessThanOrEqual(30_000);
});

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

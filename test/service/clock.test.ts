import { expect, test } from "vitest";
import { type Clock, systemClock } from "../../src/delivery/clock.ts";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { crowdOnTelegram } from "../support/crowd.ts";
import { until } from "../support/until.ts";

const HOUR_MS = 3_600_000;
const CHATS = 200;

/** A machine whose clock is set while it runs: in Indonesia seven hours is what a hardware clock in local time is off by. */
function settableClock(offsetMs: number): Clock & { set(offsetMs: number): void } {
  let offset = offsetMs;
  return {
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + offset),
    set: (to) => void (offset = to),
  };
}

test.each([
  { what: "back by seven hours", from: 7 * HOUR_MS, to: 0 },
  { what: "forward by seven hours", from: 0, to: 7 * HOUR_MS },
])(
  "a clock that is set $what in the middle of a broadcast holds nothing up, and nothing is repeated or in doubt",
  async ({ from, to }) => {
    const clock = settableClock(from);
    await using t = await startTestApp({
      clock,
      settings: { pacing: { telegram: { perSecond: 50 }, leaseSeconds: 5 } },
    });
    await crowdOnTelegram(t.db.pool, CHATS);
    await t.app.accept(anArticle({ title: "Kabar Sebelum Jam Disetel" }));
    await until("the broadcast is under way", () => t.telegram.sent.length > 50);
    clock.set(to);
    await until("everyone has it", () => t.telegram.sent.length >= CHATS);
    await t.app.accept(anArticle({ title: "Kabar Sesudah Jam Disetel" }));
    await until("everyone has the next one, too", () => t.telegram.sent.length >= 2 * CHATS);
    await until("both alerts are done", async () => {
      const { rowCount } = await t.db.pool.query("select from alerts where state = 'sent'");
      return rowCount === 2;
    });

    const { rowCount } = await t.db.pool.query("select from deliveries where state <> 'sent'");
    expect(rowCount).toBe(0);
    expect(t.telegram.sent).toHaveLength(2 * CHATS);
    expect(new Set(t.telegram.sent.map(({ chat, text }) => `${chat} ${text}`)).size).toBe(2 * CHATS);
  },
);

test("a start whose clock is right again goes on with what was written while it was ahead", async () => {
  const clock = settableClock(7 * HOUR_MS);
  await using t = await startTestApp({ clock });
  await crowdOnTelegram(t.db.pool, 1);
  await t.app.accept(anArticle({ title: "Kabar Pertama" }));
  await until("the first is sent", () => t.sentTo(1001).length === 1);
  clock.set(0);
  await t.restart();
  await t.app.accept(anArticle({ title: "Kabar Kedua" }));
  await until("the second is sent", () => t.sentTo(1001).length === 2);
  expect(t.sentTo(1001).map((text) => text.split("\n")[0])).toEqual(["Kabar Pertama", "Kabar Kedua"]);
});

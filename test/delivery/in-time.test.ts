import { expect, test } from "vitest";
import type { SendVerdict } from "../../src/delivery/delivery.ts";
import { inTime } from "../../src/delivery/in-time.ts";
import { manualClock } from "./support.ts";

test("a verdict in time is passed on", async () => {
  const verdict = await inTime(1000, manualClock())(async () => ({ kind: "sent", messageId: "1" }));
  expect(verdict).toEqual({ kind: "sent", messageId: "1" });
});

test("a messenger that throws may have sent: unknown", async () => {
  const answered = inTime(1000, manualClock());
  const late = await answered(() => Promise.reject(new Error("reset")));
  const atOnce = await answered(() => {
    throw new Error("bug");
  });
  expect([late, atOnce]).toEqual([
    { kind: "unknown", why: "reset" },
    { kind: "unknown", why: "bug" },
  ]);
});

test("silence is unknown too, and an answer that comes after that changes nothing", async () => {
  const clock = manualClock();
  let answer: (verdict: SendVerdict) => void = () => undefined;
  const verdict = inTime(1000, clock)(() => new Promise((resolve) => (answer = resolve)));
  for (let i = 0; i < 2; i++) {
    clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  answer({ kind: "sent", messageId: "1" });
  expect(await verdict).toEqual({ kind: "unknown", why: "Tidak ada jawaban dalam 1 detik." });
});

import { expect, test } from "vitest";
import { afterFailure } from "../../src/publishers/tries.ts";

const AT = new Date("2026-11-24T02:00:00Z");
const DAY = new Date("2026-11-23T02:00:00Z");
const endpoint = { failures: 0, failingSince: null };

const seconds = (date: Date | null) => date && (date.getTime() - AT.getTime()) / 1000;

test("a message is tried again with growing waits, eleven times within about a day", () => {
  const waits = Array.from({ length: 11 }, (_, attempts) =>
    seconds(afterFailure({ at: AT, status: 500, attempts, triedAt: DAY, endpoint }, 5_000).dueAt),
  );
  expect(waits).toEqual([5, 30, 120, 300, 900, 3600, 7200, 14400, 28800, 28800, null]);
});

test("a failing endpoint rests, and never longer than five minutes", () => {
  const rests = [0, 1, 2, 3, 4, 100].map((failures) => {
    const failed = {
      at: AT,
      status: null,
      attempts: 0,
      triedAt: null,
      endpoint: { failures, failingSince: DAY },
    };
    return seconds(afterFailure(failed, 5_000).restUntil);
  });
  expect(rests).toEqual([5, 30, 120, 300, 300, 300]);
});

test.each<[string, number | null, number, Date | null, Date | null, "gone" | "failing" | null]>([
  ["says it is gone", 410, 0, null, null, "gone"],
  ["fails for the first time", 500, 0, null, null, null],
  ["has failed since the message's first try, and this was the last", 500, 10, DAY, DAY, "failing"],
  ["took other messages meanwhile", 500, 10, DAY, new Date("2026-11-24T01:00:00Z"), null],
  ["fails for long, but there are tries left", null, 9, DAY, DAY, null],
])("an endpoint that %s", (_, status, attempts, triedAt, failingSince, disable) => {
  const failed = { at: AT, status, attempts, triedAt, endpoint: { failures: attempts, failingSince } };
  expect(afterFailure(failed, 5_000).disable).toBe(disable);
});

import { describe, expect, test } from "vitest";
import { type Pace, rhythmOf, whenFailed, whenLoaded } from "../../src/intake/when.ts";

const now = new Date("2026-11-23T02:00:00Z");
const exactly = () => 0;
const seconds = (at: Date) => (at.getTime() - now.getTime()) / 1000;
const minutes = (n: number) => n * 60;

describe("after a look that went well", () => {
  test.each<[string, Pace, string | null, number]>([
    ["as configured", { everySeconds: 20, rhythmSeconds: 5 }, null, 20],
    ["a minute while nothing is known", { rhythmSeconds: null }, null, 60],
    ["four looks for each article", { rhythmSeconds: minutes(40) }, null, minutes(10)],
    ["never less than a minute", { rhythmSeconds: 8 }, null, 60],
    ["never more than an hour", { rhythmSeconds: minutes(60 * 24) }, null, minutes(60)],
    ["as long as the source says", { everySeconds: 20, rhythmSeconds: null }, "public, max-age=90", 90],
    ["not sooner than configured", { everySeconds: 200, rhythmSeconds: null }, "max-age=90", 200],
    ["five minutes, whatever the source says", { rhythmSeconds: null }, "max-age=86400", minutes(5)],
    ["no-cache says nothing", { rhythmSeconds: null }, "no-cache, max-age=300", 60],
    ["nonsense says nothing", { rhythmSeconds: null }, "max-age=-5", 60],
  ])("%s", (_, pace, cacheControl, expected) => {
    expect(seconds(whenLoaded(pace, cacheControl, now, exactly))).toBe(expected);
  });

  test("sources drift apart by up to a tenth", () => {
    expect(seconds(whenLoaded({ everySeconds: 100, rhythmSeconds: null }, null, now, () => 0.5))).toBeCloseTo(
      105,
    );
  });
});

describe("after a failure", () => {
  const pace = { everySeconds: 60, rhythmSeconds: null };
  test.each([
    ["the first", { failures: 1, retryAfter: null, gone: false }, 60],
    ["the third", { failures: 3, retryAfter: null, gone: false }, 240],
    ["the tenth", { failures: 10, retryAfter: null, gone: false }, minutes(60)],
    ["the thousandth", { failures: 1000, retryAfter: null, gone: false }, minutes(60)],
    ["gone for good", { failures: 1, retryAfter: null, gone: true }, minutes(60)],
    ["Retry-After in seconds", { failures: 1, retryAfter: "900", gone: false }, 900],
    ["Retry-After as a date", { failures: 1, retryAfter: "Mon, 23 Nov 2026 02:15:00 GMT", gone: false }, 900],
    ["Retry-After sooner than our own", { failures: 5, retryAfter: "1", gone: false }, 960],
    [
      "Retry-After in the past",
      { failures: 1, retryAfter: "Mon, 23 Nov 2020 02:15:00 GMT", gone: false },
      60,
    ],
    ["Retry-After of a year", { failures: 1, retryAfter: "31536000", gone: false }, minutes(60 * 24)],
    ["Retry-After of nonsense", { failures: 1, retryAfter: "besok", gone: false }, 60],
  ])("%s", (_, failure, expected) => {
    expect(seconds(whenFailed(pace, failure, now, exactly))).toBe(expected);
  });
});

describe("how often a source publishes", () => {
  const ago = (...minutesAgo: (number | null)[]) =>
    minutesAgo.map((m) => (m === null ? null : new Date(now.getTime() - m * 60_000)));
  test.each([
    ["nothing", [], null],
    ["one article", ago(5), null],
    ["one with a date", ago(null, 5), null],
    ["every ten minutes", ago(10, 30, 20), minutes(10)],
    ["the newest ten count", ago(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50_000), minutes(1)],
    ["all at once", ago(5, 5, 5), 0],
  ])("%s", (_, published, expected) => {
    expect(rhythmOf(published)).toBe(expected);
  });
});

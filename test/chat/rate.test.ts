import { expect, test } from "vitest";
import { atOnce } from "../../src/chat/at-once.ts";
import { rateOf } from "../../src/chat/rate.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 7, 30, second));

test("of many messages in a minute some are answered, one is told so, the rest meets silence until the minute is over", () => {
  const patience = rateOf(3);
  const met = Array.from({ length: 7 }, (_, i) => patience("ana", at(i)));
  expect(met).toEqual(["answer", "answer", "answer", "slow down", "silence", "silence", "silence"]);
  expect(patience("budi", at(7))).toBe("answer");
  expect(patience("ana", at(59))).toBe("silence");
  expect(patience("ana", at(60))).toBe("answer");
});

test("so many works run at a time, so many wait in order, and the rest is not begun", async () => {
  const turn = atOnce(2, 3);
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const works = Array.from({ length: 8 }, (_, i) =>
    turn(async () => {
      begun.push(i);
      most = Math.max(most, ++running);
      await gate.promise;
      running -= 1;
      return i;
    }),
  );
  expect(begun).toEqual([0, 1]);
  gate.resolve();
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3, 4, null, null, null]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(await turn(async () => "again")).toBe("again");
});

test("a work that fails gives its place to the next", async () => {
  const turn = atOnce(1, 1);
  const failing = turn(() => Promise.reject(new Error("no")));
  const next = turn(async () => "next");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("next");
});

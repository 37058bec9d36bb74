import { expect, test } from "vitest";
import type { SendVerdict } from "../../src/delivery/delivery.ts";
import type { Outcome } from "../../src/delivery/ledger.ts";
import { afterAttempt, PATIENCE, type Tried } from "../../src/delivery/retry.ts";

const NOW = new Date("2026-01-05T08:00:00Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const HOUR = 3_600_000;
const FRESH: Tried = { attempts: 0, failingSince: null, breaking: false };

function outcome(verdict: SendVerdict, tried: Partial<Tried> = {}, random = 0): Outcome {
  return afterAttempt(verdict, { ...FRESH, ...tried }, NOW, random, PATIENCE);
}

/** How long the row waits, in seconds; or what it becomes instead. */
function waits(verdict: SendVerdict, tried: Partial<Tried> = {}, random = 0): number | string {
  const made = outcome(verdict, tried, random);
  return made.state === "waiting" ? (made.dueAt.getTime() - NOW.getTime()) / 1000 : made.state;
}

const final: [string, SendVerdict, Outcome][] = [
  ["sent", { kind: "sent", messageId: "7" }, { state: "sent", messageId: "7" }],
  [
    "unknown, which is never tried again by itself",
    { kind: "unknown", why: "502" },
    { state: "unknown", why: "502" },
  ],
  ["gone", { kind: "gone", why: "403" }, { state: "gone", why: "403" }],
  ["refused", { kind: "refused", why: "400" }, { state: "refused", why: "400" }],
  ["moved", { kind: "moved", to: "-1005" }, { state: "moved", to: "-1005" }],
];
test.for(final)("a verdict at once: %s, however often it was tried before", ([, verdict, expected]) => {
  expect(outcome(verdict)).toEqual(expected);
  expect(outcome(verdict, { attempts: 30, failingSince: ago(9 * HOUR) })).toEqual(expected);
});

const later = { kind: "later", why: "503" } as const;
const waiting: [string, SendVerdict, Partial<Tried>, number, number | string][] = [
  ["the first time, half of five seconds at least", later, {}, 0, 2.5],
  ["and all of it at most", later, {}, 1, 5],
  ["twice as long each time", later, { attempts: 3 }, 1, 40],
  ["fifteen minutes at most", later, { attempts: 40 }, 1, 900],
  ["a minute at most when it is breaking", later, { attempts: 40, breaking: true }, 1, 60],
  ["what the platform asks for, if it does", { ...later, afterSeconds: 35 }, { attempts: 9 }, 0, 35],
  ["six hours for an ordinary alert", later, { attempts: 40, failingSince: ago(6 * HOUR - 900_000) }, 1, 900],
  ["and no longer", later, { attempts: 40, failingSince: ago(6 * HOUR - 899_999) }, 1, "withdrawn"],
  ["one hour for a breaking one", later, { failingSince: ago(HOUR), breaking: true }, 0, "withdrawn"],
  [
    "not at all, where the platform asks for more than we have",
    { ...later, afterSeconds: 86_400 },
    {},
    0,
    "withdrawn",
  ],
  [
    "for ever, when it is the whole account",
    { ...later, everyone: true, afterSeconds: 86_400 },
    {},
    0,
    86_400,
  ],
];
test.for(waiting)("what was not accepted is tried again: %s", ([, verdict, tried, random, expected]) => {
  expect(waits(verdict, tried, random)).toBe(expected);
});

test("only a failure of its own counts against a chat", () => {
  expect(outcome(later)).toMatchObject({ failing: true });
  expect(outcome({ ...later, everyone: true })).toMatchObject({ failing: false });
});

test("a row that is given up says what the last answer was", () => {
  expect(outcome(later, { failingSince: ago(7 * HOUR) })).toMatchObject({
    why: expect.stringContaining("503"),
  });
});

import { expect, test } from "vitest";
import {
  type GraphAnswer,
  isAccountTrouble,
  verdictOf,
} from "../../../src/messengers/whatsapp-cloud/verdict.ts";

const error = (code: number, status = 400): GraphAnswer => ({ kind: "error", status, code, title: "uji" });

test.each([
  ["accepted", { kind: "accepted", id: "wamid.1" }, { kind: "sent", messageId: "wamid.1" }],
  ["not reached", { kind: "unwritten" }, { kind: "later" }],
  ["no answer", { kind: "unanswered" }, { kind: "unknown" }],
  ["a proxy's 502", { kind: "unreadable", status: 502 }, { kind: "unknown" }],
  ["a proxy's 503", { kind: "unreadable", status: 503 }, { kind: "later", everyone: true }],
  ["a proxy's 403", { kind: "unreadable", status: 403 }, { kind: "later", everyone: true }],
] as const)("%s", (_what, answer, verdict) => {
  expect(verdictOf(answer)).toMatchObject(verdict);
});

test.each([
  [0, "later", true],
  [2, "later", false],
  [4, "later", true],
  [10, "later", true],
  [33, "refused", false],
  [100, "refused", false],
  [190, "later", true],
  [200, "later", true],
  [299, "later", true],
  [368, "later", true],
  [80007, "later", true],
  [130429, "later", true],
  [130472, "refused", false],
  [131000, "later", false],
  [131008, "refused", false],
  [131016, "later", false],
  [131026, "gone", false],
  [131031, "later", true],
  [131042, "later", true],
  [131047, "refused", false],
  [131048, "later", true],
  [131049, "refused", false],
  [131050, "gone", false],
  [131056, "later", false],
  [132001, "refused", false],
  [132015, "refused", false],
  [133010, "later", true],
  [999999, "refused", false],
])("Meta's error %i is %s", (code, kind, everyone) => {
  const verdict = verdictOf(error(code));
  expect(verdict).toMatchObject({ kind, why: expect.stringContaining(String(code)) });
  expect("everyone" in verdict).toBe(everyone);
});

test("an unknown code with a server's failure leaves open whether the message went out", () => {
  expect(verdictOf(error(1, 500))).toMatchObject({ kind: "unknown" });
  expect(verdictOf(error(131000, 500))).toMatchObject({ kind: "later" });
});

test.each([
  [190, true],
  [131031, true],
  [130429, false],
  [131026, false],
])("error %i needs a person: %s", (code, needed) => {
  expect(isAccountTrouble({ code })).toBe(needed);
});

import { expect, test } from "vitest";
import { textFor } from "../../../src/messengers/whatsapp-text.ts";
import { messageId } from "../../../src/messengers/whatsapp/message-id.ts";
import {
  surelyNotWritten,
  verdictOfAck,
  verdictOfPreparing,
} from "../../../src/messengers/whatsapp/verdict.ts";

test.each([
  [null, "sent"],
  [400, "refused"],
  [401, "refused"],
  [403, "refused"],
  [404, "gone"],
  [410, "gone"],
  [421, "later"],
  [429, "later"],
  [463, "refused"],
  [475, "refused"],
  [479, "refused"],
  [500, "later"],
  [503, "later"],
  [777, "refused"],
  [Number.NaN, "refused"],
])("an ack with error %s is %s", (error, kind) => {
  expect(verdictOfAck({ id: "3EB0", error })).toMatchObject({ kind });
});

test("only a limit of the account holds up everyone", () => {
  expect(verdictOfAck({ id: "3EB0", error: 429 })).toMatchObject({ everyone: true, afterSeconds: 60 });
  expect(verdictOfAck({ id: "3EB0", error: 503 })).not.toHaveProperty("everyone");
});

test.each([
  ["group", 403, "gone"],
  ["group", 404, "gone"],
  ["group", 429, "later"],
  ["group", 503, "later"],
  ["private", 403, "later"],
  ["private", 404, "later"],
  ["channel", 404, "later"],
] as const)("asking about a %s that ends with %i is %s", (chat, code, kind) => {
  expect(verdictOfPreparing(Object.assign(new Error("item-not-found"), { data: code }), chat)).toMatchObject({
    kind,
  });
});

test.each([undefined, new TypeError("x is undefined"), Object.assign(new Error("gone"), { data: "410" })])(
  "a failure of another kind before the message is for later: %s",
  (error) => expect(verdictOfPreparing(error, "group")).toMatchObject({ kind: "later" }),
);

test.each([
  [new Error("Connection Closed"), true],
  [new Error("All encryptions failed"), true],
  [new Error("Timed Out"), false],
  [new Error("terminating connection due to administrator command"), false],
  [1006, false],
])("%s: surely not written is %s", (error, unwritten) => {
  expect(surelyNotWritten(error)).toBe(unwritten);
});

test("a delivery has one message id, and no other has it", () => {
  expect(messageId("kirim/1")).toBe(messageId("kirim/1"));
  const ids = new Set(Array.from({ length: 1_000 }, (_, i) => messageId(`kirim/${i}`)));
  expect(ids.size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^3EB0[0-9A-F]{18}$/);
});

test("buttons become a numbered list", () => {
  const buttons = [
    [
      { label: "Ekonomi", says: "langganan ekonomi" },
      { label: "Olahraga", says: "langganan olahraga" },
    ],
    [{ label: "Semua berita", says: "langganan semua" }],
  ];
  expect(textFor({ text: ["Pilih topik:"], buttons })).toBe(
    "Pilih topik:\n\n1. Ekonomi\n2. Olahraga\n3. Semua berita",
  );
});

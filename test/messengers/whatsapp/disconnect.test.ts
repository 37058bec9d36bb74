import { expect, test } from "vitest";
import { afterLoss, lossOf } from "../../../src/messengers/whatsapp/disconnect.ts";

const byWhatsApp = (status: number) => ({ status, byWhatsApp: true });

test.each([
  [401, true, /dikeluarkan/],
  [402, false, /sementara/],
  [403, true, /mengunci/],
  [405, false, /Perbarui/],
  [406, true, /memblokir/],
  [409, false, /Perbarui/],
  [411, true, /perangkat tertaut/],
  [440, false, /di tempat lain/],
])("%i stops, and says what to do", (status, pairAgain, why) => {
  expect(afterLoss(byWhatsApp(status), 0, 0)).toEqual({
    kind: "stop",
    why: expect.stringMatching(why),
    pairAgain,
  });
});

test.each([408, 428, 500, 503, 515, 501, 418])("%i comes back by itself", (status) => {
  expect(afterLoss(byWhatsApp(status), 5, 0)).toMatchObject({ kind: "again" });
});

test("515 comes back at once, but not for ever", () => {
  const waits = [0, 1, 2, 3].map((attempts) => afterLoss(byWhatsApp(515), attempts, 0));
  expect(waits).toEqual([0, 0, 0, 8_000].map((inMs) => ({ kind: "again", inMs })));
});

test.each([
  [0, 0, 1_000],
  [0, 1, 2_000],
  [1, 0.5, 3_000],
  [7, 1, 256_000],
  [8, 1, 300_000],
  [2_000, 0, 150_000],
])("after %i losses in a row, chance %d waits %i ms", (attempts, random, inMs) => {
  expect(afterLoss(byWhatsApp(503), attempts, random)).toEqual({ kind: "again", inMs });
});

test.each([401, 403, 440])("a proxy's %i is not WhatsApp's word", (status) => {
  const loss = lossOf(boom(`WebSocket Error (Unexpected server response: ${status})`, status));
  expect(afterLoss(loss, 0, 0)).toMatchObject({ kind: "again" });
});

test.each([
  ["a stream error", boom("Stream Errored (conflict)", 440), byWhatsApp(440)],
  ["a refused login", boom("Connection Failure", 401), byWhatsApp(401)],
  ["an error without a code", new Error("socket hang up"), byWhatsApp(428)],
  ["nothing at all", undefined, byWhatsApp(428)],
])("%s is read as what it is", (_name, error, loss) => {
  expect(lossOf(error)).toEqual(loss);
});

function boom(message: string, statusCode: number): Error {
  return Object.assign(new Error(message), { output: { statusCode } });
}

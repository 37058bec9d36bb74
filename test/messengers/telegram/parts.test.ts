import { GrammyError, HttpError } from "grammy";
import { expect, test } from "vitest";
import { createBacklog } from "../../../src/messengers/telegram/backlog.ts";
import { pauseSeconds } from "../../../src/messengers/telegram/keep-trying.ts";
import { withoutSecrets } from "../../../src/messengers/telegram/redact.ts";
import { isFromTelegram } from "../../../src/messengers/telegram/webhook.ts";
import { takeTurns } from "../../../src/messengers/turns.ts";

test("nothing is confirmed beyond the oldest update still under way", () => {
  const backlog = createBacklog();
  expect(backlog.offset()).toBe(0);
  expect([5, 6, 7].map((id) => backlog.begin(id))).toEqual([true, true, true]);
  backlog.end(7);
  backlog.end(6);
  expect(backlog.offset()).toBe(5);
  backlog.end(5);
  expect(backlog.offset()).toBe(8);
});

test("an update that is handed out again is known, whether under way or done", () => {
  const backlog = createBacklog();
  [5, 6].forEach((id) => backlog.begin(id));
  backlog.end(6);
  backlog.confirmed(5);
  expect([5, 6, 7].map((id) => backlog.begin(id))).toEqual([false, false, true]);
});

test("ids that start anew below the old ones are followed", () => {
  const backlog = createBacklog();
  backlog.begin(900);
  backlog.end(900);
  backlog.confirmed(901);
  expect(backlog.begin(40)).toBe(true);
  backlog.end(40);
  expect(backlog.offset()).toBe(41);
});

test("a chat keeps its order, and chats overtake each other, whatever fails", async () => {
  const { take: inOrder } = takeTurns();
  const done: string[] = [];
  const slow = Promise.withResolvers<void>();
  const first = inOrder("a", async () => {
    await slow.promise;
    done.push("a1");
    throw new Error("a1 failed");
  });
  const second = inOrder("a", async () => void done.push("a2"));
  await inOrder("b", async () => void done.push("b1"));
  slow.resolve();
  await expect(first).rejects.toThrow("a1 failed");
  await second;
  expect(done).toEqual(["b1", "a1", "a2"]);
});

const busy = { ok: false, error_code: 429, description: "", parameters: { retry_after: 90 } } as const;

test.each([
  ["the first", 1, new Error("network"), 0, 0.5],
  ["the third", 3, new Error("network"), 0.5, 3],
  ["the hundredth", 100, new Error("network"), 0.999, 30],
  ["Telegram names a longer one", 1, new GrammyError("", busy, "getUpdates", {}), 0, 90],
])("the pause before the next try: %s", (_what, failures, error, random, seconds) => {
  expect(pauseSeconds(failures, error, random)).toBeCloseTo(seconds, 1);
});

test.each([
  ["rahasia", true],
  ["rahasia2", false],
  ["", false],
  [undefined, false],
])("a webhook request with the secret %j", (header, trusted) => {
  expect(isFromTelegram(header, { url: "https://contoh.id/telegram", secret: "rahasia" })).toBe(trusted);
});

test("a report holds the reasons, and neither the token nor what was sent", () => {
  const token = "123456:AAsecret";
  const cause = new Error(`connect to https://api.telegram.org/bot${token}/sendMessage`);
  const report = withoutSecrets(
    new HttpError("Network request failed!", new Error("fetch", { cause })),
    token,
  );
  expect(report.message).toBe(
    "Network request failed!: fetch: connect to https://api.telegram.org/bot<token>/sendMessage",
  );
  const refused = new GrammyError("Call failed!", busy, "sendMessage", { text: "isi berita" });
  expect(JSON.stringify(withoutSecrets(refused, token), ["message", "payload"])).not.toContain("isi berita");
});

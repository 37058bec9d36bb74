import { GrammyError, HttpError } from "grammy";
import { expect, test } from "vitest";
import { isEveryones } from "../../../src/messengers/telegram/floods.ts";
import { isAccountRefused, isUnparsable, verdictOf } from "../../../src/messengers/telegram/verdict.ts";
import { WireError } from "../../../src/messengers/telegram/wire.ts";

function answer(code: number, description: string, parameters: Record<string, number> = {}): GrammyError {
  const answered = { ok: false, error_code: code, description, parameters } as const;
  return new GrammyError("Call to 'sendMessage' failed!", answered, "sendMessage", {});
}

function wire(failure: WireError["failure"], status: number | null = null): HttpError {
  return new HttpError("Network request for 'sendMessage' failed!", new WireError(failure, "why", status));
}

test.each([
  // What Telegram says                                                    What became of the message
  [answer(429, "Too Many Requests: retry after 7", { retry_after: 7 }), { kind: "later", afterSeconds: 7 }],
  [answer(429, "Too Many Requests"), { kind: "later" }],
  [answer(401, "Unauthorized"), { kind: "later", everyone: true, afterSeconds: 60 }],
  [answer(404, "Not Found"), { kind: "later", everyone: true }],
  [answer(400, "Bad Request: FROZEN_METHOD_INVALID"), { kind: "later", everyone: true }],
  [answer(409, "Conflict: terminated by other getUpdates request"), { kind: "later" }],
  [
    answer(403, "Forbidden: bot was blocked by the user"),
    { kind: "gone", why: "bot diblokir oleh pengguna" },
  ],
  [answer(403, "Forbidden: user is deactivated"), { kind: "gone", why: "akun pengguna sudah dihapus" }],
  [answer(403, "Forbidden: bot was kicked from the supergroup chat"), { kind: "gone" }],
  [answer(403, "Forbidden: bot is not a member of the channel chat"), { kind: "gone" }],
  [answer(403, "Forbidden: the group chat was deleted"), { kind: "gone", why: "grup sudah dihapus" }],
  [answer(403, "Forbidden: bot can't initiate conversation with a user"), { kind: "gone" }],
  [
    answer(403, "Forbidden: something new"),
    { kind: "gone", why: "jawaban Telegram: Forbidden: something new" },
  ],
  [answer(400, "Bad Request: chat not found"), { kind: "gone", why: "obrolan tidak ditemukan" }],
  [answer(400, "Bad Request: private chat not found"), { kind: "gone" }],
  [answer(400, "Bad Request: PEER_ID_INVALID"), { kind: "gone" }],
  [answer(400, "Bad Request: message thread not found"), { kind: "gone", why: "topik sudah dihapus" }],
  [answer(400, "Bad Request: TOPIC_CLOSED"), { kind: "gone", why: "topik ditutup" }],
  [
    answer(400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    { kind: "gone", why: "bot tidak boleh menulis di obrolan" },
  ],
  [answer(400, "Bad Request: not enough rights to send text messages to the chat"), { kind: "gone" }],
  [answer(400, "Bad Request: need administrator rights in the channel chat"), { kind: "gone" }],
  [
    answer(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: -1001 }),
    { kind: "moved", to: "-1001" },
  ],
  [answer(400, "Bad Request: message is too long"), { kind: "refused" }],
  [answer(400, "Bad Request: BUTTON_DATA_INVALID"), { kind: "refused" }],
  [answer(413, "Request Entity Too Large"), { kind: "refused" }],
  [answer(500, "Internal Server Error: restart"), { kind: "unknown" }],
  [answer(502, "Bad Gateway"), { kind: "unknown" }],
  [answer(503, "Service Unavailable"), { kind: "later" }],
  [answer(504, "Gateway Timeout"), { kind: "unknown" }],
  [wire("unwritten"), { kind: "later" }],
  [wire("unanswered"), { kind: "unknown" }],
  [wire("garbled", 200), { kind: "unknown" }],
  [wire("garbled", 500), { kind: "unknown" }],
  [wire("garbled", 502), { kind: "unknown" }],
  [wire("garbled", 504), { kind: "unknown" }],
  [wire("garbled", 503), { kind: "later", everyone: true }],
  [wire("garbled", 404), { kind: "later", everyone: true }],
  [wire("garbled", 413), { kind: "refused" }],
  [new Error("a fault of our own"), { kind: "unknown" }],
])("%s becomes a verdict", (error, verdict) => {
  expect(verdictOf(error)).toMatchObject(verdict);
});

test("a fault in our formatting is told from every other refusal", () => {
  expect(isUnparsable(answer(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x"'))).toBe(
    true,
  );
  expect(isUnparsable(answer(400, "Bad Request: message text is empty"))).toBe(false);
});

test("a refused account is told from a refused message", () => {
  expect(isAccountRefused(answer(401, "Unauthorized"))).toBe(true);
  expect(isAccountRefused(answer(403, "Forbidden: bot was blocked by the user"))).toBe(false);
});

const now = new Date("2026-11-23T08:00:00Z");
const inAMinute = new Date("2026-11-23T08:01:00Z");
const aMinuteAgo = new Date("2026-11-23T07:59:00Z");

test.each([
  ["in a private chat", "private", null, true],
  ["in the first group", "group", null, false],
  ["in the same group again", "group", { address: "-1", until: inAMinute }, false],
  ["in a second group while the first still waits", "group", { address: "-2", until: inAMinute }, true],
  ["in a second group after the first has waited", "channel", { address: "-2", until: aMinuteAgo }, false],
] as const)("a 429 %s", (_where, kind, last, everyones) => {
  const to = { messenger: "telegram", address: "-1", kind, thread: null } as const;
  expect(isEveryones(to, last, now)).toBe(everyones);
});

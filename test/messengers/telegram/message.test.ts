import { expect, test } from "vitest";
import { results } from "../../../src/chat/copy/asking.ts";
import { silentStories } from "../../../src/chat/copy/news.ts";
import { digestOf } from "../../../src/chat/digest.ts";
import type { OutgoingMessage, Recipient } from "../../../src/delivery/delivery.ts";
import { toTelegramMessage } from "../../../src/messengers/telegram/message.ts";

const ana: Recipient = { messenger: "telegram", address: "11", kind: "private", thread: null };

function payloadOf(message: OutgoingMessage, to = ana) {
  const ours = toTelegramMessage(to, message);
  if (ours.kind === "refused") throw new Error(ours.why);
  return { payload: { ...ours.chat, ...ours.html }, plain: ours.plain, leftOut: ours.leftOut };
}

test("an alert keeps its words whatever they look like to HTML", () => {
  const { payload, plain } = payloadOf({ text: [{ bold: "Laba < 5% & turun" }, "\nIsi"], preview: true });
  expect(payload).toMatchObject({
    chat_id: "11",
    text: "<b>Laba &lt; 5% &amp; turun</b>\nIsi",
    parse_mode: "HTML",
  });
  expect(payload.link_preview_options).toEqual({ is_disabled: false });
  expect(plain).toMatchObject({ text: "Laba < 5% & turun\nIsi" });
  expect(plain).not.toHaveProperty("parse_mode");
});

test("what looks like a command in an article's words copies instead of acting when it is tapped, and in an editor's own acts", () => {
  const text = ["Ketik /hapusdataku atau /stop@kabar, 24/7, dan/atau https://kabar.test/stop </b>."];
  const about = { title: "Judul", link: "https://kabar.test/1", image: null };
  expect(payloadOf({ text, about }).payload.text).toBe(
    "Ketik <code>/hapusdataku</code> atau <code>/stop@kabar</code>, 24/7, dan/atau https://kabar.test/stop &lt;/b&gt;.",
  );
  expect(payloadOf({ text, about }).plain.text).toBe(text[0]);
  const ours = { text: ["Ketik /bantuan"], about: { ...about, link: null } };
  expect(payloadOf(ours).payload.text).toBe("Ketik /bantuan");
});

test("a list of others' headlines holds no command but ours", () => {
  const now = new Date("2026-11-23T05:00:00Z");
  const article = { id: 1, outlet: "Kabar", link: "https://kabar.test/stop", at: now };
  const headline = "Ketik /berhenti, bayar 24/7 dan/atau 5/12";
  const found = { found: [{ ...article, headline }], more: false, near: false };
  const looked = {
    subject: "bayar",
    days: null,
    kept: false,
    refuses: false,
    toFollow: false,
    passedOn: false,
    among: null,
  };
  expect(payloadOf(results(looked, 1, found, now, [])).payload.text).toContain(
    "<b>Ketik / berhenti, bayar 24/7 dan/atau 5/12</b>",
  );

  const listed = { headline, link: article.link, callToAction: null };
  const [digest] = digestOf([listed], now, "Asia/Jakarta");
  expect(digest?.summary).toBe(`1. Ketik / berhenti, bayar 24/7 dan/atau 5/12\n${article.link}`);

  const why = "Sudah disiarkan dari sumber lain.";
  const silent = silentStories({ count: 1, newest: [{ headline, why, link: article.link }] });
  expect(payloadOf(silent).payload.text).toContain("Ketik / berhenti");
  expect(payloadOf(silent).payload.text).toContain("\n/siarkan https://kabar.test/stop");
});

test("a forum's topic gets its own message", () => {
  const { payload } = payloadOf({ text: ["Isi"] }, { ...ana, address: "-1001", kind: "group", thread: "9" });
  expect(payload).toMatchObject({
    chat_id: "-1001",
    message_thread_id: 9,
    link_preview_options: { is_disabled: true },
  });
});

test.each([
  ["formatting does not count", [{ bold: "&".repeat(4096) }], "message"],
  ["one character too many", ["a".repeat(4097)], "refused"],
  ["nothing but space", ["  \n"], "refused"],
] as const)("length: %s", (_what, text, kind) => {
  expect(toTelegramMessage(ana, { text }).kind).toBe(kind);
});

test("a button whose words don't fit is left out, the text is not", () => {
  const fits = { label: "Ekonomi", says: `/langganan ${"e".repeat(53)}` };
  const tooLong = { label: "Panjang", says: `/langganan ${"é".repeat(27)}` };
  const { payload, leftOut } = payloadOf({ text: ["Pilih:"], buttons: [[fits, tooLong], [tooLong]] });
  const keyboard = [[{ text: "Ekonomi", callback_data: fits.says }]];
  expect(payload.reply_markup).toEqual({ inline_keyboard: keyboard });
  expect(leftOut).toEqual([tooLong, tooLong]);
});

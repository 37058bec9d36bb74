import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatKind, MessengerName } from "../../src/delivery/delivery.ts";
import { EDITOR, type Newsroom, openNewsroom } from "./dialogue.ts";

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  await room.article({ title: "Banjir di Jakarta", text: "Air setinggi lutut." });
});
afterAll(() => room[Symbol.asyncDispose]());

const ODD = {
  "nothing to see": [
    "",
    " ",
    "\n\n\n",
    "\t",
    "\u0000",
    "a\u0000b",
    "\uFEFF",
    "\u200B\u200B",
    "\u200D",
    "\uD800",
    "\uDFFF banjir",
    "\u202Eterbalik",
  ],
  punctuation: [
    ".",
    "...",
    "?",
    "??",
    "!",
    "-",
    "--",
    "- -",
    "*",
    "**",
    "_",
    "~",
    "`",
    "|",
    "&",
    ":",
    "::",
    "\\",
    "\\'",
    "'",
    '"',
    '"""',
    "“",
    "”“",
    "()",
    "(",
    ")",
  ],
  "emoji and marks": ["👍", "🙏🙏🙏", "👨‍👩‍👧‍👦", "🇮🇩", "❤️ banjir", "☺", "e\u0301".repeat(50), "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘"],
  "other scripts and languages": [
    "مرحبا بالعالم",
    "שלום",
    "你好世界",
    "こんにちは",
    "안녕하세요",
    "Привет",
    "ສະບາຍດີ",
    "สวัสดี",
    "what is the weather today",
    "où est la gare",
    "ꦱꦸꦒꦼꦁ",
  ],
  "SQL and templates": [
    "'; drop table chats; --",
    "1 or 1=1",
    "' OR ''='",
    "select * from articles",
    "%",
    "%%",
    "_%",
    "$1",
    "{{7*7}}",
    "${process.env}",
    "a' & 'b",
    "!a",
    "a <-> b",
    "a:*",
    "'a':1A",
  ],
  markup: [
    "<b>tebal</b>",
    "<script>alert(1)</script>",
    "<",
    ">",
    "&amp;",
    "</b>",
    "[a](http://x)",
    "*tebal* _miring_",
  ],
  "commands where they do not belong": [
    "saya mau /start sekarang",
    "tolong /berhenti",
    "/ start",
    "//start",
    "/start/start",
    "/start@",
    "/@KabarKilatBot",
    "/cari@LainBot x",
    "/START",
    "/Langganan@kabarkilatbot",
    "/langganan@KabarKilatBot ekonomi",
  ],
  "commands with odd words after them": [
    "/langganan " + "x".repeat(5_000),
    "/langganan , , ,",
    "/langganan 🙂",
    "/berhenti xyz",
    "/cari " + "banjir ".repeat(2_000),
    "/cari -",
    "/cari -banjir",
    '/cari "',
    '/cari ""',
    '/cari "yang di"',
    "/cari yang",
    "/cari 🙂",
  ],
  "commands with odd numbers": [
    "/hal",
    "/hal -1",
    "/hal 0",
    "/hal 99999999999",
    "/hal abc",
    "/terbaru 0",
    "/terbaru -5",
    "/terbaru 999999999",
    "/setujui",
    "/setujui -1",
    "/setujui 1e9",
    "/setujui 99999999999999999999",
    "/tolak abc",
    "/status x",
    "/ulangi 0",
  ],
  numbers: [
    "0",
    "1",
    "-1",
    "3.",
    "007",
    "999999",
    "1,2,3",
    "1 2 3",
    "٣",
    "１",
    "1.5",
    "NaN",
    "null",
    "undefined",
    "[object Object]",
    "true",
  ],
  "very long": [
    "x".repeat(10_000),
    "banjir ".repeat(1_500),
    "\n".repeat(10_000),
    "🙂".repeat(5_000),
    "-".repeat(10_000),
    '"'.repeat(10_000),
    "/".repeat(10_000),
    "1,".repeat(5_000),
    "1 ".repeat(5_000),
    "halo ".repeat(2_000),
  ],
  addresses: [
    "https://kabar.test",
    "http://",
    "www.",
    "tg://resolve?domain=x",
    "file:///etc/passwd",
    "mailto:a@b.c",
    "0812-3456-7890",
    "a@b.c",
    "@KabarKilatBot",
    "#banjir",
    "#",
  ],
  "names of JavaScript": [
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "/constructor",
    "/__proto__",
    "/toString",
    "/langganan constructor",
    "/langganan __proto__",
  ],
};

const PLACES: readonly [MessengerName, ChatKind, string | null][] = [
  ["telegram", "private", "7"],
  ["whatsapp", "private", "7"],
  ["telegram", "private", EDITOR],
  ["whatsapp", "group", "7"],
  ["telegram", "channel", null],
];

describe.each(PLACES)("on %s, %s, by %s", (messenger, kind, person) => {
  test.each(Object.entries(ODD))(
    "%s: each gets an answer or silence, never an error",
    async (_, messages) => {
      const chat = room.chat({ messenger, kind, person, address: person ?? "-100" });
      const wrong: string[] = [];
      for (const message of messages) {
        const answer = await chat.says(message);
        if (!isSensible(answer, chat.last().length) || mustAnswer(kind, message) === (answer === "")) {
          wrong.push(`${message.slice(0, 60)} => ${answer.slice(0, 200)}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(room.faults).toEqual([]);
    },
  );
});

function isSensible(answer: string, messages: number): boolean {
  return !answer.includes("gangguan") && answer.length < 4096 && messages < 8;
}

/** Privately everyone is answered; among others we are silent unless a command of ours is meant. */
function mustAnswer(kind: ChatKind, message: string): boolean {
  if (message.includes("@LainBot")) return false;
  return kind === "private" || OURS.test(message);
}

const OURS =
  /^\/(?:start|langganan|berhenti|cari|hal|terbaru|setujui|tolak|status|ulangi)(?:@kabarkilatbot)?(?:\s|$)/i;

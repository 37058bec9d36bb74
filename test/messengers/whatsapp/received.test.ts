import type { proto, WAMessage } from "@whiskeysockets/baileys";
import { describe, expect, test } from "vitest";
import { heardIn, lidIn, numberIn, personId } from "../../../src/messengers/whatsapp/received.ts";

const now = new Date("2026-11-23T08:00:00Z");
const me = { id: "628110000000:7@s.whatsapp.net", lid: "5550000:7@lid" };
const group = "120363000000000009@g.us";

describe("in a private chat", () => {
  test.each<[string, proto.IMessage]>([
    ["plain words", { conversation: " berhenti " }],
    ["words with a link or a quotation", { extendedTextMessage: { text: "berhenti" } }],
    [
      "a disappearing message",
      { ephemeralMessage: { message: { extendedTextMessage: { text: "berhenti" } } } },
    ],
    ["a corrected message", { editedMessage: { message: { conversation: "berhenti" } } }],
  ])("%s are heard", (_name, content) => {
    expect(heardIn(from({ remoteJid: "77001:3@lid" }, content), me, now)).toEqual({
      messageId: "3A01",
      group: null,
      sender: { jid: "77001@lid", alt: null },
      name: "Ana",
      text: "berhenti",
      forwarded: false,
    });
  });

  test.each<[string, WAMessage | null]>([
    ["our own words", from({ remoteJid: "77001@lid", fromMe: true })],
    ["a status update", from({ remoteJid: "status@broadcast", participant: "77001@lid" })],
    ["a broadcast list", { ...from({ remoteJid: "77001@lid" }), broadcast: true }],
    ["a channel post", from({ remoteJid: "120363000000000001@newsletter" })],
    ["a message without an id", { ...from({}), key: { remoteJid: "77001@lid" } }],
    ["a sticker", from({ remoteJid: "77001@lid" }, { stickerMessage: {} })],
    ["a reaction", from({ remoteJid: "77001@lid" }, { reactionMessage: { text: "👍" } })],
    ["a protocol message", from({ remoteJid: "77001@lid" }, { protocolMessage: { type: 0 } })],
    ["blank words", from({ remoteJid: "77001@lid" }, { conversation: " \n " })],
    ["a message that could not be decrypted", { ...from({ remoteJid: "77001@lid" }), message: null }],
    [
      "something two days old",
      { ...from({ remoteJid: "77001@lid" }), messageTimestamp: seconds() - 2 * 86_400 },
    ],
    ["a message without a time", { ...from({ remoteJid: "77001@lid" }), messageTimestamp: null }],
  ])("%s is not", (_name, message) => {
    expect(message && heardIn(message, me, now)).toBeNull();
  });

  test.each([{ audioMessage: { ptt: true } }, { locationMessage: {} }, { contactMessage: {} }])(
    "%j is said without words, in a private chat alone",
    (content) => {
      expect(heardIn(from({ remoteJid: "77001@lid" }, content), me, now)?.text).toBe("");
      const inGroup = { remoteJid: "120363000000000002@g.us", participant: "77001@lid" };
      expect(heardIn(from(inGroup, content), me, now)).toBeNull();
    },
  );

  test("words in answer to a message say which", () => {
    const content = { extendedTextMessage: { text: "salah", contextInfo: { stanzaId: "3EB0AA" } } };
    expect(heardIn(from({ remoteJid: "77001@lid" }, content), me, now)).toMatchObject({
      text: "salah",
      about: "3EB0AA",
    });
  });

  test("words that are passed on say so", () => {
    const content = { extendedTextMessage: { text: "ya", contextInfo: { isForwarded: true } } };
    expect(heardIn(from({ remoteJid: "77001@lid" }, content), me, now)?.forwarded).toBe(true);
  });

  test("what was said an hour ago, while we were away, is", () => {
    const message = { ...from({ remoteJid: "77001@lid" }), messageTimestamp: seconds() - 3_600 };
    expect(heardIn(message, me, now)).toMatchObject({ text: "berhenti" });
  });
});

describe("in a group", () => {
  const said = (text: string, mentions: string[] = []): WAMessage =>
    from(
      { remoteJid: group, participant: "77001@lid", participantAlt: "6281299@s.whatsapp.net" },
      { extendedTextMessage: { text, contextInfo: { mentionedJid: mentions } } },
    );

  test.each([
    ["a command", said("/cari gempa"), "/cari gempa"],
    ["a mention by our LID", said("@5550000 cari gempa", ["5550000@lid"]), "cari gempa"],
    [
      "a mention by our number",
      said("cari gempa @628110000000", ["628110000000@s.whatsapp.net"]),
      "cari gempa",
    ],
  ])("%s is heard", (_name, message, text) => {
    expect(heardIn(message, me, now)).toMatchObject({
      group,
      text,
      sender: { jid: "77001@lid", alt: "6281299@s.whatsapp.net" },
    });
  });

  test.each([
    ["small talk", said("selamat pagi")],
    ["our name without a mention", said("@5550000 halo")],
    ["a mention of somebody else", said("@77002 halo", ["77002@lid"])],
    ["a mention and nothing more", said("@5550000", ["5550000@lid"])],
  ])("%s is not", (_name, message) => {
    expect(heardIn(message, me, now)).toBeNull();
  });
});

test.each([
  [{ jid: "77001@lid", alt: null }, "77001@lid", null, "77001@lid"],
  [{ jid: "77001@lid", alt: "6281299@s.whatsapp.net" }, "77001@lid", "6281299@s.whatsapp.net", "6281299"],
  [{ jid: "6281299@s.whatsapp.net", alt: "77001@lid" }, "77001@lid", "6281299@s.whatsapp.net", "6281299"],
  [{ jid: "6281299@s.whatsapp.net", alt: null }, null, "6281299@s.whatsapp.net", "6281299"],
])("%o is one person under both addresses", (addresses, lid, number, id) => {
  expect([lidIn(addresses), numberIn(addresses)]).toEqual([lid, number]);
  expect(personId(number, lid ?? "")).toBe(id);
});

function from(
  key: Partial<WAMessage["key"]>,
  content: proto.IMessage = { conversation: "berhenti" },
): WAMessage {
  return {
    key: { id: "3A01", fromMe: false, ...key },
    message: content,
    messageTimestamp: seconds(),
    pushName: "Ana",
  };
}

function seconds(): number {
  return Math.floor(now.getTime() / 1000) - 5;
}

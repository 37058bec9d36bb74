import { makeEventBuffer, type proto, type WAMessage } from "@whiskeysockets/baileys";
import { describe, expect, test } from "vitest";
import { quietLogger } from "../../../src/messengers/whatsapp/quiet.ts";
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
      at: new Date("2026-11-23T07:59:55Z"),
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
    ["a heart", from({ remoteJid: "77001@lid" }, reaction("❤️"))],
    ["a thumb that is taken back", from({ remoteJid: "77001@lid" }, reaction(""))],
    ["a thumb under their own words", from({ remoteJid: "77001@lid" }, reaction("👍", false))],
    [
      "a thumb in a group",
      from({ remoteJid: "120363000000000002@g.us", participant: "77001@lid" }, reaction("👍")),
    ],
    ["an announcement of WhatsApp's own", from({ remoteJid: "0@s.whatsapp.net" })],
    ["a picture without words", from({ remoteJid: "77001@lid" }, { imageMessage: {} })],
    ["a poll", from({ remoteJid: "77001@lid" }, { pollCreationMessageV3: { name: "Hujan?" } })],
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

  test.each<proto.IMessage>([
    { audioMessage: { ptt: true } },
    { ptvMessage: {} },
    { locationMessage: {} },
    { liveLocationMessage: {} },
    { contactMessage: {} },
    { contactsArrayMessage: {} },
  ])("%j is said without words, in a private chat alone", (content) => {
    expect(heardIn(from({ remoteJid: "77001@lid" }, content), me, now)?.text).toBe("");
    const inGroup = { remoteJid: "120363000000000002@g.us", participant: "77001@lid" };
    expect(heardIn(from(inGroup, content), me, now)).toBeNull();
  });

  test.each([
    ["5550000@lid", "3EB0AA"],
    ["628110000000@s.whatsapp.net", "3EB0AA"],
    [null, "3EB0AA"],
    ["77001@lid", undefined],
  ])("words in answer to a message of %s say %s", (participant, about) => {
    const contextInfo = { stanzaId: "3EB0AA", participant };
    const content = { extendedTextMessage: { text: "salah", contextInfo } };
    const heard = heardIn(from({ remoteJid: "77001@lid" }, content), me, now);
    expect([heard?.text, heard?.about]).toEqual(["salah", about]);
  });

  test.each<[string, proto.IMessage]>([
    ["words", { extendedTextMessage: { text: "ya", contextInfo: { isForwarded: true } } }],
    ["a picture", { imageMessage: { caption: "ya", contextInfo: { isForwarded: true } } }],
  ])("%s that are passed on say so", (_name, content) => {
    const heard = heardIn(from({ remoteJid: "77001@lid" }, content), me, now);
    expect(heard).toMatchObject({ text: "ya", forwarded: true });
  });

  test.each<[string, proto.IMessage]>([
    ["a picture", { imageMessage: { caption: "benarkah ini?" } }],
    ["a film", { videoMessage: { caption: "benarkah ini?" } }],
    [
      "a file",
      { documentWithCaptionMessage: { message: { documentMessage: { caption: "benarkah ini?" } } } },
    ],
  ])("the words under %s are heard", (_name, content) => {
    expect(heardIn(from({ remoteJid: "77001@lid" }, content), me, now)?.text).toBe("benarkah ini?");
  });

  test.each(["👍", "👎🏽"])("%s under a message of ours is said in answer to it", (text) => {
    const heard = heardIn(from({ remoteJid: "77001@lid" }, reaction(text)), me, now);
    expect(heard).toMatchObject({ messageId: "3A01", text: [...text][0], about: "3EB0AA", reaction: true });
  });

  test("what was said an hour ago, while we were away, is", () => {
    const message = { ...from({ remoteJid: "77001@lid" }), messageTimestamp: seconds() - 3_600 };
    expect(heardIn(message, me, now)).toMatchObject({ text: "berhenti" });
  });
});

describe("in a group", () => {
  const inAnswerTo = (participant: string, text: string): WAMessage =>
    from(
      { remoteJid: group, participant: "77001@lid" },
      { extendedTextMessage: { text, contextInfo: { stanzaId: "3EB0AA", participant } } },
    );
  const said = (text: string, mentions: string[] = []): WAMessage =>
    from(
      { remoteJid: group, participant: "77001@lid", participantAlt: "6281299@s.whatsapp.net" },
      { extendedTextMessage: { text, contextInfo: { mentionedJid: mentions } } },
    );

  test.each([
    ["a command", said("/cari gempa"), "/cari gempa"],
    ["a command by name", said("@5550000 /cari gempa", ["5550000@lid"]), "/cari gempa"],
    ["what is said to us by our LID", said("@5550000 cari gempa", ["5550000@lid"]), "/cari gempa"],
    [
      "what is said to us by our number",
      said("cari gempa @628110000000", ["628110000000@s.whatsapp.net"]),
      "/cari gempa",
    ],
    ["one word to us by name", said("@5550000 berhenti", ["5550000@lid"]), "/berhenti"],
    ["a sentence with our name", said("@5550000 stop spam dong", ["5550000@lid"]), "stop spam dong"],
    ["a number by name", said("@5550000 2", ["5550000@lid"]), "2"],
    ["the number of a choice", said("1, 3 dan 4"), "1, 3 dan 4"],
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
    ["a call to everybody, without our name", said("berhenti dulu semua", ["77002@lid", "5550000@lid"])],
    ["an answer to somebody else", inAnswerTo("77002@lid", "nomor 2 saja")],
    ["a number in answer to somebody else", inAnswerTo("77002@lid", "2")],
  ])("%s is not", (_name, message) => {
    expect(heardIn(message, me, now)).toBeNull();
  });

  test("a member's correction of an admin's words, which Baileys puts into the admin's message, is not heard", () => {
    const heard: (string | undefined)[] = [];
    const ev = makeEventBuffer(quietLogger((words) => heard.push(words)));
    ev.on("messages.upsert", ({ messages }) => {
      for (const message of messages) heard.push(heardIn(message, me, now)?.text);
    });
    const admins = { remoteJid: group, participant: "77001@lid" };
    const corrected = { editedMessage: { message: { conversation: "/langganan semua" } } };

    ev.buffer(); // as while the messages come that waited for us
    ev.emit("messages.upsert", { messages: [from(admins, { conversation: "pagi" })], type: "append" });
    const key = { ...admins, participant: "77002@lid", id: "3A01", fromMe: false };
    ev.emit("messages.update", [{ key, update: { message: corrected } }]);
    ev.flush();

    expect(heard).toEqual([undefined]);
  });

  test.each(["5550000@lid", "628110000000:7@s.whatsapp.net"])(
    "an answer to our words (%s) is heard",
    (us) => {
      expect(heardIn(inAnswerTo(us, "nomor 2"), me, now)).toMatchObject({ text: "nomor 2", about: "3EB0AA" });
      expect(heardIn(inAnswerTo("77002@lid", "/terbaru"), me, now)).not.toHaveProperty("about");
    },
  );
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

/** As Baileys hands it on: `ours`, it is under one of our messages. */
function reaction(text: string, ours = true): proto.IMessage {
  return { reactionMessage: { key: { id: "3EB0AA", fromMe: ours }, text } };
}

function seconds(): number {
  return Math.floor(now.getTime() / 1000) - 5;
}

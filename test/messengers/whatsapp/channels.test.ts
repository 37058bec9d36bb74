import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { OutgoingMessage, Recipient } from "../../../src/delivery/delivery.ts";
import { inviteIn } from "../../../src/messengers/whatsapp/invite.ts";
import { messageId } from "../../../src/messengers/whatsapp/message-id.ts";
import type { PictureDoor } from "../../../src/messengers/whatsapp/pictures.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { bookInMemory } from "../../support/whatsapp-book.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

const channel: Recipient = {
  messenger: "whatsapp",
  address: "120363000000000001@newsletter",
  kind: "channel",
  thread: null,
};
const LINK = "https://kabar.example/berita/1";
const alert: OutgoingMessage = { text: [{ bold: "Gempa di Sumba" }, `\n${LINK}`], preview: true };
const withCard = { ...alert, about: { title: "Gempa di Sumba", link: LINK, image: null } };
const IMAGE = "https://kabar.example/gempa.jpg";
const withPicture = { ...alert, about: { title: "Gempa di Sumba", link: LINK, image: IMAGE } };
const post = { messageId: messageId("kirim/1"), at: new Date() };

/** The first bytes of a JPEG of 640 × 360, as far as anybody looks. */
const JPEG = Buffer.from("ffd8ffe00004abcdffc000110801680280030122", "hex");

describe("a Channel post", () => {
  test("has the card of its link made from the article, and the marks that WhatsApp's clients give it", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);

    expect(await ours.whatsApp.send(channel, withCard, "kirim/1")).toEqual({
      kind: "sent",
      messageId: post.messageId,
    });
    expect(server.stanzas).toMatchObject([
      { id: post.messageId, to: channel.address, edit: null, type: "media", mediaType: "url", mediaId: null },
    ]);
    expect(server.stanzas[0]?.content?.toJSON()).toEqual({
      extendedTextMessage: { text: `*Gempa di Sumba*\n${LINK}`, matchedText: LINK, title: "Gempa di Sumba" },
    });
  });

  test("without an article is plain text", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    await ours.whatsApp.send(channel, alert, "kirim/1");

    expect(server.stanzas).toMatchObject([
      { type: "text", mediaType: null, text: `*Gempa di Sumba*\n${LINK}` },
    ]);
    expect(server.stanzas[0]?.content?.extendedTextMessage).not.toHaveProperty("title", expect.anything());
  });

  test("is refused when WhatsApp's ack has an error", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.answers({ error: 403 });

    expect(await ours.whatsApp.send(channel, alert, "kirim/1")).toMatchObject({
      kind: "refused",
      why: /403/,
    });
  });

  test("carries the article's picture with the alert as its caption", async () => {
    await using server = await whatsAppServer();
    const media = mediaServer();
    await using ours = await account({ url: server.url, pictures: media.door });
    await ready(ours);

    expect(await ours.whatsApp.send(channel, withPicture, "kirim/1")).toMatchObject({ kind: "sent" });
    const sha256 = createHash("sha256").update(JPEG).digest();
    const token = sha256.toString("base64url");
    expect(media.uploads).toEqual([
      expect.stringMatching(
        new RegExp(
          `^https://media.whatsapp.example/newsletter/newsletter-image/${token}=\\?auth=izin&token=`,
        ),
      ),
    ]);
    expect(server.stanzas).toMatchObject([{ type: "media", mediaType: "image", mediaId: "pegangan" }]);
    expect(server.stanzas[0]?.content?.toJSON()).toEqual({
      imageMessage: {
        url: "https://mmg.example/1",
        directPath: "/1",
        caption: `*Gempa di Sumba*\n${LINK}`,
        mimetype: "image/jpeg",
        width: 640,
        height: 360,
        fileSha256: sha256.toString("base64"),
        fileLength: String(JPEG.length),
      },
    });
  });

  test.each<[string, Partial<Parameters<typeof mediaServer>[0]>]>([
    ["cannot be fetched", { fetch: async () => Promise.reject(new Error("tidak ada")) }],
    ["is none", { fetch: async () => Buffer.from("<html>") }],
    ["is not taken by WhatsApp", { status: 413 }],
  ])("goes out as text when its picture %s", async (_why, trouble) => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, pictures: mediaServer(trouble).door });
    await ready(ours);

    expect(await ours.whatsApp.send(channel, withPicture, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(server.stanzas).toMatchObject([{ mediaType: "url", text: `*Gempa di Sumba*\n${LINK}` }]);
    expect(ours.faults).toHaveLength(1);
  });

  test("goes out as text when WhatsApp does not take its picture in time, and the next has its picture", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({
      url: server.url,
      pictures: mediaServer().door,
      patience: { prepare: 1_000 },
    });
    await ready(ours);
    server.leavesUnanswered("w:m");
    expect(await ours.whatsApp.send(channel, withPicture, "kirim/1")).toMatchObject({ kind: "sent" });
    server.leavesUnanswered(null);
    expect(await ours.whatsApp.send(channel, withPicture, "kirim/2")).toMatchObject({ kind: "sent" });

    expect(server.stanzas.map(({ mediaType }) => mediaType)).toEqual(["url", "image"]);
  });

  test("whose text is too long for a caption goes whole, without its picture", async () => {
    await using server = await whatsAppServer();
    const media = mediaServer();
    await using ours = await account({ url: server.url, pictures: media.door });
    await ready(ours);
    const long = { ...withPicture, text: ["a".repeat(1_025)] };

    expect(await ours.whatsApp.send(channel, long, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(server.stanzas[0]?.text).toHaveLength(1_025);
    expect(media.uploads).toEqual([]);
  });
});

describe("a correction in a Channel", () => {
  test("takes the post's own id and the Channels' code, and has only the new words in it", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    await ours.whatsApp.send(channel, alert, "kirim/1");
    const corrected = { text: ["Gempa di Flores"] };

    expect(await ours.whatsApp.correct(channel, post, corrected, "koreksi/1")).toEqual({
      kind: "sent",
      messageId: post.messageId,
    });
    expect(server.stanzas[1]).toMatchObject({ id: post.messageId, edit: "3", type: "text", mediaId: null });
    expect(server.stanzas[1]?.content?.toJSON()).toEqual({
      extendedTextMessage: { text: "Gempa di Flores" },
    });
  });

  test("of a post with a picture keeps the picture, also after a restart", async () => {
    await using server = await whatsAppServer();
    const { book } = bookInMemory();
    {
      await using ours = await account({ url: server.url, book, pictures: mediaServer().door });
      await ready(ours);
      await ours.whatsApp.send(channel, withPicture, "kirim/1");
    }
    await using ours = await account({ url: server.url, book });
    await ready(ours);
    await ours.whatsApp.correct(channel, post, { text: ["Gempa di Flores"] }, "koreksi/1");

    expect(server.stanzas[1]).toMatchObject({ id: post.messageId, edit: "3", mediaType: "image" });
    expect(server.stanzas[1]?.content?.imageMessage).toMatchObject({
      caption: "Gempa di Flores",
      directPath: "/1",
    });
  });

  test("that WhatsApp refuses is refused", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.answers({ error: 401 });
    const verdict = await ours.whatsApp.correct(channel, post, alert, "koreksi/1");

    expect(verdict).toMatchObject({ kind: "refused", why: /401/ });
  });
});

test("a deletion in a Channel takes the post's own id and is empty", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  await ours.whatsApp.send(channel, alert, "kirim/1");

  expect(await ours.whatsApp.recall(channel, post, "tarik/1")).toEqual({
    kind: "sent",
    messageId: post.messageId,
  });
  expect(server.stanzas[1]).toMatchObject({ id: post.messageId, edit: "8", type: "text", content: null });
});

describe("a Channel's link", () => {
  test("leads to its id, its name, its followers and what we may do there", async () => {
    await using server = await whatsAppServer();
    server.has({
      invite: "0029VaKabar",
      address: channel.address,
      name: "Kabar Nusantara",
      followers: 12_345,
      role: "ADMIN",
    });
    await using ours = await account({ url: server.url });
    await ready(ours);

    expect(await ours.whatsApp.channel("0029VaKabar")).toEqual({
      address: channel.address,
      name: "Kabar Nusantara",
      followers: 12_345,
      mayPost: true,
    });
    expect(await ours.whatsApp.channel("0029VaTidakAda")).toBeNull();
  });

  test("cannot be followed while WhatsApp is away", async () => {
    await using server = await whatsAppServer();
    const ours = await account({ url: server.url });
    await ready(ours);
    await ours[Symbol.asyncDispose]();

    await expect(ours.whatsApp.channel("0029VaKabar")).rejects.toThrow("Connection Closed");
  });

  test.each([
    ["https://whatsapp.com/channel/0029VaKabar", "0029VaKabar"],
    ["https://www.whatsapp.com/channel/0029VaKabar/", "0029VaKabar"],
    ["https://whatsapp.com/channel/0029VaKabar?utm_source=web", "0029VaKabar"],
    ["https://chat.whatsapp.com/0029VaKabar", null],
    ["https://jahat.example/https://whatsapp.com/channel/0029VaKabar", null],
    ["0029VaKabar", null],
  ])("%s: its invite is %s", (link, invite) => {
    expect(inviteIn(link)).toBe(invite);
  });
});

/** Where pictures come from and go to. */
function mediaServer({
  fetch = async () => JPEG,
  status = 200,
}: { fetch?: PictureDoor["fetch"]; status?: number } = {}) {
  const uploads: string[] = [];
  const door: PictureDoor = {
    fetch,
    async upload(url, init) {
      uploads.push(url);
      expect(init.body).toEqual(JPEG);
      return Response.json(
        { url: "https://mmg.example/1", direct_path: "/1", handle: "pegangan" },
        { status },
      );
    },
  };
  return { door, uploads };
}

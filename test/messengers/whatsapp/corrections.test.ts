import { expect, test } from "vitest";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { messageId } from "../../../src/messengers/whatsapp/message-id.ts";
import { tooLate } from "../../../src/messengers/whatsapp/window.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { bookInMemory } from "../../support/whatsapp-book.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

const ana: Recipient = { messenger: "whatsapp", address: "81200000001@lid", kind: "private", thread: null };
const group: Recipient = {
  messenger: "whatsapp",
  address: "120363000000000009@g.us",
  kind: "group",
  thread: null,
};
const REVOKE = 0;
const MESSAGE_EDIT = 14;

test.each<[string, Recipient, string]>([
  ["private chat", ana, ana.address],
  ["group", group, "901@lid"],
])("in a %s a message is read, corrected and deleted on the phone", async (_kind, to, reader) => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  const sent = { messageId: messageId("kirim/1"), at: new Date() };

  await ours.whatsApp.send(to, { text: ["Gempa di Sumba"] }, "kirim/1");
  const corrected = await ours.whatsApp.correct(to, sent, { text: ["Gempa di Flores"] }, "koreksi/1");
  const recalled = await ours.whatsApp.recall(to, sent, "tarik/1");

  expect([corrected, recalled]).toEqual([
    { kind: "sent", messageId: sent.messageId },
    { kind: "sent", messageId: sent.messageId },
  ]);
  expect(server.stanzas.map(({ id, edit }) => [id, edit])).toEqual([
    [sent.messageId, null],
    [messageId("koreksi/1"), "1"],
    [messageId("tarik/1"), "7"],
  ]);
  const [said, correction, deletion] = server.stanzas.map(({ read }) => read.get(reader));
  expect(said?.extendedTextMessage?.text).toBe("Gempa di Sumba");
  expect(correction?.protocolMessage).toMatchObject({
    type: MESSAGE_EDIT,
    key: { id: sent.messageId, fromMe: true, remoteJid: to.address },
    editedMessage: { extendedTextMessage: { text: "Gempa di Flores" } },
  });
  expect(deletion?.protocolMessage).toMatchObject({
    type: REVOKE,
    key: { id: sent.messageId, fromMe: true },
  });
});

test("what can no longer be changed is refused, and WhatsApp is not asked", async () => {
  await using server = await whatsAppServer();
  const { book, kept } = bookInMemory({ everybodyWrote: true });
  Object.assign(kept, { number: "628110000000", since: new Date(0) });
  await using ours = await account({ url: server.url, book });
  await ready(ours);
  const yesterday = { messageId: messageId("kirim/1"), at: new Date(Date.now() - 86_400_000) };

  expect(await ours.whatsApp.correct(group, yesterday, { text: ["Gempa"] }, "koreksi/1")).toEqual({
    kind: "refused",
    why: "batas waktu WhatsApp untuk mengoreksi pesan ini (15 menit) sudah lewat",
  });
  expect(await ours.whatsApp.recall(group, yesterday, "tarik/1")).toMatchObject({ kind: "sent" });
  expect(server.stanzas).toHaveLength(1);
});

test("what another number of ours said is refused, too: WhatsApp would take the deletion, and phones drop it", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  const sent = { messageId: messageId("kirim/1"), at: new Date(Date.now() - 1_000_000) }; // before this number was connected

  for (const chat of [ana, group])
    expect(await ours.whatsApp.recall(chat, sent, "tarik/1")).toEqual({
      kind: "refused",
      why: "pesan ini dikirim dari nomor WhatsApp yang lain",
    });
  expect(server.stanzas).toEqual([]);
});

const minutes = (n: number) => new Date(n * 60_000);
test.each([
  ["correct", "private", 15, /^$/],
  ["correct", "group", 15.1, /15 menit/],
  ["correct", "channel", 30 * 1_440, /^$/],
  ["correct", "channel", 30 * 1_440 + 1, /30 hari/],
  ["recall", "private", 60 * 60, /^$/],
  ["recall", "group", 60 * 60 + 1, /60 jam/],
  ["recall", "channel", 31 * 1_440, /30 hari/],
] as const)("to %s in a %s after %d minutes", (act, kind, after, why) => {
  const said = tooLate(act, kind, minutes(0), minutes(after));
  expect(said ?? "").toMatch(why);
});

import { expect, test, vi } from "vitest";
import { systemClock } from "../../../src/delivery/clock.ts";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { isAdmin, knowGroups } from "../../../src/messengers/whatsapp/groups.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { account, hurried, ready } from "../../support/whatsapp-account.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

const group: Recipient = {
  messenger: "whatsapp",
  address: "120363000000000009@g.us",
  kind: "group",
  thread: null,
};

test("every member reads the alerts, and the server cannot", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  await ours.whatsApp.send(group, { text: ["Gempa di Sumba"] }, "kirim/1");
  await ours.whatsApp.send(group, { text: ["Banjir di Demak"] }, "kirim/2");

  for (const member of ["900@lid", "901@lid"]) {
    const read = server.stanzas.map((stanza) => stanza.read.get(member)?.extendedTextMessage?.text);
    expect(read).toEqual(["Gempa di Sumba", "Banjir di Demak"]);
  }
  expect(server.stanzas.map(({ content }) => content)).toEqual([null, null]);
});

test("also after a reconnect the members' phones have the key", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url, clock: hurried });
  await ready(ours);
  await ours.whatsApp.send(group, { text: ["Gempa di Sumba"] }, "kirim/1");
  server.cuts();
  await ready(ours, 2);
  await ours.whatsApp.send(group, { text: ["Banjir di Demak"] }, "kirim/2");

  expect(server.stanzas[1]?.read.get("901@lid")?.extendedTextMessage?.text).toBe("Banjir di Demak");
});

test("where only admins may write, nothing is sent and editors learn what to do", async () => {
  await using server = await whatsAppServer();
  server.announcesOnly(group.address);
  await using ours = await account({ url: server.url });
  await ready(ours);

  expect(await ours.whatsApp.send(group, { text: ["Gempa"] }, "kirim/1")).toEqual({
    kind: "refused",
    why: "di grup ini hanya admin yang boleh menulis; jadikan akun ini admin",
  });
  expect(server.stanzas).toEqual([]);
});

test("where only admins may write, an admin writes", async () => {
  await using server = await whatsAppServer("900");
  server.announcesOnly(group.address);
  await using ours = await account({ url: server.url, phone: "900" });
  await ready(ours);

  expect(await ours.whatsApp.send(group, { text: ["Gempa"] }, "kirim/1")).toMatchObject({ kind: "sent" });
});

test.each([403, 404])("a group that shows itself no more (%i) is gone", async (error) => {
  await using server = await whatsAppServer();
  server.closes(group.address, error);
  await using ours = await account({ url: server.url });
  await ready(ours);

  expect(await ours.whatsApp.send(group, { text: ["Gempa"] }, "kirim/1")).toMatchObject({ kind: "gone" });
  expect(server.stanzas).toEqual([]);
});

test("who was made an ordinary member while we missed it decides no more in a while, however busy the group", async () => {
  let now = 0;
  const member = { id: "900@lid", admin: "admin" as "admin" | null };
  const ask = async (id: string) => ({ id, owner: undefined, subject: "", participants: [{ ...member }] });
  const groups = knowGroups(ask, { ...systemClock, now: () => new Date(now) });
  const mayDecide = async () => isAdmin(await groups.details(group.address), ["900@lid"]);

  expect(await mayDecide()).toBe(true);
  member.admin = null;
  for (let minute = 1; minute <= 6; minute++) {
    now = minute * 60_000;
    await mayDecide();
  }
  expect(await mayDecide()).toBe(false);
});

test("being put into a group and out of it again is told, and other people's coming and going is not", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  server.changesGroup(group.address, "add");
  server.changesGroup(group.address, "add", "901@lid");
  server.changesGroup(group.address, "remove", "901@lid");
  server.changesGroup(group.address, "remove");

  await vi.waitFor(() => expect(ours.changes).toHaveLength(2), WITHIN_MS);
  expect(ours.changes).toMatchObject([
    { kind: "joined", chat: { kind: "group", address: group.address } },
    { kind: "left", chat: { kind: "group", address: group.address }, why: "dikeluarkan dari grup" },
  ]);
});

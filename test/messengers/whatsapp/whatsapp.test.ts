import { expect, test, vi } from "vitest";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { whatsAppUsers } from "../../support/whatsapp-users.ts";

const ANA = "6281200000001";
const ana: Recipient = { messenger: "whatsapp", address: `${ANA}@lid`, kind: "private", thread: null };

test("a reader who writes to us is heard, and reads the answer on the phone", async () => {
  await using users = await whatsAppUsers();
  await using ours = await account(users);
  await ready(ours);
  ours.answers.push({
    text: [{ bold: "Selamat datang" }],
    buttons: [[{ label: "Ekonomi", says: "langganan ekonomi" }]],
  });

  await users.says(ANA, "mulai", "Ana");

  await vi.waitFor(() => expect(users.read).toHaveLength(1), WITHIN_MS);
  expect(users.read).toMatchObject([{ to: ana.address, text: "*Selamat datang*\n\n1. Ekonomi" }]);
  expect(ours.heard).toMatchObject([{ chat: ana, from: { id: ANA, name: "Ana" }, text: "mulai" }]);
});

test("an alert reaches a reader's phone and counts as sent", async () => {
  await using users = await whatsAppUsers();
  await using ours = await account(users);
  await ready(ours);

  const verdict = await ours.whatsApp.send(
    ana,
    { text: [{ bold: "Gempa di Sumba" }, "\nWarga diminta tenang."] },
    "kirim/7",
  );

  expect(verdict).toEqual({ kind: "sent", messageId: users.read[0]?.id });
  expect(users.read).toMatchObject([{ to: ana.address, text: "*Gempa di Sumba*\nWarga diminta tenang." }]);
  expect(ours.faults).toEqual([]);
});

import { describe, expect, test, vi } from "vitest";
import { carryOut, type Speech } from "../../../src/delivery/carry-out.ts";
import { systemClock } from "../../../src/delivery/clock.ts";
import type { Act, Delivery, Recipient } from "../../../src/delivery/delivery.ts";
import { FRESH_MS } from "../../../src/delivery/halts.ts";
import { dailyCap, jitter, tomorrow } from "../../../src/messengers/whatsapp/care.ts";
import { dayOf } from "../../../src/time.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { bookInMemory } from "../../support/whatsapp-book.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

const ana = chat("77001@lid", "private");
const budi = chat("77002@lid", "private");
const channel = chat("120363000000000001@newsletter", "channel");
const group = chat("120363000000000009@g.us", "group");
const alert = { text: ["Gempa di Sumba"] };
const MINUTE = 60_000;
const DELIVERY: Omit<Delivery, "act" | "earlier"> = {
  id: 1,
  alertId: 1,
  chatId: 1,
  to: ana,
  attempts: 0,
  failingSince: null,
  more: false,
};
const SPEECH: Speech = {
  kind: "speech",
  alert: { text: ["Gempa di Flores"] },
  correction: { text: ["RALAT: gempa di Flores"] },
  recall: { text: ["DITARIK"] },
};

describe("the day's messages", () => {
  const since = new Date("2026-01-01T00:00:00Z");
  test.each([
    [0, 50],
    [6.9, 50],
    [7, 150],
    [14, 400],
    [30, 1_000],
    [89.9, 1_000],
    [90, 2_000],
    [3_000, 2_000],
    [-1, 50],
  ])("of an account of %d days are %i", (days, cap) => {
    expect(dailyCap(since, new Date(since.getTime() + days * 86_400_000))).toBe(cap);
  });

  test.each([
    ["2026-11-23T16:59:59Z", "2026-11-23", "2026-11-23T17:00:00.000Z"],
    ["2026-11-23T17:00:00Z", "2026-11-24", "2026-11-24T17:00:00.000Z"],
  ])("are counted by Jakarta's day: %s", (at, day, next) => {
    expect(dayOf(new Date(at))).toBe(day);
    expect(tomorrow(new Date(at)).toISOString()).toBe(next);
  });

  test("leave at odd moments", () => {
    expect([0, 0.5, 0.999].map(jitter)).toEqual([0, 300, 599]);
    expect(jitter(1) + FRESH_MS, "one stop halts within a second whoever waits just then").toBeLessThan(
      1_000,
    );
  });

  test("used up, private chats wait until tomorrow, and Channels, groups and answers go on", async () => {
    await using server = await whatsAppServer();
    const noon = new Date(new Date().setUTCHours(5, 0, 0, 0)); // in Jakarta: no day ends in the middle of it
    const clock = { ...systemClock, now: () => noon };
    await using ours = await account({ url: server.url, perDay: 1, clock });
    await ready(ours);
    ours.answers.push({ text: ["Anda sudah berlangganan."] });

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    const over = await ours.whatsApp.send(budi, alert, "kirim/2");
    await ours.whatsApp.send(budi, alert, "kirim/3");

    expect(over).toMatchObject({ kind: "later", why: /jatah harian/ });
    const waits = over.kind === "later" ? (over.afterSeconds ?? 0) : 0;
    const midnight = (tomorrow(noon).getTime() - noon.getTime()) / 1000;
    expect(Math.abs(waits - midnight)).toBeLessThan(60);
    expect(ours.states.filter(({ kind }) => kind === "capped")).toMatchObject([{ limit: 1 }]);
    expect(await ours.whatsApp.send(channel, alert, "kirim/4")).toMatchObject({ kind: "sent" });
    expect(await ours.whatsApp.send(group, alert, "kirim/5")).toMatchObject({ kind: "sent" });
    server.says({ lid: "77002" }, "langganan ekonomi");
    await vi.waitFor(() => expect(server.stanzas).toHaveLength(4), WITHIN_MS);
    expect(server.stanzas[3]?.to).toBe(budi.address);
  });

  test.each<[Act, number, string]>([
    ["correct 1", 20 * MINUTE, "RALAT: gempa di Flores"],
    ["recall", 61 * 60 * MINUTE, "DITARIK"],
  ])(
    "used up, whoever has what was wrong still hears so: %s, where the message itself can no longer be changed",
    async (act, after, says) => {
      let now = new Date("2026-11-23T01:00:00Z");
      await using server = await whatsAppServer();
      await using ours = await account({
        url: server.url,
        perDay: 1,
        clock: { ...systemClock, now: () => now },
      });
      await ready(ours);
      const verdict = await ours.whatsApp.send(ana, alert, "kirim/1");
      if (verdict.kind !== "sent") throw new Error(verdict.kind);
      const earlier = [{ messageId: verdict.messageId, at: now }];
      now = new Date(now.getTime() + after);
      await ours.whatsApp.send(budi, alert, "kirim/2"); // takes that day's place, if it is another one

      const owed = await carryOut(ours.whatsApp, { ...DELIVERY, act, earlier }, SPEECH, `${act}/1`);

      expect(owed).toMatchObject({ kind: "sent" });
      const read = server.stanzas.at(-1)?.read.get(ana.address);
      expect(read?.extendedTextMessage?.text).toBe(says);
      expect(await ours.whatsApp.send(budi, alert, "kirim/3"), "news still waits").toMatchObject({
        kind: "later",
      });
    },
  );

  test("are not what an editor's notice is counted among", async () => {
    await using server = await whatsAppServer();
    const { book, kept } = bookInMemory({ everybodyWrote: true });
    await using ours = await account({ url: server.url, book, perDay: 0 });
    await ready(ours);

    expect(await ours.whatsApp.send(ana, alert, "notice-1", { owed: true })).toMatchObject({ kind: "sent" });
    expect([...kept.counted.values()]).toEqual([]);
  });

  test("are not used up by what WhatsApp did not take", async () => {
    await using server = await whatsAppServer();
    const { book, kept } = bookInMemory({ everybodyWrote: true });
    await using ours = await account({ url: server.url, book, perDay: 1 });
    await ready(ours);
    server.answers({ error: 503 });
    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "later" });
    server.answers("ack");

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect([...kept.counted.values()]).toEqual([1]);
  });
});

test("nobody is written to who has not written to us first", async () => {
  await using server = await whatsAppServer();
  const { book } = bookInMemory();
  await using ours = await account({ url: server.url, book });
  await ready(ours);

  const stranger = await ours.whatsApp.send(ana, alert, "kirim/1");
  expect(stranger).toMatchObject({ kind: "refused", why: /belum pernah menulis/ });
  expect(server.stanzas).toEqual([]);

  server.says({ lid: "77001", phone: "6281299" }, "mulai");
  await vi.waitFor(() => expect(ours.heard).toHaveLength(1), WITHIN_MS);
  expect(await ours.whatsApp.send(ana, alert, "kirim/2")).toMatchObject({ kind: "sent" });
  const byNumber = chat("6281299@s.whatsapp.net", "private");
  expect(await ours.whatsApp.send(byNumber, alert, "kirim/3")).toMatchObject({ kind: "sent" });
});

test("how the account stands is read again after the database did not answer", async () => {
  await using server = await whatsAppServer();
  const { book } = bookInMemory({ everybodyWrote: true });
  let asked = 0;
  const since: typeof book.since = async (...of) => {
    asked += 1;
    if (asked === 1) throw new Error("no database");
    return book.since(...of);
  };
  await using ours = await account({ url: server.url, book: { ...book, since } });
  await ready(ours);
  await vi.waitFor(() => expect(ours.faults).toHaveLength(1), WITHIN_MS);

  expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
  expect(await ours.whatsApp.send(budi, alert, "kirim/2")).toMatchObject({ kind: "sent" });
  expect(asked).toBe(2);
});

test("who speaks in a group has not written to us", async () => {
  await using server = await whatsAppServer();
  const { book } = bookInMemory();
  await using ours = await account({ url: server.url, book });
  await ready(ours);
  server.saysInGroup(group.address, { lid: "77001" }, { conversation: "/cari gempa" });
  await vi.waitFor(() => expect(ours.heard).toHaveLength(1), WITHIN_MS);

  expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "refused" });
});

test("an answer that meets a restriction is not tried again", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({ url: server.url });
  await ready(ours);
  ours.answers.push({ text: ["Selamat datang"] });
  server.restricts(new Date(Date.now() + 3_600_000));
  server.answers({ error: 463 });
  server.says({ lid: "77001" }, "mulai");
  await vi.waitFor(() => expect(ours.faults).toHaveLength(1), WITHIN_MS);
  await vi.waitFor(
    () => expect(ours.states).toContainEqual(expect.objectContaining({ kind: "restricted" })),
    WITHIN_MS,
  );

  expect(String(ours.faults[0])).toContain("refused");
  expect(server.stanzas).toHaveLength(1);
});

test("a restriction outlives a restart", async () => {
  await using server = await whatsAppServer();
  const { book } = bookInMemory({ everybodyWrote: true });
  {
    await using ours = await account({ url: server.url, book });
    await ready(ours);
    server.restricts(new Date(Date.now() + 3_600_000));
    server.answers({ error: 463 });
    await ours.whatsApp.send(ana, alert, "kirim/1");
    await vi.waitFor(async () => expect(await book.restrictedUntil()).toEqual(expect.any(Date)), WITHIN_MS);
  }
  server.answers("ack");
  await using ours = await account({ url: server.url, book });
  await ready(ours);

  expect(await ours.whatsApp.send(ana, alert, "kirim/2")).toMatchObject({ kind: "later" });
  expect(await ours.whatsApp.send(channel, alert, "kirim/3")).toMatchObject({ kind: "sent" });
});

function chat(address: string, kind: Recipient["kind"]): Recipient {
  return { messenger: "whatsapp", address, kind, thread: null };
}

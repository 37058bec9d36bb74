import { describe, expect, test, vi } from "vitest";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { messageId } from "../../../src/messengers/whatsapp/message-id.ts";
import { startWhatsApp } from "../../../src/messengers/whatsapp/whatsapp.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { account, hurried, ready } from "../../support/whatsapp-account.ts";
import { bookInMemory } from "../../support/whatsapp-book.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";
import { pairedCredentials, sessionsInMemory } from "../../support/whatsapp-session.ts";

const ana: Recipient = { messenger: "whatsapp", address: "81200000001@lid", kind: "private", thread: null };
const channel: Recipient = {
  messenger: "whatsapp",
  address: "120363000000000001@newsletter",
  kind: "channel",
  thread: null,
};
const group: Recipient = {
  messenger: "whatsapp",
  address: "120363000000000009@g.us",
  kind: "group",
  thread: null,
};
const alert = { text: ["Gempa di ", { bold: "Sumba" }] };

describe("a send", () => {
  test("counts as sent when the server's ack came, with an id that a repeat has too", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);

    const first = await ours.whatsApp.send(ana, alert, "kirim/1");
    const again = await ours.whatsApp.send(ana, alert, "kirim/1");

    expect(first).toEqual({ kind: "sent", messageId: expect.stringMatching(/^3EB0[0-9A-F]{18}$/) });
    expect(again).toEqual(first);
    expect(new Set(server.stanzas.map(({ id }) => id)).size).toBe(1);
  });

  test("is refused when WhatsApp says so after Baileys believed it sent", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.answers({ error: 479 });

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "refused", why: /479/ });
    expect(server.stanzas).toHaveLength(1);
  });

  test("is unknown when WhatsApp does not answer in time", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, patience: { ack: 500 } });
    await ready(ours);
    server.answers("silence");

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({
      kind: "unknown",
      why: /tidak menjawab/,
    });
  });

  test("is unknown, at once, when the line breaks before the answer", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.answers("cut");

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({
      kind: "unknown",
      why: /terputus/,
    });
  });

  test("that a phone could not decrypt is sent to it again, even over the next connection", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, clock: hurried });
    await ready(ours);
    await ours.whatsApp.send(ana, alert, "kirim/1");
    server.cuts();
    await ready(ours, 2);
    server.asksAgain(messageId("kirim/1"), ana.address);

    await vi.waitFor(() => expect(server.stanzas).toHaveLength(2), WITHIN_MS);
    expect(server.stanzas[1]).toMatchObject({ id: messageId("kirim/1"), to: ana.address });
  });

  test("is for later while nobody listens", async () => {
    await using server = await whatsAppServer();
    const ours = await account({ url: server.url });
    await ready(ours);
    await ours[Symbol.asyncDispose]();

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "later" });
    expect(server.stanzas).toEqual([]);
  });

  test("to a Channel arrives in plain text", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);

    expect(await ours.whatsApp.send(channel, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(server.stanzas).toMatchObject([{ to: channel.address, text: "Gempa di *Sumba*" }]);
  });

  test("to a group arrives sealed for its members", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);

    expect(await ours.whatsApp.send(group, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(server.stanzas).toMatchObject([{ to: group.address, text: null }]);
  });

  test("to users stops after a restriction, and Channels go on", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.restricts(new Date(Date.now() + 3_600_000));
    server.answers({ error: 463 });

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "refused", why: /463/ });
    await vi.waitFor(
      () => expect(ours.states).toContainEqual({ kind: "restricted", until: expect.any(Date) }),
      WITHIN_MS,
    );
    server.answers("ack");

    expect(await ours.whatsApp.send(ana, alert, "kirim/2")).toMatchObject({
      kind: "later",
      afterSeconds: expect.any(Number),
    });
    expect(await ours.whatsApp.send(channel, alert, "kirim/3")).toMatchObject({ kind: "sent" });
    expect(server.stanzas.map(({ to }) => to)).toEqual([ana.address, channel.address]);
  });
});

describe("a new account", () => {
  test("is paired by QR, restarts as WhatsApp asks, and logs in with the same session in the next process", async () => {
    await using server = await whatsAppServer();
    const session = sessionsInMemory();
    {
      await using ours = await account({ url: server.url, session: session.store });
      await vi.waitFor(() => expect(ours.pairings).toHaveLength(1), WITHIN_MS);
      const [pairing] = ours.pairings;
      server.scans(pairing && "qr" in pairing ? pairing.qr : "");
      await ready(ours);
    }
    await using next = await account({ url: server.url, session: session.store });
    await ready(next);

    expect(server.greeted).toEqual(["registration", "login", "login"]);
    expect(next.pairings).toEqual([]);
  });

  test("keeps its way to pair by code when the line breaks before the code was typed", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({
      url: server.url,
      session: sessionsInMemory().store,
      pairing: { phone: "628110000000" },
      clock: hurried,
    });
    await vi.waitFor(() => expect(ours.pairings).toHaveLength(1), WITHIN_MS);
    server.cuts();

    await vi.waitFor(() => expect(ours.pairings).toHaveLength(2), WITHIN_MS);
    expect(ours.pairings[0]).toEqual({ code: expect.stringMatching(/^[1-9A-Z]{8}$/) });
    expect(server.greeted).toEqual(["registration", "registration"]);
  });
});

describe("a lost connection", () => {
  test.each([
    ["the network breaks", (server: Server) => server.cuts()],
    ["WhatsApp asks for a restart (515)", (server: Server) => server.streamError("515")],
    ["WhatsApp is unavailable (503)", (server: Server) => server.streamError("503")],
  ])("comes back when %s", async (_why, happen) => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, clock: hurried });
    await ready(ours);
    happen(server);
    await ready(ours, 2);

    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(server.connected).toBe(1);
  });

  test.each([
    ["another process took the session", "440", /dipakai di tempat lain/],
    ["the device was removed on the phone", "401", /Pasangkan lagi/],
  ])("stays lost, with the reason, when %s", async (_why, code, why) => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, clock: hurried });
    await ready(ours);
    server.streamError(code, { tag: "conflict", attrs: { type: "replaced" } });

    await vi.waitFor(() => expect(ours.states.at(-1)).toMatchObject({ kind: "stopped", why }), WITHIN_MS);
    expect(server.greeted).toHaveLength(1);
    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "later" });
  });

  test("after a logout begins with a new pairing when a person asks for it", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, clock: hurried });
    await ready(ours);
    server.refusesLogins(401);
    server.cuts();
    await vi.waitFor(
      () => expect(ours.states.at(-1)).toMatchObject({ kind: "stopped", pairAgain: true }),
      WITHIN_MS,
    );

    await ours.whatsApp.pairAgain();

    await vi.waitFor(() => expect(ours.pairings).toHaveLength(1), WITHIN_MS);
    expect(server.greeted.at(-1)).toBe("registration");
  });

  test("is made anew, the same ear on it, once the database that failed in between answers again", async () => {
    await using server = await whatsAppServer();
    const { store } = sessionsInMemory(pairedCredentials("628110000000"));
    await using ours = await account({ url: server.url, session: store, clock: hurried });
    await ready(ours);
    const { readCredentials, forget } = store;
    const noDatabase = () => Promise.reject(new Error("no database"));
    store.readCredentials = noDatabase;
    await ours.whatsApp.connectAgain();
    await vi.waitFor(() => expect(ours.states.at(-1)).toMatchObject({ kind: "waiting" }), WITHIN_MS);
    store.readCredentials = readCredentials;
    await ready(ours, 2);

    server.says({ lid: "77001" }, "mulai");
    await vi.waitFor(() => expect(ours.heard).toHaveLength(1), WITHIN_MS);

    store.forget = noDatabase;
    await ours.whatsApp.pairAgain();
    await vi.waitFor(() => expect(ours.states.at(-1)).toMatchObject({ kind: "waiting" }), WITHIN_MS);
    store.forget = forget;
    await vi.waitFor(() => expect(ours.pairings).toHaveLength(1), WITHIN_MS);
    expect(server.connected).toBe(1);
  });

  test("is noticed on a line that is up but deaf", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({
      url: server.url,
      clock: hurried,
      patience: { quiet: 300, answer: 2_000 },
    });
    await ready(ours);
    server.goesDeaf();

    await ready(ours, 2);
    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
  });

  test("is made when a lock inside Baileys is never given back", async () => {
    await using server = await whatsAppServer();
    const { store } = sessionsInMemory(pairedCredentials("628110000000"));
    await using ours = await account({
      url: server.url,
      session: store,
      clock: hurried,
      patience: { quiet: 100, stuck: 900 },
    });
    await ready(ours);
    // Read with the lock held, in the middle of a send.
    const read = store.readKeys.bind(store);
    store.readKeys = async (name, kind, ids) =>
      kind === "tctoken" ? new Promise(() => undefined) : read(name, kind, ids);
    const stuck = ours.whatsApp.send(ana, alert, "kirim/1");
    await ready(ours, 2);
    store.readKeys = read;

    expect(await stuck).toMatchObject({ kind: "unknown" });
    expect(await ours.whatsApp.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
  });
});

describe("what is said", () => {
  test("by one person under two addresses comes from one person and one chat", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.says({ lid: "77001", phone: "6281299" }, "mulai");
    await vi.waitFor(() => expect(ours.heard).toHaveLength(1), WITHIN_MS);
    server.saysByNumber({ lid: "77001", phone: "6281299" }, "berita");
    await vi.waitFor(() => expect(ours.heard).toHaveLength(2), WITHIN_MS);

    expect(ours.heard.map(({ chat }) => chat.address)).toEqual(["77001@lid", "77001@lid"]);
    expect(ours.heard.map(({ from }) => from?.id)).toEqual(["6281299", "6281299"]);
    expect(ours.changes, "what is known by the number goes on under the LID").toMatchObject([
      { kind: "moved", chat: { address: "6281299@s.whatsapp.net", kind: "private" }, to: "77001@lid" },
      { kind: "moved" },
    ]);
  });

  test("in a group is heard as a command, a mention or a choice only, and its admin is known", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.saysInGroup(group.address, { lid: "900" }, { conversation: "selamat pagi semua" });
    server.saysInGroup(group.address, { lid: "901" }, { conversation: "/langganan ekonomi" });
    server.saysInGroup(
      group.address,
      { lid: "900" },
      {
        extendedTextMessage: {
          text: "@628110000000 bantuan",
          contextInfo: { mentionedJid: ["628110000000@lid"] },
        },
      },
    );

    server.saysInGroup(group.address, { lid: "900" }, { conversation: "2" });

    await vi.waitFor(() => expect(ours.heard).toHaveLength(3), WITHIN_MS);
    expect(ours.heard).toMatchObject([
      {
        chat: { kind: "group", address: group.address, title: "Warga RT 05" },
        from: { id: "901@lid" },
        text: "/langganan ekonomi",
      },
      { chat: { kind: "group", address: group.address }, from: { id: "900@lid" }, text: "/bantuan" },
      { chat: { kind: "group", address: group.address }, from: { id: "900@lid" }, text: "2" },
    ]);
    expect(await Promise.all(ours.heard.map((said) => said.isChatAdmin()))).toEqual([false, true, true]);
  });

  test("while we were away is heard when we come back", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url });
    await ready(ours);
    server.says({ lid: "77001" }, "berhenti", { offline: "1" });

    await vi.waitFor(() => expect(ours.heard).toMatchObject([{ text: "berhenti" }]), WITHIN_MS);
  });

  test("is acted on although the database failed just then", async () => {
    await using server = await whatsAppServer();
    const { book } = bookInMemory();
    let failures = 2;
    const wroteToUs: typeof book.wroteToUs = async (...of) => {
      if (failures-- > 0) throw new Error("no database");
      return book.wroteToUs(...of);
    };
    await using ours = await account({ url: server.url, book: { ...book, wroteToUs }, clock: hurried });
    await ready(ours);
    server.says({ lid: "77001" }, "berhenti");
    server.says({ lid: "77001" }, "mulai");

    await vi.waitFor(
      () => expect(ours.heard.map(({ text }) => text)).toEqual(["berhenti", "mulai"]),
      WITHIN_MS,
    );
  });

  test("just before we hang up is still answered", async () => {
    await using server = await whatsAppServer();
    const answer = Promise.withResolvers<{ text: string[] }[]>();
    const heard: string[] = [];
    const states: string[] = [];
    const { store } = sessionsInMemory(pairedCredentials("628110000000"));
    const whatsApp = await startWhatsApp({
      account: "utama",
      session: store,
      book: bookInMemory({ everybodyWrote: true }).book,
      url: server.url,
      pairing: { phone: null },
      onPairing: () => undefined,
      onState: ({ kind }) => states.push(kind),
      onFault: () => undefined,
    });
    const listening = await whatsApp.listen({
      said: ({ text }) => {
        heard.push(text);
        return answer.promise;
      },
      changed: async () => undefined,
    });
    await vi.waitFor(() => expect(states).toContain("open"), WITHIN_MS);
    server.says({ lid: "77001" }, "berhenti");
    await vi.waitFor(() => expect(heard).toEqual(["berhenti"]), WITHIN_MS);
    const hungUp = listening[Symbol.asyncDispose]();
    answer.resolve([{ text: ["Anda sudah berhenti."] }]);
    await hungUp;

    expect(server.stanzas).toMatchObject([{ to: "77001@lid" }]);
  });

  test("is answered even if the line breaks before the answer is out, once", async () => {
    await using server = await whatsAppServer();
    await using ours = await account({ url: server.url, clock: hurried });
    await ready(ours);
    ours.answers.push({ text: ["Anda sudah berhenti."] });
    server.answers("cut");
    server.says({ lid: "77001" }, "berhenti");
    await ready(ours, 2);
    server.answers("ack");

    await vi.waitFor(() => expect(server.stanzas.length).toBeGreaterThan(1), WITHIN_MS);
    expect(ours.heard).toHaveLength(1);
    expect(new Set(server.stanzas.map(({ id }) => id)).size).toBe(1);
  });
});

type Server = Awaited<ReturnType<typeof whatsAppServer>>;

import { describe, expect, test } from "vitest";
import type { ChatChange, Said } from "../../../src/chat/said.ts";
import { systemClock } from "../../../src/delivery/clock.ts";
import type { OutgoingMessage, Recipient } from "../../../src/delivery/delivery.ts";
import { type CloudOptions, startWhatsAppCloud } from "../../../src/messengers/whatsapp-cloud/cloud.ts";
import { until } from "../../support/until.ts";
import { bookInMemory } from "../../support/whatsapp-book.ts";
import { type GraphServer, graphServer } from "../../support/whatsapp-graph.ts";

const ANA = "6281299";
const ana: Recipient = {
  messenger: "whatsapp",
  address: `${ANA}@s.whatsapp.net`,
  kind: "private",
  thread: null,
};
const alert: OutgoingMessage = {
  text: [{ bold: "Gempa di Sumba" }, "\nWarga diminta tenang."],
  preview: true,
};
const template = { name: "kabar_kilat", language: "id" };
const HOUR = 3_600_000;

describe("a send", () => {
  test("within a day of the reader's last word is a text", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: 23 });

    expect(await ours.send(ana, alert, "kirim/1")).toEqual({ kind: "sent", messageId: "wamid.1" });
    expect(meta.authorized).toEqual([`POST /v24.0/${meta.phoneId}/messages`]);
    expect(meta.sent).toMatchObject([
      {
        to: ANA,
        type: "text",
        text: { body: "*Gempa di Sumba*\nWarga diminta tenang.", preview_url: true },
      },
    ]);
  });

  test("after that is the template, whole and on one line", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: 25, template });

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(meta.sent).toMatchObject([
      {
        type: "template",
        template: {
          name: "kabar_kilat",
          language: { code: "id" },
          components: [{ type: "body", parameters: [{ text: "*Gempa di Sumba* · Warga diminta tenang." }] }],
        },
      },
    ]);
  });

  test("after that without a template is refused, and Meta is not asked", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: 25 });

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "refused", why: /templat/ });
    expect(meta.sent).toEqual([]);
  });

  test("that Meta finds too late for a text goes as the template", async () => {
    await using meta = await graphServer();
    meta.answers(({ type }) => (type === "text" ? { code: 131047 } : "accept"));
    await using ours = await cloud(meta, { wroteHoursAgo: 23, template });

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
    expect(meta.sent.map(({ type }) => type)).toEqual(["text", "template"]);
  });

  test("too long for a template is refused, not shortened", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: 25, template });
    const long = { text: ["a".repeat(1_025)] };

    expect(await ours.send(ana, long, "kirim/1")).toMatchObject({ kind: "refused", why: /terlalu panjang/ });
    expect(meta.sent).toEqual([]);
  });

  test("to somebody who never wrote, to a group or to a Channel is refused", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: null });
    const channel: Recipient = { ...ana, address: "1203@newsletter", kind: "channel" };

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({
      kind: "refused",
      why: /belum pernah menulis/,
    });
    expect(await ours.send(channel, alert, "kirim/1")).toMatchObject({ kind: "refused" });
    expect(meta.sent).toEqual([]);
  });

  test.each([
    ["Meta does not answer", "silence", "unknown"],
    ["the line breaks", "cut", "unknown"],
    ["a gateway gives up", { status: 504 }, "unknown"],
    ["Meta is overloaded", { status: 503 }, "later"],
    ["the limit is reached", { code: 130429, status: 429 }, "later"],
    ["the reader is not to be reached", { code: 131026 }, "gone"],
    ["the message is at fault", { code: 100 }, "refused"],
  ] as const)("when %s is what it is", async (_what, answer, kind) => {
    await using meta = await graphServer();
    meta.answers(answer);
    await using ours = await cloud(meta, answer === "silence" ? { answerWithin: 300 } : {});

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind });
    expect(meta.sent).toHaveLength(1);
  });

  test("while nobody is at Meta's address is for later", async () => {
    const meta = await graphServer();
    await meta[Symbol.asyncDispose]();
    await using ours = await cloud(meta);

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "later" });
  });

  test("with a token that Meta no longer takes holds up everyone, and a person is told", async () => {
    await using meta = await graphServer();
    await using ours = await cloud({ ...meta, token: "lama" });

    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "later", everyone: true });
    expect(ours.troubles).toEqual([expect.stringContaining("token")]);
  });
});

describe("a notification", () => {
  const says = (text: string, hoursAgo = 0) => ({
    contacts: [{ wa_id: ANA, profile: { name: "Ana" } }],
    messages: [
      {
        id: "wamid.masuk",
        from: ANA,
        timestamp: String(Math.floor(Date.now() / 1000) - hoursAgo * 3_600),
        type: "text",
        text: { body: text },
      },
    ],
  });
  const hasChangedNumber = (hoursAgo: number) => {
    const [message] = says("", hoursAgo).messages;
    const system = { type: "user_changed_number", wa_id: "6281300", body: "…" };
    return { messages: [{ ...message, text: undefined, type: "system", system }] };
  };

  test("with words is heard and answered, and opens the way to its sender", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta, { wroteHoursAgo: null });
    ours.answers.push({ text: ["Selamat datang 👋"] });
    const { body, signature } = meta.notification(says("mulai ✅"));

    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.heard).toMatchObject([
      {
        id: "wamid.masuk",
        chat: ana,
        from: { messenger: "whatsapp", id: ANA, name: "Ana" },
        text: "mulai ✅",
      },
    ]);
    expect(meta.sent).toMatchObject([{ to: ANA, text: { body: "Selamat datang 👋" } }]);
    expect(await ours.send(ana, alert, "kirim/1")).toMatchObject({ kind: "sent" });
  });

  test.each([{ forwarded: true }, { frequently_forwarded: true }])(
    "that is passed on (%j) says so",
    async (context) => {
      await using meta = await graphServer();
      await using ours = await cloud(meta);
      for (const given of [{ context }, { context: { id: "wamid.kami" } }, {}]) {
        const [message] = says("ya").messages;
        const { body, signature } = meta.notification({ messages: [{ ...message, ...given }] });
        await ours.receive(body, signature);
      }
      expect(ours.heard.map(({ forwarded }) => forwarded)).toEqual([true, false, false]);
    },
  );

  test.each([
    [{ from: "62811", id: "wamid.kami" }, "wamid.kami"],
    [{ id: "wamid.kami" }, "wamid.kami"],
    [{ from: ANA, id: "wamid.mereka" }, undefined],
    [{ forwarded: true }, undefined],
    [undefined, undefined],
  ])("in answer to another (%j) says which of ours it is", async (context, about) => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const { body, signature } = meta.notification({ messages: [{ ...says("salah").messages[0], context }] });
    await ours.receive(body, signature);

    expect(ours.heard.map((said) => said.about)).toEqual([about]);
  });

  test.each(["image", "video", "document"])("with words under something (%s) is heard", async (type) => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const message = { ...says("").messages[0], text: undefined, type, [type]: { caption: "benarkah ini?" } };
    const { body, signature } = meta.notification({ messages: [message] });
    await ours.receive(body, signature);

    expect(ours.heard).toMatchObject([{ text: "benarkah ini?" }]);
  });

  test("says when it was said", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const { body, signature } = meta.notification(says("ya", 3));
    await ours.receive(body, signature);

    const [message] = ours.heard;
    expect(Math.round((Date.now() - (message?.at?.getTime() ?? 0)) / HOUR)).toBe(3);
  });

  test("that a reader has another number moves the chat there, unless they have written from the old one since", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const changed = (hoursAgo: number) => meta.notification(hasChangedNumber(hoursAgo));
    const before = changed(2);
    expect(await ours.receive(before.body, before.signature)).toBe(200);
    expect(ours.changes).toEqual([]);

    const since = changed(0);
    expect(await ours.receive(since.body, since.signature)).toBe(200);
    const there = { ...ana, address: "6281300@s.whatsapp.net" };
    expect(ours.changes).toEqual([{ kind: "moved", chat: ana, to: there.address }]);
    expect(ours.heard).toEqual([]);
    expect(await ours.send(there, alert, "kirim/1")).toMatchObject({ kind: "sent" });
  });

  test("of a changed number that comes after words from the new one changes nothing", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const [message] = says("berhenti").messages;
    const words = meta.notification({ messages: [{ ...message, id: "wamid.NEW", from: "6281300" }] });
    await ours.receive(words.body, words.signature);
    const late = meta.notification(hasChangedNumber(0.5));
    expect(await ours.receive(late.body, late.signature)).toBe(200);
    expect(ours.changes).toEqual([]);
  });

  test("of a pressed button is heard as its words", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const [message] = says("").messages;
    const pressed = {
      ...message,
      text: undefined,
      type: "button",
      button: { text: "Berhenti", payload: "x" },
    };
    const { body, signature } = meta.notification({ messages: [pressed] });
    await ours.receive(body, signature);

    expect(ours.heard).toMatchObject([{ text: "Berhenti", from: { name: null } }]);
  });

  test.each<[string, (meta: GraphServer) => { body: Buffer; signature: string | undefined }]>([
    ["without a signature", (meta) => ({ ...meta.notification(says("mulai")), signature: undefined })],
    [
      "with another's signature",
      (meta) => ({ ...meta.notification(says("mulai")), signature: `sha256=${"0".repeat(64)}` }),
    ],
    [
      "that was changed on its way",
      (meta) => {
        const { body, signature } = meta.notification(says("mulai"));
        return { body: Buffer.from(body.toString().replace("mulai", "henti")), signature };
      },
    ],
  ])("%s is a stranger's", async (_what, forge) => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const { body, signature } = forge(meta);

    expect(await ours.receive(body, signature)).toBe(401);
    expect(ours.heard).toEqual([]);
  });

  test.each<[string, (meta: GraphServer) => { body: Buffer; signature: string }]>([
    ["about another number", (meta) => meta.notification(says("mulai"), "555")],
    ["two days old", (meta) => meta.notification(says("mulai", 48))],
    [
      "of a picture",
      (meta) =>
        meta.notification({ messages: [{ ...says("").messages[0], type: "image", text: undefined }] }),
    ],
    [
      "of a delivery",
      (meta) => meta.notification({ statuses: [{ id: "1", status: "delivered", recipient_id: ANA }] }),
    ],
    ["of another form", (meta) => meta.notification({ messages: "rusak", contacts: 7 })],
  ])("%s is taken and nobody hears of it", async (_what, make) => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const { body, signature } = make(meta);

    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.heard).toEqual([]);
  });

  test("a voice message is said to us, without words", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const voice = { ...says("").messages[0], type: "audio", text: undefined };
    const { body, signature } = meta.notification({ messages: [voice] });

    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.heard).toMatchObject([{ text: "" }]);
  });

  test("that a reader cannot be reached any more ends the chat, and no more when it is brought after they wrote again", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const errors = [{ code: 131050, title: "User has stopped receipt of marketing messages" }];
    const timestamp = String(Math.floor(Date.now() / 1000) - 60);
    const status = { id: "wamid.1", status: "failed", recipient_id: ANA, timestamp, errors };
    const { body, signature } = meta.notification({ statuses: [status] });

    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.changes).toMatchObject([{ kind: "left", chat: ana, why: /berhenti/ }]);

    const again = meta.notification(says("mulai"));
    await ours.receive(again.body, again.signature);
    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.changes).toHaveLength(1);
  });

  test("of what a reader said in quick succession is heard in turns, though it comes at once", async () => {
    await using meta = await graphServer();
    const said: string[] = [];
    const first = Promise.withResolvers<void>();
    await using ours = await cloud(meta, {
      hears: async ({ text }) => {
        said.push(`${text}?`);
        if (text === "satu") await first.promise;
        said.push(text);
      },
    });
    const all = ["satu", "dua"].map((text) => {
      const { body, signature } = meta.notification(says(text));
      return ours.receive(body, signature);
    });
    await until("the first is heard", async () => said.length > 0);
    first.resolve();
    expect(await Promise.all(all)).toEqual([200, 200]);
    expect(said).toEqual(["satu?", "satu", "dua?", "dua"]);
  });

  test("that a payment is missing is a trouble of the account, also when it comes after the message was accepted", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    const errors = [{ code: 131042, title: "Business eligibility payment issue" }];
    const { body, signature } = meta.notification({
      statuses: [{ id: "wamid.1", status: "failed", recipient_id: ANA, timestamp: "1764000000", errors }],
    });

    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.troubles).toEqual([expect.stringContaining("pembayaran")]);
  });

  test("that a message did not arrive comes again while it may not be on record yet, and then it is somebody's answer", async () => {
    await using meta = await graphServer();
    let now = new Date("2025-11-24T16:00:30Z");
    const asked: string[] = [];
    await using ours = await cloud(meta, {
      wroteHoursAgo: null,
      clock: { ...systemClock, now: () => now },
      onNotArrived: async (id, verdict) => {
        asked.push(`${id} ${verdict.kind}`);
        return asked.length === 2;
      },
    });
    const errors = [{ code: 131026, title: "Message undeliverable" }];
    const status = { id: "wamid.1", status: "failed", recipient_id: ANA, timestamp: "1764000000", errors };
    const { body, signature } = meta.notification({ statuses: [status] });

    expect(await ours.receive(body, signature)).toBe(503);
    expect(ours.changes, "it is not acted on in halves").toEqual([]);
    expect(await ours.receive(body, signature)).toBe(200);
    expect(ours.changes).toHaveLength(1);
    now = new Date("2025-11-24T16:01:00Z");
    expect(await ours.receive(body, signature)).toBe(200);
    expect(asked).toEqual(["wamid.1 gone", "wamid.1 gone", "wamid.1 gone"]);
  });

  test("comes again later when nobody listens", async () => {
    await using meta = await graphServer();
    await using ours = await cloud(meta);
    await ours.stopListening();
    const { body, signature } = meta.notification(says("mulai"));

    expect(await ours.receive(body, signature)).toBe(503);
  });
});

test.each([
  [
    "the right token",
    { "hub.mode": "subscribe", "hub.verify_token": "kata-sandi-webhook", "hub.challenge": "42" },
    "42",
  ],
  ["a wrong token", { "hub.mode": "subscribe", "hub.verify_token": "salah", "hub.challenge": "42" }, null],
  ["no token", { "hub.mode": "subscribe", "hub.challenge": "42" }, null],
  [
    "another mode",
    { "hub.mode": "x", "hub.verify_token": "kata-sandi-webhook", "hub.challenge": "42" },
    null,
  ],
])("setting up the webhook with %s", async (_what, query, answer) => {
  await using meta = await graphServer();
  await using ours = await cloud(meta);
  expect(ours.verify(query)).toBe(answer);
});

/** The account on the Cloud API, listening, and everything it told us. Ana wrote an hour ago, unless said otherwise. */
async function cloud(
  { url, token, phoneId, appSecret }: GraphServer,
  {
    wroteHoursAgo = 1,
    hears = async () => undefined,
    ...options
  }: Partial<CloudOptions> & {
    wroteHoursAgo?: number | null;
    hears?: (said: Said) => Promise<void>;
  } = {},
) {
  const { book } = bookInMemory();
  if (wroteHoursAgo !== null)
    await book.wroteToUs([ana.address], new Date(Date.now() - wroteHoursAgo * HOUR));
  const told = {
    heard: [] as Said[],
    changes: [] as ChatChange[],
    answers: [] as OutgoingMessage[],
    troubles: [] as string[],
    faults: [] as unknown[],
  };
  const whatsApp = startWhatsAppCloud({
    url,
    token,
    phoneId,
    appSecret,
    verifyToken: "kata-sandi-webhook",
    template: null,
    people: book,
    onTrouble: (_code, why) => told.troubles.push(why),
    onAccepted: () => undefined,
    onNotArrived: async () => false,
    onFault: (fault) => told.faults.push(fault),
    clock: systemClock,
    ...options,
  });
  const ears = await whatsApp.listen({
    said: async (said) => {
      told.heard.push(said);
      await hears(said);
      return told.answers;
    },
    changed: async (change) => void told.changes.push(change),
  });
  return { ...whatsApp, ...told, stopListening: () => ears[Symbol.asyncDispose]() };
}

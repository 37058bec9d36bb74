import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { startTelegram } from "../../../src/messengers/telegram/telegram.ts";
import {
  answers,
  blocked,
  chatNotFound,
  closesAccepted,
  closesUnaccepted,
  garbage,
  kicked,
  migratedTo,
  proxyPage,
  silentAccepted,
  silentUnaccepted,
  tooManyRequests,
} from "../../support/telegram-failures.ts";
import { alert, ana, startStage } from "./setup.ts";

describe("starting", () => {
  test("a wrong token stops the start and is never shown", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const token = "123456:AAwrong-token";
    const error: unknown = await open({ token, apiRoot: server.apiRoot }).catch((error: unknown) => error);
    expect(String(error)).toContain("Telegram refused TELEGRAM_TOKEN");
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(token);
  });

  test("what can't be a token is said before anything is asked", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    await expect(open({ token: "kosong/../x" })).rejects.toThrow("TELEGRAM_TOKEN is not a bot's token");
    expect(server.calls).toHaveLength(0);
  });

  test("an unreachable Telegram does not hold up the start, and no report shows the token", async () => {
    const faults: string[] = [];
    await using telegram = await startTelegram({
      token: "123456:AAsecret",
      apiRoot: await nobodysAddress(),
      onFault: (what, error) => faults.push(`${what}: ${String(error)}`),
    });
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "later" });
    expect(faults.join()).toContain("can't be reached");
    expect(faults.join()).not.toContain("AAsecret");
  });
});

describe("sending", () => {
  test("two groups at their own limits hold nobody else up, as long as others get through", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    let at = Date.parse("2026-01-05T08:00:00Z");
    const telegram = await open({ now: () => new Date((at += 10)) });
    const [one, two, three] = ["-1", "-2", "-3"].map((address) => ({
      ...ana,
      address,
      kind: "group" as const,
    }));
    if (!one || !two || !three) throw new Error("three groups");
    for (const { address } of [one, two, three]) server.failsFor(address, tooManyRequests(30));

    expect(await telegram.send(one, alert, "k")).toMatchObject({ kind: "later", everyone: false });
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "sent" });
    expect(await telegram.send(two, alert, "k")).toMatchObject({ kind: "later", everyone: false });
    expect(await telegram.send(three, alert, "k")).toMatchObject({ kind: "later", everyone: true });
  });

  test("an alert arrives as its reader shall see it", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open();
    const verdict = await telegram.send(
      ana,
      { ...alert, buttons: [[{ label: "Berhenti", says: "/berhenti" }]] },
      "k",
    );
    const [message] = server.sentTo(11);
    expect(message).toMatchObject({ text: "Harga beras turun\nIsi berita.", preview: true });
    expect(message?.buttons).toEqual([[{ text: "Berhenti", callback_data: "/berhenti" }]]);
    expect(verdict).toEqual({ kind: "sent", messageId: String(message?.messageId) });
  });

  test.for([
    ["a 429", tooManyRequests(3), { kind: "later", afterSeconds: 3, everyone: true }, 0],
    ["a reader who blocked us", blocked, { kind: "gone", why: "bot diblokir oleh pengguna" }, 0],
    ["a group that removed us", kicked, { kind: "gone" }, 0],
    ["a chat that is no more", chatNotFound, { kind: "gone" }, 0],
    ["a group that moved", migratedTo(-1009), { kind: "moved", to: "-1009" }, 0],
    ["a connection that breaks before", closesUnaccepted, { kind: "unknown" }, 0],
    ["a connection that breaks after", closesAccepted, { kind: "unknown" }, 1],
    ["half an answer", garbage, { kind: "unknown" }, 1],
    ["a proxy's 502", proxyPage(502, true), { kind: "unknown" }, 1],
    ["a proxy's 503", proxyPage(503), { kind: "later" }, 0],
    ["a server that closes", answers(500, "Internal Server Error: restart"), { kind: "unknown" }, 0],
  ] as const)("%s is one attempt and one verdict", async ([, failure, verdict, delivered]) => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open();
    server.failNext(failure);
    expect(await telegram.send(ana, alert, "k")).toMatchObject(verdict);
    expect(server.callsOf("sendMessage")).toHaveLength(1);
    expect(server.sentTo(11)).toHaveLength(delivered);
  });

  test("silence after the request was written leaves the message unknown, and it is not sent again", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open({ limits: { answerMs: 1_500 } });
    server.failNext(silentAccepted);
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "unknown" });
    expect(server.sentTo(11)).toHaveLength(1);
    server.failNext(silentUnaccepted);
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "unknown" });
    expect(server.sentTo(11)).toHaveLength(1);
  });

  test("what waited in vain for a connection was surely not sent", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open({ limits: { connections: 1, answerMs: 1_500 } });
    server.failNext(silentAccepted);
    const verdicts = await Promise.all([
      telegram.send(ana, alert, "k1"),
      telegram.send({ ...ana, address: "12" }, alert, "k2"),
    ]);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["unknown", "later"]);
    expect(server.callsOf("sendMessage")).toHaveLength(1);
    expect(await telegram.send(ana, alert, "k3")).toMatchObject({ kind: "sent" });
    expect(server.callsOf("sendMessage").map(({ args }) => args["chat_id"])).toEqual(["11", "11"]);
  });

  test("formatting that Telegram can't read goes out as plain text, and is reported", async () => {
    await using stage = await startStage();
    const { server, faults, open } = stage;
    const telegram = await open();
    server.failNext(answers(400, "Bad Request: can't parse entities: Unsupported start tag"));
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "sent" });
    expect(server.sentTo(11)[0]).toMatchObject({ raw: "Harga beras turun\nIsi berita." });
    expect(faults.join()).toContain("formatting was refused");
  });

  test("a text that is too long costs no attempt", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open();
    const verdict = await telegram.send(ana, { text: ["a".repeat(4097)] }, "k");
    expect(verdict).toEqual({
      kind: "refused",
      why: "pesan terlalu panjang: 4097 karakter, batas Telegram 4096",
    });
    expect(server.callsOf("sendMessage")).toHaveLength(0);
  });

  test("a revoked token holds everyone up and is reported loudly", async () => {
    await using stage = await startStage();
    const { server, faults, open } = stage;
    const telegram = await open();
    server.failNext(answers(401, "Unauthorized"));
    expect(await telegram.send(ana, alert, "k")).toMatchObject({
      kind: "later",
      everyone: true,
      afterSeconds: 60,
    });
    expect(faults.join()).toContain("account is refused");
  });

  test("the end waits for what is under way, and then nothing is sent", async () => {
    await using stage = await startStage();
    const { server, open } = stage;
    const telegram = await open();
    const verdicts = Array.from({ length: 20 }, (_, chat) =>
      telegram.send({ ...ana, address: `${chat + 1}` }, alert, "k"),
    );
    await telegram[Symbol.asyncDispose]();
    for (const verdict of await Promise.all(verdicts)) expect(verdict.kind).toBe("sent");
    expect(await telegram.send(ana, alert, "k")).toMatchObject({ kind: "later" });
    expect(server.sent).toHaveLength(20);
  });
});

async function nobodysAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
}

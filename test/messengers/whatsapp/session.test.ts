import { initAuthCreds } from "@whiskeysockets/baileys";
import { expect, test, vi } from "vitest";
import { forgetUnfinishedPairing, openSession } from "../../../src/messengers/whatsapp/session.ts";
import { WITHIN_MS } from "../../support/until.ts";
import { pairedCredentials, sessionsInMemory } from "../../support/whatsapp-session.ts";

const noFault = (error: unknown): never => {
  throw error;
};

test("credentials and keys come back as Baileys gave them", async () => {
  const { store } = sessionsInMemory();
  const session = await openSession("utama", store, noFault);
  const pair = { public: Buffer.from([1, 2]), private: Buffer.from([3]) };
  await session.state.keys.set({
    "pre-key": { "1": pair, "2": pair },
    "lid-mapping": { "6281299": "77001" },
    "sender-key-memory": { "1@g.us": { "77001:0@lid": true } },
  });
  await session.state.keys.set({ "pre-key": { "2": null } });

  const again = await openSession("utama", store, noFault);
  expect(again.state.creds).toEqual(session.state.creds);
  expect(await again.state.keys.get("pre-key", ["1", "2", "3"])).toEqual({ "1": pair });
  expect(await again.state.keys.get("lid-mapping", ["6281299"])).toEqual({ "6281299": "77001" });
  expect(await again.state.keys.get("sender-key-memory", ["1@g.us"])).toEqual({
    "1@g.us": { "77001:0@lid": true },
  });
});

test("keys that were read and changed are not stored until they are set", async () => {
  const { store } = sessionsInMemory();
  const { keys } = (await openSession("utama", store, noFault)).state;
  await keys.set({ "sender-key-memory": { "1@g.us": {} } });

  const { "1@g.us": memory } = await keys.get("sender-key-memory", ["1@g.us"]);
  Object.assign(memory ?? {}, { "77001:0@lid": true });

  expect(await keys.get("sender-key-memory", ["1@g.us"])).toEqual({ "1@g.us": {} });
});

test("credentials that change with keys are written with them, at once", async () => {
  const { store, kept } = sessionsInMemory(pairedCredentials("628110000000"));
  const session = await openSession("utama", store, noFault);
  session.state.creds.nextPreKeyId = 31;
  session.changed();
  await session.state.keys.set({ "pre-key": { "30": { public: Buffer.of(1), private: Buffer.of(2) } } });
  await session.stored();

  expect(kept.writes).toBe(1);
  expect(JSON.parse(kept.credentials ?? "")).toMatchObject({ nextPreKeyId: 31 });
});

test("credentials that could not be written are not given up", async () => {
  const { store, kept } = sessionsInMemory(pairedCredentials("628110000000"));
  const faults: unknown[] = [];
  const session = await openSession("utama", store, (fault) => faults.push(fault));
  const write = vi.spyOn(store, "write").mockRejectedValueOnce(new Error("no database"));
  session.state.creds.nextPreKeyId = 31;
  session.changed();
  await vi.waitFor(() => expect(faults).toHaveLength(1), WITHIN_MS);
  write.mockRestore();

  await session.stored();
  expect(JSON.parse(kept.credentials ?? "")).toMatchObject({ nextPreKeyId: 31 });
});

test("a pairing that was not finished leaves no account behind", () => {
  const creds = {
    ...initAuthCreds(),
    me: { id: "628110000000@s.whatsapp.net", name: "~" },
    pairingCode: "ABCD1234",
  };
  forgetUnfinishedPairing(creds);
  expect(creds.me).toBeUndefined();
  expect(creds.pairingCode).toBeUndefined();
});

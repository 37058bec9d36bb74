import { expect, test } from "vitest";
import { type ChannelWiring, registerChannels } from "../../src/app/whatsapp/channels.ts";
import { openChats } from "../../src/store/chats/chats.ts";
import { knownChannels } from "../../src/store/whatsapp/channels.ts";
import { testDatabase } from "../support/database.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const kabar = { link: "https://whatsapp.com/channel/0029VaKabar", follows: ["ekonomi"] };
const details = {
  address: "120363000000000001@newsletter",
  name: "Kabar Nusantara",
  followers: 12_345,
  mayPost: true,
};

test("a configured Channel becomes a chat that follows what the configuration says, however often WhatsApp connects", async () => {
  await using t = await desk();
  await t.register([kabar]);
  await t.register([{ ...kabar, follows: "breaking" }]);

  expect(await t.listening()).toEqual([
    { address: details.address, kind: "channel", title: "Kabar Nusantara", follows: "breaking", topic: "" },
  ]);
  expect(await t.known.all()).toEqual([{ ...details, invite: "0029VaKabar" }]);
});

test("a Channel that is configured no longer hears nothing more", async () => {
  await using t = await desk();
  await t.register([kabar]);
  await t.register([]);

  expect(await t.listening()).toEqual([]);
  expect(await t.known.all()).toEqual([]);
});

test("a Channel whose admin we are not is no chat, and editors are told once", async () => {
  await using t = await desk();
  await t.register([kabar]);
  t.look = async () => ({ ...details, mayPost: false });
  await t.register([kabar]);
  await t.register([kabar]);

  expect(await t.listening()).toEqual([]);
  expect(t.told).toEqual([expect.stringContaining("Belum boleh menulis di Saluran Kabar Nusantara")]);
});

test("a link that leads nowhere is told to the editors", async () => {
  await using t = await desk();
  t.look = async () => null;
  await t.register([kabar]);

  expect(await t.listening()).toEqual([]);
  expect(t.told).toEqual([expect.stringContaining("0029VaKabar")]);
});

test("a Channel that cannot be looked up now remains as it was, and the others are done", async () => {
  await using t = await desk();
  await t.register([kabar]);
  const second = { link: "https://whatsapp.com/channel/0029VaDaerah", follows: "all" as const };
  t.look = async (invite) => {
    if (invite === "0029VaKabar") throw new Error("Connection Closed");
    return { ...details, address: "120363000000000002@newsletter", name: "Kabar Daerah" };
  };

  await expect(t.register([kabar, second])).rejects.toThrow("could not be looked up");
  expect((await t.listening()).map(({ title }) => title)).toEqual(["Kabar Nusantara", "Kabar Daerah"]);
});

async function desk() {
  const database = await testDatabase();
  const known = knownChannels(database.pool, "utama");
  const told: string[] = [];
  const before = new Set<string>();
  return {
    known,
    told,
    look: async (_invite: string): Promise<typeof details | null> => details,
    register(settings: ChannelWiring["settings"]) {
      return registerChannels({
        settings,
        known,
        chats: openChats(database.pool),
        look: (invite) => this.look(invite),
        tellEditors: async (message) => void told.push(JSON.stringify(message.text)),
        told: before,
        now: () => NOW,
      });
    },
    async listening() {
      const { rows } = await database.pool.query(
        `select address, kind, title, follows, topic from chats join subscriptions on chat_id = id
         where left_at is null order by id`,
      );
      return rows;
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

import { expect, test } from "vitest";
import { FRESH } from "../../../src/chat/state.ts";
import { understand } from "../../../src/chat/understanding/understand.ts";
import { type Doors, invitation, linksTo } from "../../../src/web/desk/invitation.ts";
import { startTestApp } from "../../support/app.ts";
import { deskPerson } from "../../support/desk-person.ts";

/** Links that take a reader to what they follow, on the page Pembaca. */

const TOPICS = [
  { id: "ekonomi", name: "Ekonomi", sections: [], words: [] },
  { id: "bencana", name: "Bencana dan Cuaca", sections: ["Cuaca"], words: [] },
  { id: "gaya-hidup", name: "Gaya Hidup", sections: [], words: [] },
];
const BOTH: Doors = { telegram: "KabarUjiBot", whatsApp: { number: "6281234567890" } };

/** What the reader says who opens the link: Telegram's app makes "/start …" of its parameter. */
function saidThrough(href: string): string {
  const { searchParams } = new URL(href);
  return searchParams.get("text") ?? `/start ${searchParams.get("start") ?? ""}`.trim();
}

function meant(said: string) {
  const reader = { kind: "private", topics: TOPICS, regions: [], outlets: [], aboutOurs: false } as const;
  return understand(said, FRESH, { ...reader, editor: false, botName: null, since: 0 });
}

test.each([
  ...TOPICS.map(({ id, name }) => ({ id, name, wish: { kind: "topic", topic: id } })),
  {
    id: "semua",
    name: "Semua berita",
    wish: { kind: "all" },
  },
  { id: "kilat", name: "Berita kilat", wish: { kind: "breaking" } },
])(
  "whoever opens a link to $id and sends what it says follows that, and nothing else",
  ({ wish, ...invited }) => {
    const links = linksTo(BOTH, invited);
    expect(links.map(({ app }) => app)).toEqual(["Telegram", "WhatsApp"]);
    for (const { href } of links)
      expect(meant(saidThrough(href)), href).toMatchObject({ wishes: { wishes: [wish], unknown: [] } });
  },
);

test("a link for whatever they choose begins a conversation", () => {
  for (const { href } of linksTo(BOTH, null))
    expect(meant(saidThrough(href))).toMatchObject({ kind: "start" });
});

test("an app that is not there is not named; one whose number nobody has told says who can", async () => {
  const card = async (doors: Doors) => String(await invitation(doors, TOPICS, "ekonomi"));
  expect(await card({ telegram: "KabarUjiBot", whatsApp: null })).not.toContain("wa.me");
  const numberless = await card({ telegram: null, whatsApp: { number: null } });
  expect(numberless).not.toContain("t.me");
  expect(numberless).toContain("newsroom: whatsapp");
  expect(await card({ telegram: null, whatsApp: null })).toContain("Belum ada aplikasi yang tersambung.");
});

test("the page has them for the topic that was chosen", async () => {
  await using app = await startTestApp();
  const person = await deskPerson(app, "reader");
  expect((await person.get("/chat?untuk=ekonomi")).text).toMatch(/<option value="ekonomi"\s+selected/);
  expect((await person.get("/chat?untuk=tidak-ada")).text).not.toContain("selected");
});

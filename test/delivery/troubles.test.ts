import { expect, test } from "vitest";
import { type Figures, troublesOf } from "../../src/delivery/troubles.ts";

const NOW = new Date("2026-11-24T10:00:00Z");
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const WELL: Figures = {
  failing: [],
  silent: [],
  oldestDelivery: null,
  held: [],
  whatsAppDown: null,
  oldestArticle: null,
  deadLetters: 0,
  disk: { free: 50e9, size: 100e9 },
};

const held = (minutes: number) => ({
  messenger: "telegram",
  name: "Telegram",
  since: ago(minutes),
  why: "",
});

test.each<[string, Partial<Figures>, string[]]>([
  ["all is well", {}, []],
  ["a source fails for an hour", { failing: [{ id: "a", name: "A", since: ago(60), why: "404" }] }, []],
  ["… and for four", { failing: [{ id: "a", name: "A", since: ago(240), why: "404" }] }, ["source a"]],
  [
    "… which has stood still before that",
    {
      failing: [{ id: "a", name: "A", since: ago(240), why: "404" }],
      silent: [{ id: "a", name: "A", since: ago(900) }],
    },
    ["source a"],
  ],
  ["a source stands still", { silent: [{ id: "a", name: "A", since: ago(900) }] }, ["source a"]],
  ["a delivery waits for five minutes", { oldestDelivery: ago(5) }, []],
  ["… and for eleven", { oldestDelivery: ago(11) }, ["deliveries wait"]],
  ["Telegram holds us off for ten minutes", { held: [held(10)] }, []],
  ["… and for sixteen", { held: [held(16)] }, ["held telegram"]],
  ["WhatsApp connects anew for five minutes", { whatsAppDown: ago(5) }, []],
  ["… and for eleven", { whatsAppDown: ago(11) }, ["WhatsApp line"]],
  ["an article waits", { oldestArticle: ago(30) }, ["articles wait"]],
  ["a step failed for good", { deadLetters: 2 }, ["dead letters"]],
  ["a big disk is nearly full", { disk: { free: 1e9, size: 1000e9 } }, ["disk"]],
  ["a small disk has a tenth left", { disk: { free: 1e9, size: 10e9 } }, []],
  ["the disk is not ours", { disk: null }, []],
])("%s", (_what, change, causes) => {
  expect(troublesOf({ ...WELL, ...change }, NOW).map(({ cause }) => cause)).toEqual(causes);
});

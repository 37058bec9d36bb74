import { expect, test } from "vitest";
import { faultsIn } from "../../src/commands/demo-frames.ts";

const EXPECTED = [{ chat: "IBU SARI", headline: "Gempa Guncang", lastLine: "Gabung ke Channel WhatsApp." }];
const frame = (...lines: string[]) => `${["┌─ IBU SARI", ...lines, "└─"].join("\n")}\n`;

const cases: [string, string, RegExp][] = [
  ["as it should be", frame("Gempa Guncang", "", "Gabung ke Channel WhatsApp."), /^$/],
  ["nothing printed", "", /tidak ada/],
  ["in another chat", "┌─ PAK BUDI\nGempa Guncang\n\nGabung ke Channel WhatsApp.\n└─\n", /tidak ada/],
  ["twice", frame("Gempa Guncang", "Gabung ke Channel WhatsApp.").repeat(2), /2 kali/],
  ["without its call to action", frame("Gempa Guncang"), /tidak berakhir/],
  [
    "with something after the call to action",
    frame("Gempa Guncang", "Gabung ke Channel WhatsApp.", "Iklan"),
    /tidak berakhir/,
  ],
];

test.each(cases)("an alert %s", (_, printed, fault) => {
  expect(faultsIn(printed, EXPECTED).join("; ")).toMatch(fault);
});

import { withoutDates } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { quantities, supports } from "./quantities.ts";

/** Figures of the text that are for another time or thing than the article gives them: "Rp 5 juta per bulan" for its "Rp 5 juta per tahun". */
export function rateFaults(text: string, evidence: Evidence): Fault[] {
  const claimed = ratesOf(text);
  if (claimed.length === 0) return [];
  const known = ratesOf(evidence.text);
  return claimed.flatMap(({ quantity, per, found }): Fault[] => {
    const same = known.filter((other) => supports(other.quantity, quantity));
    if (same.length === 0 || same.some((other) => other.per === per)) return [];
    const why = `Artikel menulis "${same[0]?.found}", ringkasan menulis "${found}".`;
    return [{ kind: "number", found, why }];
  });
}

const PER = /^\s?(?:\/|(?:per|setiap|tiap|untuk setiap)\s)\s?(\p{Ll}+)/u;

function ratesOf(text: string) {
  const plain = withoutDates(text);
  return quantities(plain).flatMap((quantity) => {
    const end = quantity.start + quantity.text.length;
    // a unit that is none of ours is read with the figure's words: "Rp 90.000 per"
    const written = quantity.text.replace(/\s(?:per|setiap|tiap)$/u, "");
    const behind = plain.slice(end - (quantity.text.length - written.length), end + 30);
    const per = PER.exec(behind);
    const unit = UNITS.get(per?.[1] ?? "") ?? per?.[1];
    return per && unit !== undefined ? [{ quantity, per: unit, found: `${written}${per[0]}` }] : [];
  });
}

/** Different words for what figures are given for. */
const UNITS = new Map(
  [
    "detik",
    "menit",
    "jam",
    "hari",
    "minggu pekan",
    "bulan",
    "tahun",
    "orang jiwa",
    "kg kilogram kilo",
    "gram",
    "ton",
    "liter",
    "hektare hektar ha",
    "unit",
    "saham lembar",
    "keluarga kk",
  ].flatMap((line) => line.split(" ").map((word): [string, string] => [word, line.split(" ", 1)[0] ?? word])),
);

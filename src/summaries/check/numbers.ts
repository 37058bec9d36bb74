import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { withoutDates } from "./dates.ts";
import { isSame, quantities, supports } from "./quantities.ts";

/** Numbers of the text that the article does not have, or has with another unit. Dates are looked at elsewhere. */
export function numberFaults(text: string, evidence: Evidence): Fault[] {
  const known = quantities(withoutDates(evidence.text));
  return quantities(withoutDates(text))
    .filter((quantity) => !known.some((other) => supports(other, quantity)))
    .map((quantity) => {
      const elsewhere = known.find((other) => isSame(other.value, quantity.value));
      return {
        kind: "number",
        found: quantity.text,
        why: elsewhere
          ? `Angka "${quantity.text}" tidak cocok dengan artikel, yang menulis "${elsewhere.text}".`
          : `Angka "${quantity.text}" tidak ada dalam artikel.`,
      };
    });
}

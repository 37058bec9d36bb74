import { isBalanced, quotations } from "../spans.ts";
import { keys } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/** Quotations of the text that are not the article's to the letter. Marks, case and a lost end do not matter. */
export function quotationFaults(text: string, evidence: Evidence): Fault[] {
  const quoted = quotations(text);
  if (quoted.length === 0) return [];
  const said = evidence.text
    .split("\n")
    .flatMap((line) => quotations(line).map(({ start, end }) => plain(line.slice(start + 1, end - 1))));
  // a line whose marks went astray in the source still supports what it says word for word
  const astray = ` ${plain(
    evidence.text
      .split("\n")
      .filter((line) => !isBalanced(line))
      .join(" "),
  )} `;
  const written = ` ${plain(evidence.text)} `;
  return quoted
    .map(({ start, end }) => text.slice(start + 1, end - 1))
    .filter((quotation) =>
      quotation.split(/\.{3}|…/).some((part) => {
        const words = plain(part);
        // a word or two may be set in marks by the writer: a title, a nickname
        if (words.split(" ").length <= 3) return !written.includes(` ${words} `);
        return !said.some((other) => ` ${other} `.includes(` ${words} `)) && !astray.includes(` ${words} `);
      }),
    )
    .map((quotation) => ({
      kind: "quotation",
      found: quotation,
      why: `Kutipan "${quotation}" tidak sama dengan kutipan dalam artikel.`,
    }));
}

function plain(text: string): string {
  return keys(text).join(" ");
}

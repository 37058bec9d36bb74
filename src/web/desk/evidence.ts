import type { AlertContent } from "../../alerts/alert.ts";

/** Where the article says what the alert says: every number, name and quotation, and its place. Pure. */
export interface Evidence {
  /** As the alert has it. */
  words: string;
  /** The article's paragraph, from 0; null where it is not found to the letter. */
  paragraph: number | null;
}

export function evidenceOf(
  content: Pick<AlertContent, "headline" | "summary">,
  paragraphs: readonly string[],
): Evidence[] {
  const { headline, summary: text } = content;
  // Headlines write every word with a capital: of them only figures and quotations are looked for.
  const claims = [
    ...(headline.match(CLAIM) ?? []).filter((words) => /[\d“]/.test(words)),
    ...(text.match(CLAIM) ?? []),
  ];
  const found = claims.map((words) => words.replace(/[.,]$/, "").trim());
  const known = new Set<string>();
  return found.flatMap((words) => {
    const key = words.toLowerCase();
    if (known.has(key) || (!/\d/.test(words) && !/\s/.test(words) && isFirstWord(words, text))) return [];
    known.add(key);
    const paragraph = paragraphs.findIndex((one) => stands(one, words));
    return [{ words, paragraph: paragraph === -1 ? null : paragraph }];
  });
}

/** A paragraph in pieces, those marked that stand as evidence (`n`: which). */
export function marked(
  paragraph: string,
  index: number,
  evidence: readonly Evidence[],
): { text: string; n: number | null }[] {
  const here = evidence
    .map(({ words, paragraph: at }, n) => ({
      n,
      at,
      start: paragraph.toLowerCase().indexOf(words.toLowerCase()),
      length: words.length,
    }))
    .filter(({ at, start }) => at === index && start >= 0)
    .sort((a, b) => a.start - b.start || b.length - a.length);
  const pieces: { text: string; n: number | null }[] = [];
  let done = 0;
  for (const { n, start, length } of here) {
    if (start < done) continue;
    pieces.push(
      { text: paragraph.slice(done, start), n: null },
      { text: paragraph.slice(start, start + length), n },
    );
    done = start + length;
  }
  pieces.push({ text: paragraph.slice(done), n: null });
  return pieces.filter(({ text, n }) => n !== null || text !== "");
}

// Quotations, numbers with what is written to them, runs of capitalised words.
const CLAIM =
  /“[^”]+”|(?:Rp ?)?\d[\d.,:]*(?: ?(?:persen|%|juta|miliar|triliun|ribu|kilometer|km|meter|orang|rumah|WIB|WITA|WIT))?|\p{Lu}[\p{L}\p{N}'’-]+(?: \p{Lu}[\p{L}\p{N}'’-]+)*/gu;

function stands(paragraph: string, words: string): boolean {
  return paragraph.toLowerCase().includes(words.toLowerCase());
}

/** Capital because a sentence begins, not because it is a name. */
function isFirstWord(word: string, text: string): boolean {
  return new RegExp(`(?:^|[.!?\\n]\\s*)${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`, "u").test(
    text,
  );
}

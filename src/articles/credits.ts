import { cut, without } from "./line.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * Takes the credits out: whole lines that say who wrote, edited or supplied the article ("Sumber : Tass/RT",
 * "Penulis : A | Editor : B"), also where they are glued to the end of a text that lost its line breaks. They
 * are kept to the letter.
 */
export function takeCredits(lines: readonly RawLine[]): { lines: RawLine[]; credits: string[] } {
  const credits: string[] = [];
  const rest = lines.flatMap((line) => {
    if (isCredit(line.text)) {
      credits.push(line.text);
      return [];
    }
    const glued = gluedAt(line.text);
    if (glued === -1) return [line];
    credits.push(...split(cut(line, glued).text));
    return without(line, [{ start: glued, end: line.text.length }]);
  });
  return { lines: rest, credits: [...new Set(credits)] };
}

/** Is this whole line a credit? */
export function isCredit(line: string): boolean {
  return line.length <= LONGEST && (WHOLE.test(line) || NAMED.test(line));
}

const LONGEST = 200; // a line longer than this is text that happens to begin with such a word

const ROLE = String.raw`(?:sumber(?: berita| artikel)?|penulis|editor|pewarta|reporter|kontributor|jurnalis|wartawan|redaktur|penyunting|penerjemah|uploader|produser|video ?editor|penulis naskah|peliput|rep|source|oleh|kontributor(?:\s\p{L}{3,20}){1,3})`;
const WHOLE = new RegExp(
  String.raw`^[(\[*\s–-]{0,3}(?:${ROLE}(?:\s*(?:/|&|dan)\s*${ROLE})?\s*:\s*\S|laporan\s+(?:reporter|wartawan|jurnalis|kontributor|langsung)\b|laporan\s+(?:khusus\s+)?\p{L}+(?:\s\p{L}+){0,2}$|(?:reporter|wartawan|jurnalis)\s+(?:tribun|kompas|detik)\S*,)`,
  "iu",
);
/** "Oleh Rina Lestari", "Rina Lestari | Kabar Nusantara": names and no sentence. */
const PERSON = String.raw`\p{Lu}[\p{L}'.-]{0,20}(?:\s\p{Lu}[\p{L}'.-]{0,20}){0,3}`;
const NAMED = new RegExp(
  String.raw`^(?:Oleh|By|Penulis|Editor|Reporter|Pewarta|Redaktur|Kontributor|Laporan)\s${PERSON}$|^${PERSON}\s?\|\s?${PERSON}$`,
  "u",
);
/** A role that begins after a sentence's end or glued to a word. */
const GLUED =
  /(?<=[.!?”"')\]\p{L}]|[.!?”"')\]\p{L}]\s{1,3})(?:sumber|Sumber|SUMBER|Penulis|Editor|Pewarta|Reporter|Redaktur|Kontributor)\s?:\s/gu;
/** Glued credits end their text: behind the role stand names only. */
const NAME_WORD = /^(?:[\p{Lu}\d@&|/:–-].*|dan|dari|sumber|oleh|diolah)$/u;

function gluedAt(text: string): number {
  const tail = Math.max(0, text.length - LONGEST);
  const end = text.slice(tail);
  for (const role of end.matchAll(GLUED)) {
    if (
      end
        .slice(role.index)
        .split(/\s+/)
        .every((word) => word === "" || NAME_WORD.test(word))
    )
      return tail + role.index;
  }
  return -1;
}

/** "Pewarta: A Editor: B" → two credits. */
function split(text: string): string[] {
  return text
    .split(/(?<=\S)\s+(?=(?:Penulis|Editor|Pewarta|Reporter|Redaktur|Kontributor|Sumber)\s*:)/)
    .map((credit) => credit.replace(/\s*\|\s*$/, "").trim());
}

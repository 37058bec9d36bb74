import { datelineOf } from "./dateline.ts";
import { BOUNDARY, join } from "./line.ts";
import { outletWord } from "./outlets.ts";
import type { RawLine } from "./raw-article.ts";
import { isTitleCase } from "./title.ts";

/**
 * Makes whole paragraphs of sentences that a scrape broke at every inline link ("Ribuan pendukung ⏎ Timnas
 * Indonesia ⏎ memadati area …"). Texts without such breaks come back as they are; boundaries are never
 * crossed. Linear.
 */
export function mend(lines: readonly RawLine[]): RawLine[] {
  const mended: RawLine[] = [];
  let current = BOUNDARY;
  let joined = false;
  for (const [at, line] of lines.entries()) {
    const goesOn = current.text !== "" && line.text !== "" && belongs(current, joined, line, lines[at + 1]);
    if (goesOn) {
      current = join(current, line);
      joined = true;
    } else {
      mended.push(current);
      current = line;
      joined = false;
    }
  }
  mended.push(current);
  return mended.slice(1);
}

const LONGEST = 5000; // no paragraph is longer; it keeps every look at the growing line bounded

function belongs(current: RawLine, joined: boolean, line: RawLine, next: RawLine | undefined): boolean {
  if (current.text.length > LONGEST || opensWithOutlet(line.text)) return false;
  if (/^[,.;!?)%”’](?![.!?])|^[:…]\s|^[-–—]+$/.test(line.text)) return true;
  if (/^https?:\/\/\S+$/.test(line.text)) return isOpen(current.text) || current.text.endsWith(":");
  if (current.text.endsWith(":") && isCallBroken(current.text, line.text)) return true;
  if (!isOpen(current.text)) return false;
  if (/^\p{Ll}/u.test(line.text)) return !isListItem(line.text);
  if (/^[-–—]\s/.test(line.text)) return /^[\p{L}., ]+$/u.test(current.text) && current.text.length < 60;
  if (/[-–—]$/.test(current.text)) return current.text.length < 60;
  if (isCallBroken(current.text, line.text)) return true;
  if (goesOnInCapitals(line.text) || namesHalf(current.text, line.text)) return true;
  return isHalf(current.text, joined) && (wantsMore(current.text) || isFragment(line, next));
}

/** A dateline that names its outlet begins the article, whatever stands above it (a quotation in large type). */
function opensWithOutlet(text: string): boolean {
  const dateline = /^\p{Lu}.{0,80}[-–—:]/u.test(text) ? datelineOf(text) : null;
  return dateline !== null && /[.(]/.test(dateline.text);
}

/**
 * An invitation broken at its links: "Ikuti ⏎ WhatsApp Channel ⏎ Republika". Its parts begin with capitals,
 * and nothing goes on in lower case.
 */
function isCallBroken(current: string, line: string): boolean {
  if (current.length > 300 || !CALL_HALF.test(current)) return false;
  if (CHANNEL_WORDS.test(line)) return true;
  const tail = current.split(" ").at(-1) ?? "";
  const named = outletWord.exec(line);
  return CHANNEL_WORDS.test(tail) && named !== null && (named.index === 0 || line.split(" ").length <= 3);
}

const CHANNEL_WORDS = /^(?:(?:channel|saluran|kanal|grup|whats\s?app|wa|telegram|google news)\s?){1,3}\W?$/i;
const CALL_HALF =
  /\b(?:gabung|bergabung|ikuti|follow|simak|baca|akses|dapatkan|klik|pilih|cek|update|nikmati|join|lewat|via|install)\b/i;

/**
 * Not ended like a sentence or an introduction to a list. Looks at the end only, so that long lines cost
 * nothing.
 */
function isOpen(text: string): boolean {
  return !/[.!?…:][)"”’'\]]*$|[)\]}]$/.test(text.slice(-6));
}

/**
 * A line in the middle of a sentence: open itself, and the next one goes on in lower case or with
 * punctuation.
 */
function isFragment(line: RawLine, next: RawLine | undefined): boolean {
  if (next === undefined || !isOpen(line.text) || line.text.length > 160) return false;
  return (/^[\p{Ll},.;)%]/u.test(next.text) && !isListItem(next.text)) || goesOnInCapitals(next.text);
}

/** The "(MK) yang …" behind the link of a name, and the "Zona Asia." that ends a sentence and is none. */
function goesOnInCapitals(text: string): boolean {
  return /^\(\p{Lu}[\p{L}\d.]*\)(?=[\s.,])|^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2}\.$/u.test(text.slice(0, 60));
}

/**
 * Could this be the first half of a sentence? A heading is not: it is in title case or longer than the few
 * words before a link.
 */
function isHalf(text: string, joined: boolean): boolean {
  if (joined || wantsMore(text)) return true;
  return text.split(" ", 4).length <= 3 || !isTitleCase(text.slice(0, 200));
}

/** Ends with a comma, an open bracket or a word that no sentence ends with. */
function wantsMore(text: string): boolean {
  return (
    /[,(“‘]$/.test(text) ||
    /\s(?:di|ke|dari|pada|untuk|dan|atau|oleh|dengan|yang|dalam|kepada|terhadap|bahwa|PT|Dr|dr|H|Hj|Prof|soal|tentang|melalui|lewat|via)\.?$/.test(
      text.slice(-20),
    )
  );
}

/** "Presiden ⏎ Prabowo ⏎ Subianto memimpin …": an office alone, or with half of its name, is no heading. */
function namesHalf(text: string, line: string): boolean {
  const begun = OFFICE_BEGUN.exec(text.slice(-80))?.[0] ?? "";
  return begun !== "" && /^\p{Lu}/u.test(line) && !begun.split(" ").includes(line.split(" ", 1)[0] ?? "");
}

const OFFICE_BEGUN =
  /(?:^|\s[-–—] ?)(?:(?:Wakil|Mantan|Eks) )?(?:Presiden|Perdana Menteri|PM|Menteri|Gubernur|Bupati|Wali Kota|Anggota|Ketua|Kepala|Direktur|Manajer|Pelatih|Jaksa Agung|Kapolri|Kapolda|Panglima|Menjelang|Jelang|Usai)(?: \p{Lu}[\p{L}.]*){0,4}$/u;

function isListItem(text: string): boolean {
  return /^[a-z0-9]{1,2}[.)]\s/.test(text);
}

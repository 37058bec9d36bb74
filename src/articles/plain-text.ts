import { isCredit } from "./credits.ts";
import { datelineLength } from "./dateline.ts";
import { plainLine } from "./line.ts";
import { publishedAtOf } from "./published-at.ts";
import type { RawArticle } from "./raw-article.ts";
import { looksLikeTitle } from "./title.ts";
import { visible } from "./visible.ts";

/**
 * Reads an article given as plain text. Blank lines stay as boundaries. The first line is taken as the title
 * only if it looks like one and text follows it. A page copied whole, with a line of date and time below its
 * headline, is read from there. Never throws; linear in the input's length.
 */
export function readPlainText(text: string): RawArticle {
  const lines = visible(text)
    .split(/\r\n|[\n\r\u2028\u2029]|<br\s?\/?>/)
    .map((line) => line.trim())
    .filter((line, at, all) => line !== "" || all[at - 1]?.trim() !== "");
  const header = headerOf(lines) ?? { title: titleOf(lines), length: 0, publishedAt: null };
  const from =
    header.length > 0 ? header.length : header.title === null ? 0 : lines.indexOf(header.title) + 1;
  return {
    title: header.title,
    lines: lines.slice(from).map(plainLine),
    link: null,
    image: null,
    publishedAt: header.publishedAt,
    sections: [],
  };
}

/** "Pukul 16.40 WIB": the first entry of a live report. */
const CLOCK = /^(?:pukul|jam) \d{1,2}[.:]\d{2}\b.{0,20}$/iu;

const HEADER_LINES = 8;

/**
 * A page's header: breadcrumbs, the headline, then a short line that is a date and a time ("Kompas.tv - 12
 * Desember 2023, 17:48 WIB").
 */
function headerOf(lines: readonly string[]): { title: string; length: number; publishedAt: Date } | null {
  for (const [at, line] of lines.slice(0, HEADER_LINES).entries()) {
    const publishedAt = line.length > 60 ? null : publishedAtOf(line);
    const title = lines.slice(0, at).findLast((above) => above !== "");
    if (publishedAt === null || title === undefined) continue;
    return looksLikeTitle(title) ? { title, length: at + 1, publishedAt } : null;
  }
  return null;
}

function titleOf(lines: readonly string[]): string | null {
  const [first, body] = lines.filter((line) => line !== "").slice(0, 2);
  if (first === undefined || body === undefined) return null;
  if (datelineLength(first) > 0 || isCredit(first) || CLOCK.test(first) || !looksLikeTitle(first))
    return null;
  // A line that goes on in lower case or with punctuation was broken by a link: it is no title but half a sentence.
  return /^[\p{Ll},.;:)]/u.test(body) ? null : first;
}

import type { CleanArticle } from "./article.ts";
import { bounded } from "./bounded.ts";
import { withoutBylines } from "./byline.ts";
import { takeCallToAction } from "./call-to-action.ts";
import { withoutCaptions } from "./caption.ts";
import { takeCredits } from "./credits.ts";
import { type Dateline, datelineOf } from "./dateline.ts";
import { isFurnitureLine, withoutFooter, withoutFurniture } from "./furniture.ts";
import { paidLabels } from "./genre.ts";
import { cut } from "./line.ts";
import { mend } from "./mend.ts";
import { withoutPromotions } from "./promotion.ts";
import { publishedAtOf } from "./published-at.ts";
import type { RawArticle, RawLine } from "./raw-article.ts";
import { takeRelated } from "./related.ts";
import { withoutSite } from "./title.ts";

/**
 * The article as readers would have it: paragraphs verbatim, and beside them what was taken out and is kept
 * (dateline, credits, related links, the call to action). Pure, never throws, linear in the article's length.
 * The order matters: whole lines of furniture go first, because they stand between the parts of broken
 * sentences; related titles before sentences are mended, because a title is no part of one; the call to
 * action before the other promotions, because it is the one among them that is kept.
 *
 * @param shown the title that stands above the text, where that may be another than the article's
 */
export function clean(raw: RawArticle, shown: string | null = raw.title): CleanArticle {
  const { lines: unrelated, related } = takeRelated(withoutFurniture(bounded(raw.lines)));
  const { lines: uncalled, callToAction } = takeCallToAction(mend(unrelated), raw);
  const { lines: uncredited, credits } = takeCredits(withoutFooter(uncalled));
  const text = withoutBylines(withoutPromotions(withoutCaptions(uncredited)));
  const { dateline, lines } = takeDateline(
    withoutHeader(text, [raw.title, shown]).filter((line) => line.text !== ""),
    placeLine(raw.lines),
  );
  return {
    title: raw.title === null ? null : withoutSite(raw.title, null),
    paragraphs: lines.map((line) => line.text).filter(isParagraph),
    dateline,
    credits,
    related,
    callToAction,
    link: raw.link,
    image: raw.image,
    publishedAt: raw.publishedAt,
    sections: [...raw.sections, ...paidLabels(uncredited.map((line) => line.text))],
  };
}

/** Looks for furniture once more: taking titles out of the middle of lines may have left some. */
function isParagraph(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !isFurnitureLine(text);
}

const HEADER = 8; // lines within which a page shows its breadcrumbs, headline and date

/** Pages repeat their headline above the text, with breadcrumbs before it and the date below it. */
function withoutHeader(lines: readonly RawLine[], titles: readonly (string | null)[]): RawLine[] {
  const shown = lines.slice(0, HEADER).findIndex(({ text }) => text !== "" && titles.includes(text));
  const rest = lines.slice(shown + 1);
  const next = rest.findIndex((line) => line.text !== "");
  const below = rest[next]?.text ?? "";
  return shown !== -1 && below.length < 60 && publishedAtOf(below) !== null ? rest.slice(next + 1) : rest;
}

/**
 * A place alone on the first line and a dash on the next ("Ravenna ⏎ - ⏎ …") is a dateline, known place or
 * not.
 */
function placeLine(lines: readonly RawLine[]): string | null {
  const [first = "", second = ""] = lines.slice(0, HEADER).flatMap(({ text }) => (text === "" ? [] : [text]));
  return /^[-–—]+(?:\s|$)/.test(second) && /^\p{Lu}[\p{L} ]{2,30}$/u.test(first) ? first : null;
}

/**
 * The dateline opens the first paragraph, or the second or third where a caption or standfirst precedes it, or the one
 * behind a table of contents, which then goes.
 */
function takeDateline(
  lines: readonly RawLine[],
  place: string | null,
): { dateline: string | null; lines: RawLine[] } {
  const opening = lines.slice(0, CONTENTS);
  const sentence = opening.findIndex((line) => /[.!?”"]$/.test(line.text));
  const last = Math.max(2, sentence);
  for (const [at, line] of opening.slice(0, last + 1).entries()) {
    const dateline =
      place !== null && line.text.startsWith(`${place} `) ? placed(place, line.text) : datelineOf(line.text);
    if (dateline === null) continue;
    const text = cut(line, dateline.length);
    return { dateline: dateline.text, lines: at > 2 ? [text, ...lines.slice(at + 1)] : lines.with(at, text) };
  }
  return { dateline: null, lines: [...lines] };
}

const CONTENTS = 60; // the longest table of contents seen has 41 lines

function placed(place: string, text: string): Dateline {
  return {
    text: place,
    length: place.length + (/^\s*[-–—]*\s*/.exec(text.slice(place.length))?.[0].length ?? 0),
  };
}

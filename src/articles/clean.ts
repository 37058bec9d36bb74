import type { CleanArticle } from "./article.ts";
import { withoutBylines } from "./byline.ts";
import { takeCallToAction } from "./call-to-action.ts";
import { withoutCaptions } from "./caption.ts";
import { takeCredits } from "./credits.ts";
import { datelineOf } from "./dateline.ts";
import { withoutFooter, withoutFurniture } from "./furniture.ts";
import { cut } from "./line.ts";
import { mend } from "./mend.ts";
import { withoutPromotions } from "./promotion.ts";
import { publishedAtOf } from "./published-at.ts";
import type { RawArticle, RawLine } from "./raw-article.ts";
import { takeRelated } from "./related.ts";

/**
 * The article as readers would have it: paragraphs verbatim, and beside them what was taken out and is kept
 * (dateline, credits, related links, the call to action). Pure, never throws, linear in the article's length.
 * The order matters: whole lines of furniture go first, because they stand between the parts of broken
 * sentences; related titles before sentences are mended, because a title is no part of one; the call to
 * action before the other promotions, because it is the one among them that is kept.
 */
export function clean(raw: RawArticle): CleanArticle {
  const { lines: unrelated, related } = takeRelated(withoutFurniture(raw.lines));
  const { lines: uncalled, callToAction } = takeCallToAction(mend(unrelated));
  const { lines: uncredited, credits } = takeCredits(withoutFooter(uncalled));
  const text = withoutBylines(withoutPromotions(withoutCaptions(uncredited)));
  const { dateline, lines } = takeDateline(withoutHeader(text, raw.title));
  return {
    title: raw.title,
    paragraphs: lines.map((line) => line.text).filter((paragraph) => /[\p{L}\p{N}]/u.test(paragraph)),
    dateline,
    credits,
    related,
    callToAction,
    link: raw.link,
    image: raw.image,
    publishedAt: raw.publishedAt,
    sections: [...raw.sections],
  };
}

const HEADER = 8; // lines within which a page shows its breadcrumbs, headline and date

/** Pages repeat their headline above the text, with breadcrumbs before it and the date below it. */
function withoutHeader(lines: readonly RawLine[], title: string | null): RawLine[] {
  const shown = title === null ? -1 : lines.slice(0, HEADER).findIndex((line) => line.text === title);
  const rest = lines.slice(shown + 1);
  const next = rest.findIndex((line) => line.text !== "");
  const below = rest[next]?.text ?? "";
  return shown !== -1 && below.length < 60 && publishedAtOf(below) !== null ? rest.slice(next + 1) : rest;
}

/**
 * The dateline opens the first paragraph, or the second or third where a caption or standfirst precedes it.
 */
function takeDateline(lines: readonly RawLine[]): { dateline: string | null; lines: RawLine[] } {
  let seen = 0;
  for (const [at, line] of lines.entries()) {
    if (line.text === "") continue;
    const dateline = datelineOf(line.text);
    if (dateline !== null)
      return { dateline: dateline.text, lines: lines.with(at, cut(line, dateline.length)) };
    if (++seen === 3) break;
  }
  return { dateline: null, lines: [...lines] };
}

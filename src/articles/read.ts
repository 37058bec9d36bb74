import { isAnnounced } from "./announced.ts";
import type { CleanArticle } from "./article.ts";
import { clean } from "./clean.ts";
import { plainLine } from "./line.ts";
import { ENOUGH } from "./page-furniture.ts";
import { type Page, readPage, readStated } from "./page.ts";
import { readPlainText } from "./plain-text.ts";
import type { RawArticle } from "./raw-article.ts";
import { visible } from "./visible.ts";

/** An article's text in either form, with what its door already knows about it. What the door knows wins. */
export interface ArticleText {
  form: "html" | "text";
  content: string;
  title: string | null;
  url: string | null;
  image: string | null;
  publishedAt: Date | null;
}

export interface ReadOptions {
  /** Takes an invitation from below the text, too; not for a source that has a call to action of its own. */
  callBelow?: boolean;
}

/** From what came to what readers would have: one call for the pipeline, the command line and the editors' pastes. Pure. */
export function readArticle(text: ArticleText, options: ReadOptions = {}): CleanArticle {
  if (text.form === "text") return cleanOf(plain(text), text);
  const article = cleanOf(readPage(text.content, text.url, options), text);
  if (article.paragraphs.join(" ").length >= ENOUGH) return article;
  const stated = readStated(text.content, text.url, options);
  return announcedBy(stated, text, { title: article.title, paragraphs: [] }) ?? article;
}

/** An article's page, read. */
export interface Announced {
  article: CleanArticle;
  /** What the page calls itself: the article has the title that came with it, which may be of another moment. */
  heading: string | null;
}

/**
 * As `readArticle`, for the page at the address that came with a title and a teaser; null where another page stands there by now: the site's
 * front page, a notice of maintenance, a paywall.
 */
export function readAnnounced(
  page: ArticleText,
  teaser: CleanArticle,
  options: ReadOptions = {},
): Announced | null {
  const shown = readPage(page.content, page.url, options);
  const article =
    announcedBy(shown, page, teaser) ??
    announcedBy(readStated(page.content, page.url, options), page, teaser);
  return article && { article, heading: shown.title };
}

function announcedBy(
  raw: Page | null,
  text: ArticleText,
  teaser: Pick<CleanArticle, "title" | "paragraphs">,
): CleanArticle | null {
  if (raw === null) return null;
  const article = cleanOf(raw, text);
  const titles = raw.title === null ? raw.titles : [raw.title, ...raw.titles];
  return isAnnounced(article, titles, teaser) ? article : null;
}

function cleanOf(raw: RawArticle, text: ArticleText): CleanArticle {
  const title = visible(text.title ?? "").trim() || visible(raw.title ?? "").trim();
  const known = {
    ...raw,
    title: title || null,
    link: raw.link ?? text.url,
    image: raw.image ?? text.image,
    publishedAt: text.publishedAt ?? raw.publishedAt,
  };
  return clean(known, raw.title);
}

/** Where the door knows the title, a first line that merely looks like one is text. */
function plain(text: ArticleText): RawArticle {
  const raw = readPlainText(text.content);
  const known = text.title?.trim();
  if (!known || raw.title === null || raw.title.toLowerCase() === known.toLowerCase()) return raw;
  return { ...raw, title: null, lines: [plainLine(raw.title), ...raw.lines] };
}

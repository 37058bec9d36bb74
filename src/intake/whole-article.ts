import type { CleanArticle, IncomingArticle } from "../articles/article.ts";
import { type Announced, type ArticleText, readAnnounced, readArticle } from "../articles/read.ts";
import type { Source } from "./source.ts";

/** The page at an address; `gone` (404, 410) or `refused` (robots, no page) when it is surely not to be had, else it throws. */
export type FetchPage = (
  url: string,
  signal: AbortSignal,
) => Promise<{ html: string; url: string } | "gone" | "refused">;

/** Why there is no page to read. */
export type NoPage = "gone" | "refused" | "another page";

/** The article from its own page where the feed gave only a teaser; as the feed gave it where that is the whole. */
export async function wholeArticle(
  incoming: IncomingArticle,
  source: Source | undefined,
  fetchPage: FetchPage,
  signal: AbortSignal,
): Promise<Announced | NoPage> {
  const given = textGiven(incoming);
  const options = { callBelow: (source?.callToAction ?? null) === null };
  if (!incoming.teaser || !incoming.url) return { article: readArticle(given, options), heading: null };
  const page = await fetchPage(incoming.url, signal);
  if (typeof page === "string") return page;
  const text = { ...given, form: "html" as const, content: page.html, url: page.url };
  return readAnnounced(text, readArticle(given), options) ?? "another page";
}

/** What its source itself gave of an article. */
export function articleGiven(incoming: IncomingArticle): CleanArticle {
  return readArticle(textGiven(incoming));
}

function textGiven(incoming: IncomingArticle): ArticleText {
  return {
    ...incoming.body,
    title: incoming.title,
    url: incoming.url,
    image: incoming.image,
    publishedAt: incoming.publishedAt,
  };
}

import { z } from "zod";
import { isSameSite, mayBeSameArticle } from "./address.ts";
import { type DomDocument, shortText } from "./dom.ts";
import { fold } from "./fold.ts";
import { publishedAtOf } from "./published-at.ts";
import type { RawArticle } from "./raw-article.ts";
import { withoutSite } from "./title.ts";
import { webAddress } from "./web-address.ts";

/**
 * What a page says about itself: in JSON-LD (schema.org), OpenGraph, its head, and where these are silent in
 * its text.
 */
export type PageFacts = Omit<RawArticle, "lines"> & {
  /** Whatever it calls itself, the site's name within. */
  titles: readonly string[];
  /** Its text as it says it in JSON-LD, mostly with tags and entities; null where it says none, or has it for subscribers alone. */
  stated: string | null;
};

/** `url` is where the page was found: it stands in where the page names no address of its own. */
export function factsOf(document: DomDocument, url: string | null): PageFacts {
  const news = newsOf(document);
  const link = canonical(document, url);
  const titles = titlesOf(document, news);
  return {
    title: titleOf(document, titles),
    titles,
    link,
    image:
      absolute(news?.image, link) ??
      absolute(
        metaOf(document, "og:image", "og:image:secure_url", "twitter:image", "twitter:image:src"),
        link,
      ),
    publishedAt: timeOf(document, news),
    sections: sectionsOf(document, news),
    stated: /^false$/i.test(String(news?.isAccessibleForFree)) ? null : (news?.articleBody ?? null),
  };
}

/** The fields of schema.org's NewsArticle that we use, as leniently as pages write them. */
const Text = z.string().trim().min(1).optional().catch(undefined);
const Picture = z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]);
const Image = z
  .union([Picture, z.array(Picture).transform(([first]) => first)])
  .optional()
  .catch(undefined);
const Section = z
  .union([z.string().transform((section) => [section]), z.array(z.string())])
  .optional()
  .catch(undefined);
const NewsArticle = z.object({
  headline: Text,
  datePublished: Text,
  image: Image,
  articleSection: Section,
  articleBody: Text,
  isAccessibleForFree: z.union([z.boolean(), z.string()]).optional().catch(undefined),
});
type NewsArticle = z.infer<typeof NewsArticle>;
const Typed = z.object({ "@type": z.union([z.string(), z.array(z.string())]) });
const Graph = z.object({ "@graph": z.array(z.unknown()) });

function newsOf(document: DomDocument): NewsArticle | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const things = thingsIn(parsed(script.textContent ?? ""));
    const news = things.find((thing) => {
      const typed = Typed.safeParse(thing);
      return (
        typed.success && [typed.data["@type"]].flat().some((type) => /(?:Article|BlogPosting)$/.test(type))
      );
    });
    const article = NewsArticle.safeParse(news);
    if (article.success) return article.data;
  }
  return null;
}

function parsed(json: string): unknown {
  try {
    // Pages put raw line breaks and tabs into strings, which JSON forbids.
    return JSON.parse(json.replaceAll(/\p{Cc}+/gu, " "));
  } catch {
    return null;
  }
}

function thingsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const graph = Graph.safeParse(value);
  return graph.success ? graph.data["@graph"] : [value];
}

export function metaOf(document: DomDocument, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const meta = document.querySelector(
      `meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`,
    );
    const content = meta?.getAttribute("content")?.trim();
    if (content !== undefined && content !== "") return content;
  }
  return undefined;
}

/** AMP and mobile pages name the article's own page as canonical. What a page says of another site is not believed: alerts link there. */
function canonical(document: DomDocument, url: string | null): string | null {
  const named =
    document.querySelector('link[rel~="canonical"]')?.getAttribute("href") ?? metaOf(document, "og:url");
  const address = absolute(named, url);
  if (url === null || address === null) return address ?? url;
  const isBelieved =
    isSameSite(address, url) && new URL(address).pathname !== "/" && mayBeSameArticle(address, url);
  return isBelieved ? address : url;
}

function absolute(address: string | undefined, base: string | null): string | null {
  const reference = address?.trim() ?? "";
  return reference === "" ? null : (webAddress(reference, base)?.href ?? null);
}

function titlesOf(document: DomDocument, news: NewsArticle | null): string[] {
  return [
    news?.headline,
    metaOf(document, "og:title", "twitter:title"),
    document.querySelector("title")?.textContent ?? undefined,
  ]
    .map((title) => tidy((title ?? "").slice(0, 500)))
    .filter((title) => title !== "");
}

/**
 * The headline without the site's name: the heading that the page's other titles contain, else the titles
 * with the site cut off.
 */
function titleOf(document: DomDocument, given: readonly string[]): string | null {
  const headings = [...document.querySelectorAll("h1, h2, [itemprop~=headline]")]
    .slice(0, 100)
    .map((heading) => tidy(shortText(heading, 500) ?? ""));
  const heading = headings.find(
    (text) => text.length >= 15 && given.some((title) => fold(title).includes(fold(text))),
  );
  if (heading !== undefined) return heading;
  const first = given[0];
  if (first !== undefined) return withoutSite(first, metaOf(document, "og:site_name") ?? "");
  return headings.find((text) => text !== "") ?? null;
}

function tidy(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, " ").trim();
}

function timeOf(document: DomDocument, news: NewsArticle | null): Date | null {
  const stated = [
    news?.datePublished,
    metaOf(
      document,
      "article:published_time",
      "datePublished",
      "og:article:published_time",
      "publishdate",
      "pubdate",
      "content_PublishedDate",
      "date",
    ),
    document.querySelector("time[datetime]")?.getAttribute("datetime") ?? undefined,
  ];
  for (const text of stated) {
    const at = text === undefined ? null : publishedAtOf(text);
    if (at !== null) return at;
  }
  return visibleTime(document);
}

/**
 * The first short text on the page that is a date and a time, in an element named for it before any other.
 */
function visibleTime(document: DomDocument): Date | null {
  const named =
    '[itemprop="datePublished"], time, [class*="date"], [class*="tanggal"], [class*="time"], [class*="schedule"], [class*="tgl"]';
  const candidates = [
    ...document.querySelectorAll(named),
    ...document.querySelectorAll("span, p, small, div"),
  ];
  for (const element of candidates.slice(0, 5000)) {
    const at = publishedAtOf(tidy(shortText(element, 200) ?? ""));
    if (at !== null) return at;
  }
  return null;
}

function sectionsOf(document: DomDocument, news: NewsArticle | null): string[] {
  const named = news?.articleSection ?? [
    metaOf(document, "article:section", "content_category", "kanal") ?? "",
  ];
  return [...new Set(named.map(tidy).filter((section) => section !== ""))].slice(0, 10);
}

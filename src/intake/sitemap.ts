import type { IncomingArticle } from "../articles/article.ts";
import { publishedAtOf } from "../articles/published-at.ts";
import { webAddress } from "../articles/web-address.ts";
import { NotAFeed } from "./feed.ts";
import { incomingArticle } from "./incoming.ts";
import { newest } from "./newest.ts";
import { rootName, textOf, withoutDoctype } from "./xml.ts";

/** What a sitemap brought: articles, or, being an index, the addresses of others. */
export interface SitemapReading {
  items: IncomingArticle[];
  /** What was wrong, in words for an editor. */
  problems: string[];
  /** Its end is missing. */
  cutOff: boolean;
  /** null: this is no index. */
  index: SitemapLink[] | null;
}

/** A sitemap that an index names. */
export interface SitemapLink {
  url: string;
  /** As the index says it; null where it does not. */
  changed: string | null;
}

/** Google's limit for a news sitemap (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). */
const MAX_ITEMS = 1000;
/** What the protocol allows, news or not: some begin with their oldest. */
const MAX_PAGES = 50_000;

const MAX_IMAGES = 20;

/** One for each day since 2000, and few of these are looked at. */
const MAX_LINKS = 10_000;

/**
 * Reads a news sitemap (news:news, with image:image) or a sitemap index. What has no news:news is a page of another kind and no
 * article. Throws NotAFeed and nothing else, on any input. The articles have no text: their pages must be read.
 *
 * @param sitemapUrl where the body was found
 */
export function readSitemap(body: string, sitemapUrl: string, source: { id: string }): SitemapReading {
  const xml = withoutDoctype(body.trimStart());
  const root = rootName(xml) ?? "";
  const cutOff = !xml.includes(`</${root}`);
  const problems = cutOff ? ["peta situs terpotong di ujungnya; selebihnya tetap dibaca"] : [];
  if (isNamed(root, "sitemapindex")) return { items: [], problems, cutOff, index: indexOf(xml, sitemapUrl) };
  if (!isNamed(root, "urlset")) throw new NotAFeed(whyNot(xml));
  const pages = elements(xml, "url", MAX_PAGES);
  const news = pages.flatMap((page) => {
    const inside = element(page, "news");
    return inside === null ? [] : { page, news: inside };
  });
  if (news.length === 0 && pages.length > 0) {
    throw new NotAFeed("peta situs ini tidak memuat berita (news:news)");
  }
  const articles = newest(news, MAX_ITEMS, (one) => publishedAtOf(value(one.news, "publication_date") ?? ""));
  const items = articles.flatMap(({ page, news }) => articleOf(page, news, sitemapUrl, source.id) ?? []);
  const lost = articles.length - items.length;
  if (lost > 0) problems.unshift(`${lost} berita di peta situs dilewati: tidak ada alamatnya`);
  return { items, problems, cutOff, index: null };
}

function isNamed(root: string, name: string): boolean {
  return root.slice(root.indexOf(":") + 1).toLowerCase() === name;
}

function indexOf(xml: string, base: string): SitemapLink[] {
  return elements(xml, "sitemap", MAX_LINKS).flatMap((sitemap) => {
    const url = webAddress(value(sitemap, "loc") ?? "", base);
    if (!url) return [];
    return { url: url.href, changed: value(sitemap, "lastmod") ?? null };
  });
}

function articleOf(page: string, news: string, base: string, source: string): IncomingArticle | null {
  const images = elements(page, "image", MAX_IMAGES);
  const own = images.reduce((rest, image) => rest.replace(image, () => ""), page); // an image has a loc too
  const article = incomingArticle(
    {
      bases: [],
      links: [value(own, "loc")],
      guid: undefined,
      titles: [value(news, "title")],
      bodies: [],
      sections: [],
      images: images.map((image) => value(image, "loc")),
      dates: [value(news, "publication_date")],
    },
    base,
    source,
  );
  return article?.url ? article : null;
}

/** The insides of all elements of this name, with any prefix, in order. An element that is not closed is none. */
function elements(xml: string, name: string, most: number): string[] {
  const found: string[] = [];
  const start = new RegExp(`<((?:[\\w.-]{1,30}:)?${name})(?:\\s[^<>]*)?>`, "gi");
  for (let open = start.exec(xml); open !== null && found.length < most; open = start.exec(xml)) {
    const close = xml.indexOf(`</${open[1]}>`, start.lastIndex);
    if (close === -1) break;
    found.push(xml.slice(start.lastIndex, close));
    start.lastIndex = close;
  }
  return found;
}

function element(xml: string, name: string): string | null {
  return elements(xml, name, 1)[0] ?? null;
}

function value(xml: string, name: string): string | undefined {
  const inside = element(xml, name);
  return inside === null ? undefined : textOf(inside);
}

function whyNot(xml: string): string {
  if (xml.trim() === "") return "alamat ini tidak berisi apa-apa";
  if (/<html[\s>]/i.test(xml)) return "alamat ini berisi halaman web, bukan peta situs";
  return /<(?:rss|feed|rdf:rdf)[\s>]/i.test(xml)
    ? "alamat ini feed, bukan peta situs: tulislah sebagai feed"
    : "alamat ini bukan peta situs";
}

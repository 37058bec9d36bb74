import { type AtomFeed, type JsonFeed, type MediaNs, parseFeed, type RdfFeed, type RssFeed } from "feedsmith";
import type { FeedLinks } from "./hub.ts";

/**
 * An item of any feed format, in one shape: what could be its link, body, date …, the best first. Everything is as the feed
 * says it; which of it is usable is decided elsewhere.
 */
export interface FeedEntry {
  /** What relative links are relative to, outermost first. */
  bases: Maybe[];
  links: Maybe[];
  guid: Maybe;
  titles: Maybe[];
  bodies: { content: Maybe; form?: "html" | "text" }[];
  sections: Maybe[];
  images: Maybe[];
  dates: Maybe[];
}

type Maybe = string | undefined;

export interface ParsedFeed {
  entries: FeedEntry[];
  links: FeedLinks;
}

/** A feed of any format, with at most `limit` entries; null if this is not one, or is broken. */
export function parseEntries(text: string, limit: number): ParsedFeed | null {
  try {
    const { format, feed } = parseFeed(text, { maxItems: limit });
    switch (format) {
      case "rss":
        return {
          entries: (feed.items ?? []).map((item) => rssEntry(feed, item)),
          links: atomLinks(feed.atom?.links),
        };
      case "atom":
        return {
          entries: (feed.entries ?? []).map((entry) => atomEntry(feed, entry)),
          links: atomLinks(feed.links),
        };
      case "rdf":
        return {
          entries: (feed.items ?? []).map((item) => rdfEntry(feed, item)),
          links: atomLinks(feed.atom?.links),
        };
      case "json":
        return {
          entries: (feed.items ?? []).map((item) => jsonEntry(feed, item)),
          links: { hubs: (feed.hubs ?? []).map(({ url }) => url), self: feed.feed_url },
        };
      default:
        return null;
    }
  } catch {
    return null; // whatever the parser stumbled over: it is the feed's fault, and the caller says so
  }
}

function atomLinks(links: AtomFeed.Link<string>[] = []): FeedLinks {
  const named = (relation: string) => links.filter(({ rel }) => rel === relation).map(({ href }) => href);
  return { hubs: named("hub"), self: named("self")[0] };
}

function rssEntry(feed: RssFeed.Feed<string>, item: RssFeed.Item<string>): FeedEntry {
  const permalink = item.guid?.isPermaLink === false ? undefined : item.guid?.value;
  return {
    bases: [feed.link, feed.xml?.base, item.xml?.base],
    links: [item.link, ...alternates(item.atom?.links), permalink],
    guid: item.guid?.value,
    titles: [item.title, ...(item.dc?.titles ?? []), item.media?.title?.value],
    bodies: [{ content: item.content?.encoded }, ...atomBodies(item.atom), { content: item.description }],
    sections: [...(item.categories ?? []).map(({ name }) => name), ...(item.dc?.subjects ?? [])],
    images: [...mediaImages(item.media), ...(item.enclosures ?? []).filter(isImage).map(({ url }) => url)],
    dates: [
      item.pubDate,
      ...(item.dc?.dates ?? []),
      item.dcterms?.issued?.[0],
      item.dcterms?.created?.[0],
      item.dcterms?.modified?.[0],
      item.atom?.published,
      item.atom?.updated,
    ],
  };
}

function atomEntry(feed: AtomFeed.Feed<string>, entry: AtomFeed.Entry<string>): FeedEntry {
  const enclosures = (entry.links ?? []).filter((link) => link.rel === "enclosure" && isImage(link));
  return {
    bases: [alternates(feed.links)[0], feed.xml?.base, entry.xml?.base],
    links: [...alternates(entry.links), entry.id],
    guid: entry.id,
    titles: [entry.title?.value, ...(entry.dc?.titles ?? [])],
    bodies: atomBodies(entry),
    sections: [
      ...(entry.categories ?? []).map(({ label, term }) => label ?? term),
      ...(entry.dc?.subjects ?? []),
    ],
    images: [...mediaImages(entry.media), ...enclosures.map(({ href }) => href)],
    dates: [entry.published, entry.updated, ...(entry.dc?.dates ?? [])],
  };
}

function rdfEntry(feed: RdfFeed.Feed<string>, item: RdfFeed.Item<string>): FeedEntry {
  return {
    bases: [feed.link, feed.xml?.base, item.xml?.base],
    links: [item.link, item.rdf?.about],
    guid: item.rdf?.about,
    titles: [item.title, ...(item.dc?.titles ?? [])],
    bodies: [
      { content: item.content?.encoded },
      { content: item.description },
      { content: item.dc?.descriptions?.[0] },
    ],
    sections: item.dc?.subjects ?? [],
    images: mediaImages(item.media),
    dates: [...(item.dc?.dates ?? []), item.dcterms?.issued?.[0]],
  };
}

function jsonEntry(feed: JsonFeed.Feed<string>, item: JsonFeed.Item<string>): FeedEntry {
  return {
    bases: [feed.home_page_url],
    links: [item.url, item.external_url],
    guid: item.id,
    titles: [item.title],
    bodies: [
      { content: item.content_html, form: "html" },
      { content: item.content_text, form: "text" },
      { content: item.summary, form: "text" },
    ],
    sections: item.tags ?? [],
    images: [item.image, item.banner_image],
    dates: [item.date_published, item.date_modified],
  };
}

/** rel="alternate" is the article; without a rel it is meant so (RFC 4287, 4.2.7.2). */
function alternates(links: AtomFeed.Link<string>[] = []): Maybe[] {
  return links.filter(({ rel }) => rel === undefined || rel === "alternate").map(({ href }) => href);
}

function atomBodies(entry: Pick<AtomFeed.Entry<string>, "content" | "summary"> = {}): FeedEntry["bodies"] {
  return [entry.content, entry.summary].map((text) => ({
    content: text?.value,
    ...(text?.type && /html/.test(text.type) ? { form: "html" as const } : {}),
  }));
}

function mediaImages(media: MediaNs.ItemOrFeed | undefined): Maybe[] {
  const groups = media?.groups ?? [];
  const contents = [media, ...groups].flatMap((part) => part?.contents ?? []).filter(isImage);
  const thumbnails = [media, ...groups, ...contents].flatMap((part) => part?.thumbnails ?? []);
  const widest = contents.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return [...widest, ...thumbnails].map(({ url }) => url);
}

/** Many feeds name neither type nor medium; only what says it is something else is. */
function isImage(file: { type?: string; medium?: string; url?: string }): boolean {
  if (file.medium) return file.medium === "image";
  if (file.type) return file.type.startsWith("image/");
  return !/\.(?:mp[34]|m4[av]|m3u8|webm|pdf)(?:$|\?)/i.test(file.url ?? "");
}

import { documentOf } from "../../articles/dom.ts";

export interface FeedLink {
  title: string;
  address: string;
}

const FEEDS = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)$/i;
const MOST = 10;

/** The feeds that a page names in its head, in its order; feeds of comments are left out. Pure; takes any text. */
export function feedLinksIn(html: string, url: string): FeedLink[] {
  const found = new Map<string, FeedLink>();
  for (const link of documentOf(html.slice(0, 500_000)).querySelectorAll('link[rel~="alternate"]')) {
    const address = URL.parse(link.getAttribute("href") ?? "", url)?.href;
    if (!address || !FEEDS.test(link.getAttribute("type") ?? "") || /comments|komentar/i.test(address))
      continue;
    if (/^https?:/.test(address) && !found.has(address))
      found.set(address, { title: link.getAttribute("title")?.trim() || address, address });
  }
  return [...found.values()].slice(0, MOST);
}

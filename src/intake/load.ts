import type { IncomingArticle } from "../articles/article.ts";
import { NotAFeed } from "./feed.ts";
import type { Fetch, Fetched } from "./fetch.ts";
import { type Hub, hubOf } from "./hub.ts";
import type { Readers } from "./readers.ts";
import { readSitemapIndex, type SeenSitemaps } from "./sitemap-index.ts";
import type { Source } from "./source.ts";

/** What an answer brought, whatever the source speaks. */
export interface Load {
  items: IncomingArticle[];
  /** What was wrong, in words for an editor. */
  problems: string[];
  /** Who tells of what is new here; null where nobody does. */
  hub: Hub | null;
  /** null: no index of sitemaps. */
  sitemaps: SeenSitemaps | null;
  /** Not all of it could be had: its end, or some sitemap of an index, is missing. */
  partial: boolean;
}

/** Reads what was fetched. Throws NotAFeed where nothing of it can be read. */
export async function load(
  source: Source,
  fetched: Fetched,
  seen: SeenSitemaps,
  ports: { fetch: Fetch; readers: Readers },
  signal: AbortSignal,
): Promise<Load> {
  const { body, url } = fetched;
  if (source.sitemap === undefined) {
    const { items, problems, cutOff, links } = await ports.readers.feed(body, url, source);
    return { items, problems, hub: hubOf(fetched.link, links, url), sitemaps: null, partial: cutOff };
  }
  const { items, problems, cutOff, index } = await ports.readers.sitemap(body, url, source);
  if (index === null) return { items, problems, hub: null, sitemaps: null, partial: cutOff };
  const inside = await readSitemapIndex(index, seen, source, ports, signal);
  if (inside.seen.size === 0) {
    throw new NotAFeed(
      inside.problems[0] ?? "peta situs ini tidak menunjuk ke peta situs berita (news:news)",
    );
  }
  return {
    items: inside.items,
    problems: [...problems, ...inside.problems],
    hub: null,
    sitemaps: inside.seen,
    partial: cutOff || inside.failed > 0,
  };
}

import type { IncomingArticle } from "../articles/article.ts";
import { publishedAtOf } from "../articles/published-at.ts";
import { NotAFeed } from "./feed.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Fetch } from "./fetch.ts";
import { ends } from "./newest.ts";
import type { Readers } from "./readers.ts";
import type { SitemapLink } from "./sitemap.ts";

/** What was last seen of each sitemap of an index, by its address. */
export type SeenSitemaps = ReadonlyMap<string, SeenSitemap>;

interface SeenSitemap {
  changed: string | null;
  etag: string | null;
  lastModified: string | null;
}

export interface IndexReading {
  items: IncomingArticle[];
  problems: string[];
  /** Sitemaps that could not be fetched, or not to their end. */
  failed: number;
  /** For the next look, once the items are on disk. */
  seen: SeenSitemaps;
}

/** Sitemaps of an index that are looked at, the most promising first: a newsroom has one for each section, and archives without end. */
const MOST = 20;

/** An index may name others, and these itself: so deep and no deeper. */
const DEEPEST = 2;

/** For all of them together; a look has a lease that must not end before it does. */
const MILLISECONDS = 15_000;

/**
 * Reads the sitemaps that an index names, except those that have not changed since they were last seen. One at fault is a
 * problem and holds back no other. Throws only what `signal` makes it throw.
 */
export async function readSitemapIndex(
  index: readonly SitemapLink[],
  seen: SeenSitemaps,
  source: { id: string },
  ports: { fetch: Fetch; readers: Readers },
  signal: AbortSignal,
): Promise<IndexReading> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(MILLISECONDS)]);
  const items: IncomingArticle[] = [];
  const problems: string[] = [];
  const nowSeen = new Map<string, SeenSitemap>();
  let failed = 0;
  const asked = new Set<string>();
  let links = mostPromising(index);
  for (let depth = 1; depth <= DEEPEST && links.length > 0; depth++) {
    const deeper: SitemapLink[] = [];
    for (const link of links) {
      if (asked.has(link.url) || asked.size >= MOST) continue;
      asked.add(link.url);
      deeper.push(...(await look(link)));
    }
    links = mostPromising(deeper);
  }
  return { items, problems, failed, seen: nowSeen };

  async function look({ url, changed }: SitemapLink): Promise<readonly SitemapLink[]> {
    const before = seen.get(url);
    if (before && changed !== null && before.changed === changed && namesMoment(changed)) {
      nowSeen.set(url, before);
      return [];
    }
    try {
      const { fetch, readers } = ports;
      const { etag = null, lastModified = null } = before ?? {};
      const fetched = await fetch(url, {
        accept: "application/xml, text/xml;q=0.9, */*;q=0.1",
        etag,
        lastModified,
        signal: inTime,
      });
      const sitemap = fetched.unchanged ? null : await readers.sitemap(fetched.body, fetched.url, source);
      items.push(...(sitemap?.items ?? []));
      problems.push(...(sitemap?.problems ?? []));
      if (sitemap?.cutOff) {
        failed++;
        nowSeen.set(url, { changed: null, etag: null, lastModified: null });
        return sitemap.index ?? [];
      }
      if (sitemap?.index) return sitemap.index; // not remembered: what it names may change while it does not
      nowSeen.set(url, {
        changed,
        etag: fetched.etag ?? etag,
        lastModified: fetched.lastModified ?? lastModified,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FetchFailure || error instanceof NotAFeed)) throw error;
      if (error instanceof NotAFeed) return []; // pages of another kind
      failed++;
      problems.push(`sebagian peta situs gagal dibuka: ${error.message}`);
    }
    return [];
  }
}

/** Many indexes name the day alone, on which a news sitemap changes a hundred times. */
function namesMoment(changed: string): boolean {
  return publishedAtOf(changed) !== null;
}

/** Those that are named for news, then the latest changed; of those alike from both ends, since some indexes begin with their oldest. */
function mostPromising(links: readonly SitemapLink[]): readonly SitemapLink[] {
  const alike = new Map<string, SitemapLink[]>();
  for (const link of links) {
    const promise = `${isForNews(link) ? 1 : 0} ${link.changed ?? ""}`;
    const same = alike.get(promise);
    if (same) same.push(link);
    else alike.set(promise, [link]);
  }
  const chosen: SitemapLink[] = [];
  for (const promise of [...alike.keys()].sort().reverse())
    chosen.push(...ends(alike.get(promise) ?? [], MOST - chosen.length));
  return chosen;
}

function isForNews({ url }: SitemapLink): boolean {
  return /news|berita|terbaru|latest/i.test(url.slice(url.indexOf("/", 8)));
}

import type { IncomingArticle } from "../articles/article.ts";
import { type ParsedFeed, parseEntries } from "./feed-entries.ts";
import type { FeedLinks } from "./hub.ts";
import { incomingArticle, publishedAtOfEntry } from "./incoming.ts";
import { newest } from "./newest.ts";
import { parseEachEntry } from "./salvage.ts";
import { rootName, withoutDoctype } from "./xml.ts";

/** What a feed brought. One item at fault never holds back the others. */
export interface FeedReading {
  /** In the feed's order, which is mostly newest first. */
  items: IncomingArticle[];
  /** What was wrong, in words for an editor. */
  problems: string[];
  /** Its end is missing. */
  cutOff: boolean;
  /** Where the feed says that it can be heard of. */
  links: FeedLinks;
}

/** The body is no feed at all, or so broken that not one item can be read. The message is for an editor. */
export class NotAFeed extends Error {
  override name = "NotAFeed";
}

/** A feed has 10 to 100 items; what is longer is an archive, and of that only the newest are looked at. */
const MAX_ITEMS = 500;
/** However the feed is ordered, so many are looked through for the newest. */
const MAX_ENTRIES = 5000;

/**
 * Reads RSS, Atom, RDF or JSON Feed. Throws NotAFeed and nothing else, on any input. What it hands on is fit for the store:
 * well-formed Unicode without NUL, http(s) addresses, no address or id longer than an index takes.
 *
 * @param feedUrl where the body was found; relative links are resolved against it and what the feed says of itself
 */
export function readFeed(body: string, feedUrl: string, source: { id: string }): FeedReading {
  const { entries, links, problems, cutOff } = parsed(withoutDoctype(body.trimStart()));
  const items: IncomingArticle[] = [];
  for (const [index, entry] of newest(entries, MAX_ITEMS, publishedAtOfEntry).entries()) {
    const incoming = incomingArticle(entry, feedUrl, source.id);
    if (incoming) items.push(incoming);
    else problems.push(`butir ke-${index + 1} dilewati: tidak ada tautan, pengenal, maupun judulnya`);
  }
  return { items, problems, cutOff, links };
}

function parsed(text: string): ParsedFeed & { problems: string[]; cutOff: boolean } {
  const cutOff = !isWhole(text);
  if (!cutOff) {
    const feed = parseEntries(text, MAX_ENTRIES);
    if (feed) return { ...feed, problems: [], cutOff };
    if (isEmptyFeed(text)) return { entries: [], links: NO_LINKS, problems: [], cutOff };
  }
  const { entries, broken } = parseEachEntry(text, MAX_ENTRIES);
  if (entries.length === 0) throw new NotAFeed(whyNot(text));
  const lost = broken > 0 ? `${broken} butir tidak dapat dibaca` : "ujungnya terpotong";
  return { entries, links: NO_LINKS, problems: [`feed rusak, ${lost}; selebihnya tetap dibaca`], cutOff };
}

const NO_LINKS: FeedLinks = { hubs: [], self: undefined };

/** XML that was cut off reads like a whole feed whose last item lacks its link; so we look for the root's end. */
function isWhole(text: string): boolean {
  const root = rootName(text);
  return root === null || text.includes(`</${root}`);
}

/** A feed without a title and without a single item is nothing to the parser, but it is no fault either. */
function isEmptyFeed(text: string): boolean {
  return /^(?:rss|feed|rdf:rdf)$/i.test(rootName(text) ?? "") && !/<(?:item|entry)[\s/>]/i.test(text);
}

function whyNot(text: string): string {
  if (text.trim() === "") return "alamat ini tidak berisi apa-apa";
  if (/<html[\s>]/i.test(text)) return "alamat ini berisi halaman web, bukan feed";
  return /<(?:rss|feed|rdf:rdf)[\s>]/i.test(text)
    ? "feed ini rusak sehingga tidak dapat dibaca"
    : "alamat ini bukan feed";
}

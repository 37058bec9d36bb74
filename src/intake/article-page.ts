import { isFrontPage } from "../articles/address.ts";
import { holdsTextOf, joinedPages } from "./article-pages.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Fetch, Fetched } from "./fetch.ts";
import { furtherPages } from "./further-pages.ts";
import type { MayOpen } from "./robots-watch.ts";

/**
 * The page at an article's address, as HTML, with the address at which it was found at last. An article on several pages comes
 * whole: in the one-page form that its site offers, else with the text of the further pages in the first.
 *
 * "refused": it is surely not to be had (gone, forbidden, too large, no page but a film, not allowed by robots.txt), and asking
 * again will not help. Throws FetchFailure where a later try may succeed, and when `signal` stops it.
 *
 * @param mayOpen left out where a person has named this very page
 */
export async function fetchArticlePage(
  url: string,
  fetch: Fetch,
  signal?: AbortSignal,
  mayOpen?: MayOpen,
): Promise<{ html: string; url: string } | "refused"> {
  const first = await fetchPage(url, fetch, signal, mayOpen);
  return first === "refused"
    ? first
    : withFurtherPages(first, (further) => fetchPage(further, fetch, signal, mayOpen));
}

interface Page {
  html: string;
  url: string;
}

async function fetchPage(
  url: string,
  fetch: Fetch,
  signal: AbortSignal | undefined,
  mayOpen: MayOpen | undefined,
): Promise<Page | "refused"> {
  try {
    if (mayOpen && !(await mayOpen(url, signal))) return "refused";
    const page = await fetch(url, { accept: PAGES, ...(signal ? { signal } : {}) });
    const elsewhere = URL.parse(page.url)?.host !== URL.parse(url)?.host;
    if (mayOpen && elsewhere && !(await mayOpen(page.url, signal))) return "refused";
    if (isFrontPage(page.url) && !isFrontPage(url)) throw new FetchFailure("moved", FRONT_PAGE);
    return isPage(page) ? { html: page.body, url: page.url } : "refused";
  } catch (error) {
    if (error instanceof FetchFailure && isFinal(error)) return "refused";
    throw error;
  }
}

/** Beside the first. Long reads have three or four; a gallery of fifty is no article. */
const MOST_FURTHER = 5;

/** A further page that cannot be had costs its own text and no more: what there is, is an article already. */
async function withFurtherPages(
  first: Page,
  open: (url: string) => Promise<Page | "refused">,
): Promise<Page> {
  const openOrNone = (url: string) =>
    open(url).catch((error: unknown) => {
      if (error instanceof FetchFailure && error.kind !== "aborted") return "refused" as const;
      throw error;
    });
  const { all, pages } = furtherPages(first.html, first.url);
  if (all !== null) {
    const page = await openOrNone(all);
    if (page !== "refused" && holdsTextOf(page.html, first.html)) return { html: page.html, url: first.url };
  }
  const following: string[] = [];
  const asked = new Set([first.url]);
  const toAsk = [...pages];
  while (toAsk.length > 0 && asked.size <= MOST_FURTHER) {
    const next = toAsk.shift() ?? "";
    if (asked.has(next)) continue;
    asked.add(next);
    const page = await openOrNone(next);
    if (page === "refused") break;
    following.push(page.html);
    // A page that names only the one after it is followed from page to page.
    toAsk.push(...furtherPages(page.html, page.url).pages);
  }
  return { html: following.length === 0 ? first.html : joinedPages(first.html, following), url: first.url };
}

const FRONT_PAGE = "Alamat ini hanya mengantar ke halaman depan situsnya";
const PAGES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

function isPage({ contentType }: Fetched): boolean {
  return contentType === null || /html|xml|text\/plain/i.test(contentType);
}

function isFinal({ kind, status }: FetchFailure): boolean {
  if (kind === "status") return status !== null && status < 500 && !ASKS_FOR_PATIENCE.includes(status);
  return kind === "refused" || kind === "redirects" || kind === "too-large";
}

/** The statuses below 500 that say "later" and not "no": 408 Request Timeout, 425 Too Early, 429 Too Many Requests. */
const ASKS_FOR_PATIENCE = [408, 425, 429];

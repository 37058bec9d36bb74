import type { Fetch, Fetched } from "./fetch.ts";
import { FetchFailure } from "./fetch-failure.ts";

/**
 * The page at an article's address, as HTML, with the address at which it was found at last. "refused": it is surely not to be
 * had (gone, forbidden, too large, no page but a film), and asking again will not help. Throws FetchFailure where a later
 * try may succeed, and when `signal` stops it.
 */
export async function fetchArticlePage(
  url: string,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<{ html: string; url: string } | "refused"> {
  try {
    const page = await fetch(url, { accept: PAGES, ...(signal ? { signal } : {}) });
    return isPage(page) ? { html: page.body, url: page.url } : "refused";
  } catch (error) {
    if (error instanceof FetchFailure && isFinal(error)) return "refused";
    throw error;
  }
}

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

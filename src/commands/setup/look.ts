import { codeOf } from "../../error-code.ts";
import { NotAFeed, readFeed } from "../../intake/feed.ts";
import { FetchFailure, toOperator } from "../../intake/fetch-failure.ts";
import type { Fetch } from "../../intake/fetch.ts";
import { readSitemap } from "../../intake/sitemap.ts";
import { type FeedLink, feedLinksIn } from "./feed-links.ts";

/** What is at an address that somebody typed. */
export type Looked =
  | { kind: "feed" | "sitemap"; address: string; title: string | null; articles: number }
  /** A page that names feeds. */
  | { kind: "page"; feeds: FeedLink[] }
  /** `inside`: it is in a private network, where this fetch does not go. `silent`: nobody answered there. */
  | { kind: "nothing"; why: string; inside: boolean; silent: boolean };

/** Where sites have theirs when their pages name none (WordPress, and what Indonesian newsrooms use most). */
const USUAL = ["/feed", "/rss", "/rss.xml", "/sitemap-news.xml", "/news-sitemap.xml"];

/** Looks at an address as polling would. A site's own address leads to its feeds. Never throws. */
export async function lookAt(address: string, fetch: Fetch): Promise<Looked> {
  const there = await readAt(address, fetch);
  if (there.kind === "failed") {
    const { kind, cause } = there.failure;
    const isUntrusted = kind === "unreachable" && CERTIFICATE.test(codeOf(cause));
    return {
      kind: "nothing",
      why: isUntrusted ? `its certificate is not valid (${codeOf(cause)})` : toOperator(there.failure),
      inside: kind === "refused",
      silent: !isUntrusted && (kind === "unreachable" || kind === "timeout"),
    };
  }
  if (there.kind !== "page") return there;
  const feeds = feedLinksIn(there.body, there.url);
  if (feeds.length > 0) return { kind: "page", feeds };
  for (const usual of USUAL) {
    const guess = await readAt(new URL(usual, there.url).href, fetch);
    if (guess.kind === "feed" || guess.kind === "sitemap") return guess;
  }
  return {
    kind: "nothing",
    why: "there is no feed and no news sitemap, and its page names none",
    inside: false,
    silent: false,
  };
}

/** Somebody answered, and cannot prove to be that site. What a site without HTTPS says to HTTPS is another error. */
const CERTIFICATE = /CERT|UNABLE_TO_/;

type Found = Extract<Looked, { title: unknown }>;

async function readAt(
  address: string,
  fetch: Fetch,
): Promise<Found | { kind: "page"; body: string; url: string } | { kind: "failed"; failure: FetchFailure }> {
  try {
    const { body, url } = await fetch(address);
    return readBody(body, url, address) ?? { kind: "page", body, url };
  } catch (failure) {
    if (failure instanceof FetchFailure) return { kind: "failed", failure };
    throw failure;
  }
}

function readBody(body: string, url: string, address: string): Found | null {
  const title = titleIn(body);
  try {
    const articles = readFeed(body, url, { id: "setup" }).items.length;
    return { kind: "feed", address, title, articles };
  } catch (error) {
    if (!(error instanceof NotAFeed)) throw error;
  }
  try {
    const { items, index } = readSitemap(body, url, { id: "setup" });
    return items.length > 0 || (index?.length ?? 0) > 0
      ? { kind: "sitemap", address, title: null, articles: items.length }
      : null;
  } catch (error) {
    if (!(error instanceof NotAFeed)) throw error;
    return null;
  }
}

/** A feed's own title, which stands before its first article. */
function titleIn(body: string): string | null {
  const [, marked = "", json = ""] =
    /<title[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]{1,100})/.exec(body) ??
    /()"title"\s*:\s*"([^"\\]{1,100})"/.exec(body) ??
    [];
  return (marked || json).replaceAll(/&amp;/g, "&").replaceAll(/\s+/g, " ").trim() || null;
}

import { webAddress } from "./web-address.ts";

/**
 * The normalised address by which a repeat is recognised: two addresses with the same key are the same
 * article. Scheme, "www.", "m." and "amp." hosts, AMP paths and queries, tracking parameters, those for phones and for "all
 * pages", fragments, default ports, trailing slashes and the case of percent-encodings do not count.
 * Everything that could tell two articles apart does: the path's case, unknown parameters, page numbers other
 * than the first. What is no http address is returned trimmed, as it is.
 */
export function addressKey(url: string): string {
  const address = webAddress(url);
  if (address === null) return url.trim();
  const inner = ampCacheTarget(address);
  if (inner !== null) return addressKey(inner);
  return hostKey(address) + pathKey(address.pathname) + queryKey(address.searchParams);
}

/** The host as it counts in `addressKey`, without "www.", "m." and "amp."; of what a cache keeps, its publisher's. null: no web address. */
export function hostOf(url: string): string | null {
  const address = webAddress(url);
  if (address === null) return null;
  const inner = ampCacheTarget(address);
  return inner === null ? hostKey(address) : hostOf(inner);
}

/** Are two addresses of one site, its mobile and AMP hosts within? "nasional.koran.id" belongs to "koran.id", for which "amp.koran.id" speaks. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)];
  if (a === null || b === null) return false;
  const [first, second] = [hostKey(a), hostKey(b)];
  return first === second || first.endsWith(`.${second}`) || second.endsWith(`.${first}`);
}

/**
 * May the address that a page names as its own be that of the article found at another one? Where the other says which article it is,
 * by a number or by its title's words, the page's own must say so too: templates name the section, a list or another article.
 */
export function mayBeSameArticle(named: string, found: string): boolean {
  const told = tellingParts(found);
  return told.size === 0 || [...tellingParts(named)].some((part) => told.has(part));
}

/** Numbers of four digits and more that are no years, and folders of three words and more. */
function tellingParts(url: string): Set<string> {
  const address = URL.parse(url);
  if (address === null) return new Set();
  const numbers = (address.pathname + address.search).match(/\d{4,}/g) ?? [];
  const titles = address.pathname.split("/").map((folder) => folder.replace(/(?:\.[a-z]{2,5})+$/i, ""));
  return new Set([
    ...numbers.filter((number) => !/^(?:19|20)\d\d$/.test(number)),
    ...titles.filter((title) => title.split(/[-_]/).length >= 3),
  ]);
}

/** The site itself, and no page of it. */
export function isFrontPage(url: string): boolean {
  const address = URL.parse(url);
  return address !== null && pathKey(address.pathname) === "" && queryKey(address.searchParams) === "";
}

/** Parameters that say how a reader came or how the page is shown, never which article it is. */
const INCIDENTAL =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref|ref_src|ref_url|referrer|source|from|share|amp(?:_\w+)?|no_?n?amp|wpamp|usqp|outputtype|tag_from|lgn_method|google_btn|_?_?tn__|_rdr|cmpid|ocid|ncid|mtm_\w+|pk_\w+|at_\w+|zarsrc|single|fullview)$/i;

function hostKey(address: URL): string {
  const host = address.hostname
    .replace(/\.$/, "")
    .replace(/^(?:(?:www\d?|m|amp|mobile|origin)\.)+(?=[^.]+\.)/, "");
  return address.port === "" ? host : `${host}:${address.port}`;
}

function pathKey(path: string): string {
  const plain = path
    .replaceAll(/%[0-9a-f]{2}/gi, unescapeUnreserved)
    .replaceAll(/\/{2,}/g, "/")
    .replace(/^\/amp(?=\/)/, "")
    .replace(/\/amp\/?$/, "")
    .replace(/\.amp(?=\.html?$|$)/, "")
    .replace(/\/+$/, "");
  return plain;
}

/**
 * RFC 3986, 6.2.2: escapes of unreserved characters mean the character, all others are equal in either case.
 */
function unescapeUnreserved(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
}

/** A feed that escapes twice leaves "&amp;utm_medium=…", whose name is "amp;utm_medium". */
function queryKey(query: URLSearchParams): string {
  const telling = [...query]
    .map(([name, value]): [string, string] => [name.replace(/^amp;/, ""), value])
    .filter(
      ([name, value]) => !INCIDENTAL.test(name) && !isFirstOrAllPages(name, value) && !isForm(name, value),
    );
  if (telling.length === 0) return "";
  telling.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `?${new URLSearchParams(telling).toString()}`;
}

function isFirstOrAllPages(name: string, value: string): boolean {
  return /^(?:page|halaman|hal)$/i.test(name) && /^(?:all|1|semua|)$/i.test(value);
}

/** Blogger's form for phones ("?m=1"), and a form that names itself. */
function isForm(name: string, value: string): boolean {
  return (/^m$/i.test(name) && /^[01]$/.test(value)) || (/^output$/i.test(name) && /^amp$/i.test(value));
}

/** Google's AMP viewer and cache carry the publisher's address in their path. */
function ampCacheTarget(address: URL): string | null {
  const viewer = /(?:^|\.)google\.[a-z.]+$/.test(address.hostname)
    ? /^\/amp\/(?:s\/)?(.+\..+)$/.exec(address.pathname)
    : null;
  const cache = address.hostname.endsWith(".cdn.ampproject.org")
    ? /^\/[acvi]\/(?:s\/)?(.+\..+)$/.exec(address.pathname)
    : null;
  const target = viewer?.[1] ?? cache?.[1];
  return target === undefined ? null : `https://${target}${address.search}`;
}

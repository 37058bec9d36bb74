import { parseHTML } from "linkedom";
import { isFrontPage } from "../articles/address.ts";
import { IncomingArticle } from "../articles/article.ts";
import { publishedAtOf } from "../articles/published-at.ts";
import { webAddress } from "../articles/web-address.ts";
import type { FeedEntry } from "./feed-entries.ts";

/** A PostgreSQL index entry takes 2.7 KB; the longest honest addresses and GUIDs are far below. */
const MAX_ADDRESS = 2000;

/** Fewer characters than this are no article: the shortest agency reports have 700, the longest teasers 400. */
const WHOLE_ARTICLE = 600;

/**
 * The article that an entry brings: the first usable candidate of each kind. Null if it has neither address, id nor title, so
 * that nobody could tell it from another.
 */
export function incomingArticle(entry: FeedEntry, feedUrl: string, source: string): IncomingArticle | null {
  const base = entry.bases.reduce((outer: string, inner) => storableAddress(inner, outer) ?? outer, feedUrl);
  const url = first(entry.links, (link) => articleAddress(link, base));
  const guid = first([entry.guid], (id) => (id.length <= MAX_ADDRESS ? storable(id) : null));
  const title = first(entry.titles, plainTitle);
  if (url === null && guid === null && title === null) return null;
  const body = fullestBody(entry.bodies);
  return IncomingArticle.parse({
    source,
    url,
    guid,
    title,
    body,
    teaser: url !== null && isTeaser(body.content),
    sections: [...new Set(entry.sections.flatMap((section) => plainTitle(section ?? "") ?? []))],
    image: first([...entry.images, firstImage(body.content)], (image) => storableAddress(image, base)),
    publishedAt: publishedAtOfEntry(entry),
  });
}

export function publishedAtOfEntry({ dates }: Pick<FeedEntry, "dates">): Date | null {
  return first(dates, publishedAtOf);
}

/** Text that PostgreSQL and a chat take: no control characters (but line ends and tabs), no half of a surrogate pair. */
export function storable(text: string): string | null {
  return (
    text
      .replaceAll(/(?![\t\n\r])\p{Cc}/gu, "")
      .toWellFormed()
      .trim() || null
  );
}

function first<T>(
  candidates: readonly (string | null | undefined)[],
  read: (candidate: string) => T | null,
): T | null {
  for (const candidate of candidates) {
    const value = candidate ? read(candidate) : null;
    if (value !== null) return value;
  }
  return null;
}

/** The address that a reference means, if it is one of the web and not too long to be kept. */
export function storableAddress(reference: string | undefined, base: string): string | null {
  const address = reference ? webAddress(reference, base) : null;
  return address && address.href.length <= MAX_ADDRESS ? address.href : null;
}

/** An article has an address of its own. Where a template gives every item the site's, all would be taken for the first one. */
function articleAddress(reference: string, base: string): string | null {
  const address = storableAddress(reference, base);
  return address !== null && isFrontPage(address) ? null : address;
}

/** Headlines have 150 characters at most; what is longer is a text in the wrong place. */
const MAX_TITLE = 1000;

/** Script and style go with what is in them. A name of no element stays, as a mere "<" does: "Harga <10 ribu". */
const TAG =
  /<(script|style)\b[^<>]*>.*?<\/\1\s*>|<\/?(?:a|abbr|applet|b|big|blink|body|br|center|del|div|em|embed|font|form|frame|frameset|h[1-6]|head|html|i|iframe|img|ins|li|link|mark|marquee|meta|object|ol|p|q|s|script|small|span|strike|strong|style|sub|sup|title|u|ul)\b[^<>]*>|<!doctype[^<>]*>|<!--.*?-->/gis;

/** A title as plain text. Many feeds escape twice, so what is left of entities and tags after the first time goes too. */
export function plainTitle(title: string): string | null {
  const text = withoutTags(title.slice(0, MAX_TITLE));
  const decoded = text.includes("&") ? withoutTags(decodeEntities(text)) : text;
  return storable(decoded.replaceAll(/\s+/g, " "));
}

function withoutTags(text: string): string {
  return text.includes("<") ? text.replaceAll(TAG, (tag) => (WITHIN_A_LINE.test(tag) ? "" : " ")) : text;
}

const WITHIN_A_LINE =
  /^<\/?(?:a|abbr|b|big|del|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|u)\b/i;

function decodeEntities(text: string): string {
  const { document } = parseHTML(`<p>${text.replaceAll("<", "&lt;")}</p>`);
  return document.querySelector("p")?.textContent ?? text;
}

/** The body with the most text: some feeds give the article as description and a teaser as content. */
function fullestBody(bodies: FeedEntry["bodies"]): IncomingArticle["body"] {
  let fullest: IncomingArticle["body"] = { form: "text", content: "" };
  for (const { content, form } of bodies) {
    const text = storable(content ?? "");
    if (text === null || (fullest.content !== "" && plain(text).length <= plain(fullest.content).length))
      continue;
    fullest = { form: form ?? (isHtml(text) ? "html" : "text"), content: text };
  }
  return fullest;
}

function isHtml(text: string): boolean {
  return /<[a-z!/]|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text);
}

/** The text between the tags: near enough to measure it and to see how it ends. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** What WordPress appends to every item. */
const APPENDED =
  /The post .{0,500} (?:first appeared on|appeared first on|pertama kali tampil pada) .{0,200}$/;
const GOES_ON =
  /(?:…|&hellip;|&#8230;|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\]|\[&#8230;\]|baca (?:selengkapnya|lebih lanjut)|selengkapnya|lanjutkan membaca.{0,300}|continue reading.{0,300}|read more)[\s.»>→\])]*$/i;

function isTeaser(content: string): boolean {
  const text = plain(content);
  const end = text.slice(-1000).replace(APPENDED, "").trim();
  return text.length < WHOLE_ARTICLE || GOES_ON.test(end) || isCutOff(content);
}

/** One run of text that ends within a sentence: the first so many characters of an article, as some systems make a description. */
function isCutOff(content: string): boolean {
  return !/[\n\r]|<(?:p|br|div|li|h\d)\b/i.test(content.trim()) && /[\p{L}\p{N},;-]$/u.test(plain(content));
}

/** The first image of the text that is no tracking pixel and no emoji. */
function firstImage(html: string): string | null {
  for (const [tag] of html.matchAll(/<img\b[^<>]*>/gi)) {
    if (/\b(?:width|height)\s*=\s*["']?[01]["'\s/>]|\bwp-smiley\b|\/emoji\//i.test(tag)) continue;
    const source = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
    const address = source?.[1] ?? source?.[2] ?? source?.[3];
    if (address && !address.startsWith("data:")) return address.replaceAll("&amp;", "&");
  }
  return null;
}

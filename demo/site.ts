import type { DemoArticle } from "./articles.ts";

/** The pages and the feed of "Kabar Nusantara", as news sites build them. Pure: articles in, text out. */

/** An article that is out. */
export interface Published {
  article: DemoArticle;
  /** Absolute. */
  url: string;
  at: Date;
}

/** The article's page, with all the furniture that readers see around a text. */
export function articlePage({ article, url, at }: Published, others: readonly Published[]): string {
  const { origin } = new URL(url);
  const links = others
    .map((other) => `<li><a href="${other.url}">${escape(other.article.title)}</a></li>`)
    .join("\n");
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<title>${escape(article.title)} - Kabar Nusantara</title>
<link rel="canonical" href="${url}">
<meta name="description" content="${escape(teaser(article, at))}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Kabar Nusantara">
<meta property="og:title" content="${escape(article.title)}">
<meta property="og:url" content="${url}">
<meta property="og:image" content="${photoUrl(url)}">
<meta property="article:published_time" content="${isoWib(at)}">
<meta property="article:section" content="${article.section}">
<script type="application/ld+json">${jsonLd(article, url, at)}</script>
</head>
<body>
<header><a href="${origin}/">Kabar Nusantara</a>
<nav><ul><li><a href="/nasional">Nasional</a></li><li><a href="/ekonomi">Ekonomi</a></li><li><a href="/olahraga">Olahraga</a></li><li><a href="/indeks">Indeks</a></li></ul></nav>
<form action="/cari"><input name="q" placeholder="Cari berita"></form></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/${article.section.toLowerCase()}">${article.section}</a></div>
<main><article>
<h1>${escape(article.title)}</h1>
<div class="byline">Penulis : <a href="/penulis">${article.author}</a> | ${longDate(at)} WIB</div>
<div class="share"><span>Bagikan:</span> <a href="#">Facebook</a> <a href="#">X</a> <a href="#">WhatsApp</a> <a href="#">Salin Tautan</a></div>
<figure><img src="${photoUrl(url)}" alt="${escape(article.photo.caption)}" width="960" height="540">
<figcaption>${escape(article.photo.caption)} (Foto: ${escape(article.photo.credit)})</figcaption></figure>
<div class="article-body">${bodyOf(article, at)}
</div>
<div class="tags">Tag: <a href="/tag/${article.section.toLowerCase()}">#${article.section}</a> <a href="/tag/sagara">#Sagara</a></div>
</article>
<aside><h2>Terpopuler</h2><ol>
${links}
</ol><div class="ads">ADVERTISEMENT</div></aside></main>
<section class="newsletter"><h2>Berlangganan buletin</h2><p>Dapatkan rangkuman berita setiap pagi di kotak surat Anda.</p></section>
<footer><a href="/tentang-kami">Tentang Kami</a> <a href="/pedoman-media-siber">Pedoman Media Siber</a> <a href="/kontak">Kontak</a>
<p>© ${at.getUTCFullYear()} Kabar Nusantara. Surat kabar rekaan untuk peragaan.</p></footer>
</body>
</html>
`;
}

/** RSS 2.0 of what is out, newest first. */
export function rssFeed(published: readonly Published[], origin: string): string {
  const items = published.toSorted((a, b) => b.at.getTime() - a.at.getTime()).map(rssItem);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>Kabar Nusantara</title>
<link>${origin}/</link>
<description>Berita terbaru Kabar Nusantara</description>
<language>id</language>
${items.join("\n")}
</channel>
</rss>
`;
}

/** The front page, for whoever opens the address in a browser. */
export function frontPage(published: readonly Published[]): string {
  const links = published.map(
    ({ article, url }) => `<li>${article.section}: <a href="${url}">${escape(article.title)}</a></li>`,
  );
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>Kabar Nusantara</title><h1>Kabar Nusantara</h1>
<p>Surat kabar rekaan untuk peragaan Kabar Kilat. <a href="/rss.xml">RSS</a></p><ul>${links.join("\n")}</ul></html>`;
}

/** A drawing in place of a photograph. */
export function photo({ article }: Published): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540"><rect width="960" height="540" fill="#14507a"/>
<text x="480" y="280" fill="#fff" font-family="sans-serif" font-size="28" text-anchor="middle">${escape(article.photo.caption)}</text></svg>`;
}

function rssItem({ article, url, at }: Published): string {
  const whole =
    article.inFeed === "whole"
      ? `\n<content:encoded><![CDATA[${bodyOf(article, at)}]]></content:encoded>`
      : "";
  return `<item>
<title>${escape(article.title)}</title>
<link>${url}</link>
<guid isPermaLink="false">kabarnusantara-${article.slug}</guid>
<pubDate>${at.toUTCString()}</pubDate>
<category>${article.section}</category>
<media:content url="${photoUrl(url)}" medium="image"/>
<description>${escape(teaser(article, at))}</description>${whole}
</item>`;
}

function bodyOf(article: DemoArticle, at: Date): string {
  return article.body.replaceAll("{hari}", shortDate(at));
}

/** The beginning of the text, cut in the middle of things as feeds do. */
function teaser(article: DemoArticle, at: Date): string {
  const text = bodyOf(article, at)
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${text.slice(0, text.lastIndexOf(" ", 160))} …`;
}

function jsonLd(article: DemoArticle, url: string, at: Date): string {
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: article.title,
    mainEntityOfPage: url,
    image: [photoUrl(url)],
    datePublished: isoWib(at),
    articleSection: article.section,
    author: { "@type": "Person", name: article.author },
    publisher: { "@type": "NewsMediaOrganization", name: "Kabar Nusantara" },
  }).replaceAll("<", "\\u003c");
}

function photoUrl(url: string): string {
  return `${url}/foto.svg`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const WIB_MS = 7 * 3_600_000;

/** "2026-11-23T09:15:00+07:00" */
function isoWib(at: Date): string {
  return `${new Date(at.getTime() + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

/** "Senin (23/11/2026)" */
function shortDate(at: Date): string {
  const { weekday, day, month, year } = wib(at, {
    weekday: "long",
    day: "numeric",
    month: "numeric",
    year: "numeric",
  });
  return `${weekday} (${day}/${month}/${year})`;
}

/** "Senin, 23 November 2026 | 09:15" */
function longDate(at: Date): string {
  const { weekday, day, month, year, hour, minute } = wib(at, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }); // prettier-ignore
  return `${weekday}, ${day} ${month} ${year} | ${hour}:${minute}`;
}

function wib(at: Date, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const parts = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", ...options }).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { z } from "zod";
import { FetchFailure } from "../../../src/intake/fetch-failure.ts";
import type { Fetch } from "../../../src/intake/fetch.ts";
import { openFetcher } from "../../../src/intake/fetch.ts";
import { type Subject, written } from "./texts.ts";

/** The outside of the intake: outlets' sites on loopback HTTP, with feeds, a sitemap and pages, and everything that can be wrong with them. */

/** By what a source is read. */
export interface Channel {
  source: string;
  host: string;
  form: "rss" | "atom" | "sitemap" | "push";
  /** What of an article it gives. */
  gives: "whole" | "teaser" | "title";
  mood: Mood;
  /** What it showed when it began to stand still. */
  frozen: string | null;
  link: LinkForm;
  guid: "none" | "number" | "address" | "another each time";
  dates: boolean;
  newestFirst: boolean;
  /** It shows what an article had before its last change. */
  lags: boolean;
}

export const MOODS = [
  "well", "fails", "asks for patience", "hangs", "breaks off", "cut", "empty", "maintenance", "says unchanged", "stands still", "moved",
] as const; // prettier-ignore
export type Mood = (typeof MOODS)[number];

/** An outlet's pages. */
export interface Site {
  host: string;
  mood: SiteMood;
  wellSince: Date;
  robots: "none" | "open" | "closed" | "fails";
  wasClosed: boolean;
  canonical: "own" | "none" | "front page" | "another article" | "www";
  lags: boolean;
}

export const SITE_MOODS = [
  "well",
  "fails",
  "hangs",
  "breaks off",
  "maintenance",
  "not there",
  "front page",
] as const;
export type SiteMood = (typeof SITE_MOODS)[number];

export const LINK_FORMS = ["plain", "www", "http", "slash", "utm", "amp", "mobile"] as const;
export type LinkForm = (typeof LINK_FORMS)[number];

export interface Story {
  subject: Subject;
  host: string;
  /** The newest last. */
  paths: string[];
  /** What stands at its former addresses. */
  formerly: "redirect" | 404;
  texts: { figure: number; added: number }[];
  bornAt: Date;
  /** As its source dates it. */
  dated: Date;
  channels: ReadonlySet<string>;
  gone: {
    how: 404 | 410 | "soft" | "front page";
    at: Date;
    inFeeds: "left out" | "as before" | "with a notice";
  } | null;
}

/** What was shown to us whole. */
export interface Shown {
  story: Story;
  figure: number;
  by: Channel;
  at: Date;
}

export interface World extends AsyncDisposable {
  readonly channels: readonly Channel[];
  readonly sites: readonly Site[];
  readonly stories: Story[];
  fetch: Fetch;
  /** What a channel lists now. */
  listed(channel: Channel): Story[];
  address(story: Story, form?: LinkForm): string;
  feed(channel: Channel): string;
}

const WINDOW = 15;

export const textNow = ({ texts }: Pick<Story, "texts">) => texts.at(-1) ?? { figure: 0, added: 0 };

/** @param shows is told of what a feed gives us, before it does */
export async function startWorld(now: () => Date, shows: (shown: Shown[]) => Promise<void>): Promise<World> {
  const channel = (
    source: string,
    host: string,
    form: Channel["form"],
    gives: Channel["gives"],
  ): Channel => ({
    source,
    host,
    form,
    gives,
    mood: "well",
    frozen: null,
    link: "plain",
    guid: "number",
    dates: true,
    newestFirst: true,
    lags: false,
  });
  const channels = [
    channel("kabar-utama", "kabar.example", "rss", "whole"),
    channel("kabar-daerah", "kabar.example", "atom", "whole"),
    channel("warta", "warta.example", "rss", "teaser"),
    channel("peta", "peta.example", "sitemap", "title"),
    channel("kirim", "kirim.example", "push", "whole"),
  ];
  const sites = [...new Set(channels.map(({ host }) => host))].map((host): Site => ({
    host,
    mood: "well",
    wellSince: now(),
    robots: "none",
    wasClosed: false,
    canonical: "own",
    lags: false,
  }));
  const stories: Story[] = [];

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const site = sites.find(({ host }) => host === url.hostname.replace(/^(?:www|m)\./, ""));
    const validator = request.headers["if-none-match"];
    const feed = channels.find((one) => one.host === site?.host && isAt(one, url.pathname));
    if (!site) throw new RangeError(`nobody has ${url.href}`);
    if (feed) void answerFeed(feed, url.pathname, validator, response);
    else answerPage(site, url.pathname, response);
  });
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const fetcher = openFetcher({
    userAgent: "KabarKilat/uji",
    allowedHosts: sites.flatMap(({ host }) => [host, `www.${host}`, `m.${host}`]),
    lookup: (_, options, callback) =>
      options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4),
  });
  const inside = (url: string): string => url.replace(/^https?:\/\/([^/:]+)/, `http://$1:${port}`);
  const outside = (url: string): string => url.replace(`:${port}`, "").replace(/^http:/, "https:");

  return {
    channels,
    sites,
    stories,
    listed,
    address,
    feed: feedOf,
    async fetch(url, ask) {
      const { hostname, pathname } = new URL(url);
      const host = hostname.replace(/^(?:www|m)\./, "");
      const feed = channels.find((one) => one.host === host && isAt(one, pathname));
      const mood = feed ? feed.mood : sites.find((one) => one.host === host)?.mood;
      if (mood === "hangs") throw new FetchFailure("timeout", `${host} tidak menjawab`);
      const fetched = await fetcher.fetch(inside(url), ask);
      const { movedTo } = fetched;
      return { ...fetched, url: outside(fetched.url), movedTo: movedTo === null ? null : outside(movedTo) };
    },
    async [Symbol.asyncDispose]() {
      await fetcher[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  // --- feeds ---

  function listed({ source }: Channel): Story[] {
    const its = stories.filter(({ channels: at, gone }) => at.has(source) && gone?.inFeeds !== "left out");
    return its.toSorted((a, b) => b.bornAt.getTime() - a.bornAt.getTime()).slice(0, WINDOW);
  }

  async function answerFeed(
    feed: Channel,
    path: string,
    validator: string | undefined,
    response: ServerResponse,
  ) {
    const { mood } = feed;
    const moved = path.endsWith("-baru");
    if (moved !== (mood === "moved"))
      return moved ? end(response, 404) : redirect(response, 301, `https://${feed.host}${pathOf(feed)}-baru`);
    if (mood === "fails") return end(response, 500);
    if (mood === "asks for patience") return end(response, 503, "", { "retry-after": "120" });
    if (mood === "maintenance") return end(response, 200, MAINTENANCE);
    if (mood === "says unchanged" && validator !== undefined) return end(response, 304);
    const stops = mood === "stands still" && feed.frozen === null;
    const body =
      mood === "stands still"
        ? (feed.frozen ??= feedOf(feed))
        : mood === "empty"
          ? shell(feed, "")
          : feedOf(feed);
    if (mood === "cut") return end(response, 200, body.slice(0, Math.floor(body.length * 0.6)));
    if (mood === "breaks off") return breakOff(response, body);
    const etag = `"${hash(body)}"`;
    if (validator === etag) return end(response, 304, "", { etag });
    if (mood === "well" || mood === "moved" || mood === "says unchanged" || stops)
      await shows(
        listed(feed).map((story) => ({ story, figure: textIn(feed, story).figure, by: feed, at: now() })),
      );
    end(response, 200, body, { etag });
  }

  function textIn({ lags }: { lags: boolean }, { texts }: Story) {
    return (lags ? texts.at(-2) : undefined) ?? textNow({ texts });
  }

  function feedOf(feed: Channel): string {
    const its = feed.newestFirst ? listed(feed) : listed(feed).toReversed();
    return shell(feed, its.map((story) => item(feed, story)).join("\n"));
  }

  function item(feed: Channel, story: Story): string {
    const { figure, added } = textIn(feed, story);
    const { title, paragraphs } = written(story.subject, figure, added);
    const link = address(story, feed.link).replaceAll("&", "&amp;");
    const number = story.paths[0]?.split("/")[2] ?? "";
    const guid = { none: "", number, address: link, "another each time": `${number}-${now().getTime()}` }[
      feed.guid
    ];
    const notice = story.gone?.inFeeds === "with a notice";
    const html = (notice ? ["Artikel ini telah ditarik oleh redaksi."] : paragraphs).map(
      (text) => `<p>${text}</p>`,
    );
    const body = feed.gives === "whole" ? html.join("") : (html[0] ?? "");
    if (feed.form === "sitemap")
      return `<url><loc>${link}</loc><news:news><news:title>${title}</news:title><news:publication_date>${story.dated.toISOString()}</news:publication_date></news:news></url>`;
    if (feed.form === "atom")
      return `<entry><title>${title}</title><link href="${link}"/>${guid && `<id>${guid}</id>`}${
        feed.dates ? `<published>${story.dated.toISOString()}</published>` : ""
      }<content type="html"><![CDATA[${body}]]></content></entry>`;
    return `<item><title>${title}</title><link>${link}</link>${guid && `<guid isPermaLink="false">${guid}</guid>`}${
      feed.dates ? `<pubDate>${story.dated.toUTCString()}</pubDate>` : ""
    }<description><![CDATA[${body}]]></description></item>`;
  }

  // --- pages ---

  function answerPage(site: Site, asked: string, response: ServerResponse): void {
    if (site.mood === "fails") return end(response, 500);
    if (site.mood === "breaks off") return void response.destroy();
    if (asked === "/robots.txt") return answerRobots(site, response);
    const path = asked.replace(/^\/amp(?=\/)/, "").replace(/\/$/, "");
    if (path === "") return end(response, 200, page("Beranda", FRONT, ""));
    if (site.mood === "maintenance") return end(response, 200, MAINTENANCE);
    if (site.mood === "not there") return end(response, 404);
    if (site.mood === "front page") return redirect(response, 302, `https://${site.host}/`);
    const story = stories.find(({ host, paths }) => host === site.host && paths.includes(path));
    if (!story) return end(response, 404);
    if (story.gone?.how === "front page") return redirect(response, 302, `https://${site.host}/`);
    if (story.gone?.how === "soft")
      return end(
        response,
        200,
        page("Halaman tidak ditemukan", ["Halaman yang Anda cari tidak tersedia."], ""),
      );
    if (story.gone) return end(response, story.gone.how);
    if (path !== story.paths.at(-1))
      return story.formerly === 404 ? end(response, 404) : redirect(response, 301, address(story));
    const { figure, added } = textIn(site, story);
    const { title, paragraphs } = written(story.subject, figure, added);
    end(response, 200, page(title, paragraphs, canonicalOf(site, story)));
  }

  function answerRobots({ robots }: Site, response: ServerResponse): void {
    if (robots === "fails") return end(response, 503);
    if (robots === "none") return end(response, 404);
    const rule = robots === "closed" ? "Disallow: /" : "Disallow: /admin";
    end(response, 200, `User-agent: *\n${rule}\n`, { "content-type": "text/plain" });
  }

  function canonicalOf({ canonical, host }: Site, story: Story): string {
    const other = stories.find((one) => one.host === host && one !== story);
    const address_ = {
      own: address(story),
      none: null,
      "front page": `https://${host}/`,
      "another article": other ? address(other) : null,
      www: address(story, "www"),
    }[canonical];
    return address_ === null ? "" : `<link rel="canonical" href="${address_}">`;
  }

  function redirect(response: ServerResponse, status: number, to: string): void {
    end(response, status, "", { location: inside(to) });
  }
}

export function pathOf({ source, form }: Channel): string {
  return form === "sitemap" ? "/sitemap-news.xml" : `/${source}/rss`;
}

function isAt(channel: Channel, path: string): boolean {
  return channel.form !== "push" && (path === pathOf(channel) || path === `${pathOf(channel)}-baru`);
}

function address({ host, paths }: Story, form: LinkForm = "plain"): string {
  const path = paths.at(-1) ?? "";
  return {
    plain: `https://${host}${path}`,
    www: `https://www.${host}${path}`,
    http: `http://${host}${path}`,
    slash: `https://${host}${path}/`,
    utm: `https://${host}${path}?utm_source=rss&utm_medium=feed`,
    amp: `https://${host}/amp${path}`,
    mobile: `https://m.${host}${path}`,
  }[form];
}

function shell({ form, host }: Channel, items: string): string {
  if (form === "sitemap")
    return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${items}</urlset>`;
  if (form === "atom")
    return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Uji</title><id>${host}</id>${items}</feed>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Uji</title><link>https://${host}/</link>${items}</channel></rss>`;
}

function page(title: string, paragraphs: readonly string[], head: string): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("");
  return `<html><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${text}</article></body></html>`;
}

const FRONT = ["Selamat datang di situs uji.", "Berita hari ini tersusun menurut rubrik."];
const MAINTENANCE = page(
  "Sedang dalam perawatan",
  ["Situs ini sedang dirawat. Silakan kembali lagi nanti."],
  "",
);

function end(
  response: ServerResponse,
  status: number,
  body = "",
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);
}

function breakOff(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-length": String(body.length) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = Math.imul(sum, 31) + letter.charCodeAt(0);
  return sum;
}

import { brotliCompressSync, gzipSync } from "node:zlib";
import {
  type Answer,
  cutOff,
  redirect,
  rss,
  rssItem,
  silence,
  slowloris,
  withBody,
  withStatus,
} from "../support/publisher-server.ts";

/** Feeds, sitemaps and pages as nobody should send them, by what is wrong with them. */
export function hostileAnswers(): [string, Answer][] {
  return [
    ...transports(),
    ...Object.entries(documents()).map(([name, body]): [string, Answer] => [name, withBody(body)]),
  ];
}

const good = rss([rssItem("a"), rssItem("b")]);

function transports(): [string, Answer][] {
  const bomb = Buffer.alloc(50_000_000);
  return [
    ["silent", silence],
    ["slow in its body", slowloris],
    ["slow in its header", (_, response) => void response.socket?.write("HTTP/1.1 200 OK\r\nX-A: ")],
    ["cut off", cutOff(good)],
    ["longer than it says", raw(`HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n${good}`)],
    ["no HTTP at all", raw("\0\x01\x02 halo \xff".repeat(100))],
    ["a header without end", raw(`HTTP/1.1 200 OK\r\nSet-Cookie: ${"x".repeat(500_000)}\r\n\r\n`)],
    ["a status that is none", raw("HTTP/1.1 999 ?\r\nContent-Length: 0\r\n\r\n")],
    ["endless", endless("<item>")],
    ["endless space", endless(" ".repeat(1000))],
    ["a gzip bomb", withBody(gzipSync(bomb), { "content-encoding": "gzip" })],
    ["a Brotli bomb", withBody(brotliCompressSync(bomb), { "content-encoding": "br" })],
    ["a gzip bomb in a file", withBody(gzipSync(bomb))],
    ["gzip in gzip in gzip", withBody(gzipSync(gzipSync(gzipSync(good))), { "content-encoding": "gzip" })],
    ["gzip that is none", withBody(good, { "content-encoding": "gzip" })],
    ["an encoding that is none", withBody(good, { "content-encoding": "rahasia" })],
    ["a charset that is none", withBody(good, { "content-type": "text/xml; charset=klingon" })],
    ["UTF-16 that is UTF-8", withBody(good, { "content-type": "text/xml; charset=utf-16" })],
    ["an image", withBody(good, { "content-type": "image/png" })],
    ["validators without end", withBody(good, { etag: `"${"e".repeat(20_000)}"`, "last-modified": "besok" })],
    ["a cache that never ends", withBody(good, { "cache-control": "max-age=99999999999999999999" })],
    ["unchanged before it was seen", withStatus(304)],
    ["patience without end", withStatus(503, { "retry-after": "99999999999999999999" })],
    ["patience before now", withStatus(429, { "retry-after": "-5" })],
    ["gone", withStatus(410)],
    ["turned in circles", (request, response) => redirect(301, request.url ?? "/")(request, response)],
    ["sent on and on", (request, response) => redirect(302, `${request.url}x`)(request, response)],
    ["sent inside", redirect(301, "http://169.254.169.254/latest/meta-data/")],
    ["sent inside by a number", redirect(302, "http://0x0a000001/")],
    ["sent to a file", redirect(302, "file:///etc/passwd")],
    ["sent nowhere", withStatus(302)],
    ["a hub inside", withBody(good, { link: '<http://10.0.0.1/>; rel="hub", <<<>>; rel=self' })],
  ];
}

function documents(): Record<string, string | Buffer> {
  const big = 1_000_000;
  const fill = (start: string, piece: string, end: string) =>
    start + piece.repeat(Math.floor(big / piece.length)) + end;
  const [open, close] = ["<rss><channel><title>x</title><item><title>x</title>", "</item></channel></rss>"];
  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    "",
  );
  return {
    nothing: "",
    noise: Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 7919 + (n >> 3)) % 256)),
    NUL: "\0".repeat(10_000),
    "a page": "<!doctype html><html><body><p>Maaf</p></body></html>",
    "JSON of another kind": '{"ok":true}',
    "JSON without end": "[".repeat(4_900_000),
    "JSON objects without end": '{"items":'.repeat(300_000),
    "a JSON feed of nonsense":
      '{"version":"https://jsonfeed.org/version/1.1","title":1,"items":[null,1,[],{"id":{}},{"url":[1]},{"title":{"a":1}}]}',
    "a billion laughs": `<!DOCTYPE r [<!ENTITY l0 "ha">${entities}]>${good.replace("Berita a", "&l10;")}`,
    "entities of itself": `<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${good.replace("Berita a", "&a;")}`,
    "entities from a file": `<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>${good.replace("Berita a", "&a;")}`,
    "a doctype without end": fill("<!DOCTYPE r [", "<!ENTITY a '", ""),
    "comments without end": fill("", "<!--", ""),
    "instructions without end": fill("", "<?x", ""),
    "elements without end": fill(open, "<b/>", close),
    "depth without end": fill(open, "<b>", close),
    "attributes without end": fill(`${open}<b `, 'a="b" ', `/>${close}`),
    "items without end": fill(
      "<rss><channel>",
      "<item><title>x</title><link>http://a.example/b</link></item>",
      "</channel></rss>",
    ),
    "items that are not closed": fill("<rss><channel>", "<item>", ""),
    "broken items without end": fill(
      "<rss><channel>",
      "<item><title>a</b></title></item>",
      "</channel></rss>",
    ),
    "categories without end": fill(open, "<category>x</category>", close),
    "a title without end": fill("<rss><channel><item><title>", "&amp;lt;img ", `</title>${close}`),
    "a body of less-than signs": fill(`${open}<description><![CDATA[`, "<", `]]></description>${close}`),
    "a body of images": fill(`${open}<description><![CDATA[`, "<img ", `]]></description>${close}`),
    "a body of ampersands": fill(`${open}<description><![CDATA[`, "&", `]]></description>${close}`),
    "a body that goes on": fill(
      `${open}<description><![CDATA[`,
      "The post continue reading",
      `]]></description>${close}`,
    ),
    "an address without end": fill("<rss><channel><item><link>http://a.example/", "a/", `</link>${close}`),
    "an id without end": fill("<rss><channel><item><guid>", "a", `</guid>${close}`),
    "a date without end": fill(`${open}<pubDate>`, "9", `</pubDate>${close}`),
    "halves of characters": good.replaceAll("Berita", "&#xD800;&#0;&#xFFFFFFFF;\ud83d"),
    "addresses of all kinds": rss(
      [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//",
        "http://",
        "http://[",
        "\u0000",
        "http://a b/",
      ].map((link) => `<item><title>x ${link.length}</title><link>${link}</link></item>`),
    ),
    "dates of all kinds": rss(
      ["0000-00-00", "Mon, 99 Foo 9999", "-1", "1e99", "12/31/1969", "NaN"].map((date) => rssItem("x", date)),
    ),
    "bases that lead astray": good.replace("<channel>", '<channel xml:base="javascript:x">'),
    "a sitemap index of itself":
      "<sitemapindex><sitemap><loc>/</loc></sitemap><sitemap><loc>?x</loc></sitemap></sitemapindex>",
    "a sitemap without end": fill("<urlset>", "<url><loc>http://a.example/</loc></url>", ""),
    "a sitemap of news without end": fill(
      "<urlset>",
      "<url><loc>http://a.example/</loc><n:news><n:title>x</n:title></n:news></url>",
      "</urlset>",
    ),
    "a sitemap of things not closed": fill("<urlset>", "<url><n:news><image:image><loc>", ""),
    "a page without end": fill("<!doctype html><body>", "<div><p>Kata </p>", ""),
    "a page of tables": fill("<!doctype html><body>", "<table><tr><td>", ""),
    "a page of links to itself": fill("<!doctype html><body>", '<a href="?page=2">2</a>', ""),
    "a page of JSON-LD": fill('<!doctype html><body><script type="application/ld+json">', "[", "</script>"),
    "a page of meta": fill("<!doctype html><head>", '<meta property="og:title" content="x">', ""),
    "a page of entities": fill("<!doctype html><body><p>", "&amp;&nbsp;", ""),
  };
}

function raw(text: string): Answer {
  return (_, response) => void response.socket?.end(text);
}

function endless(piece: string): Answer {
  return (_, response) => {
    response.writeHead(200, { "content-type": "text/xml" });
    const more = (): void => {
      while (!response.destroyed && response.write(piece.repeat(100))) continue;
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };
}

/** A good feed with a few random wounds: bytes changed, pieces doubled, lost or moved. */
export function wounded(body: string, random: () => number): Buffer {
  let bytes = Buffer.from(body);
  for (let wounds = 1 + Math.floor(random() * 8); wounds > 0; wounds--) {
    const at = Math.floor(random() * bytes.length);
    const to = at + Math.floor(random() * 200);
    const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
    const pieces = [
      [before, after],
      [before, piece, piece, after],
      [before, Buffer.from([Math.floor(random() * 256)]), after],
      [after, piece, before],
    ];
    bytes = Buffer.concat(pieces[Math.floor(random() * pieces.length)] ?? [bytes]);
  }
  return bytes;
}

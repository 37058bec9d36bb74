import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FeedReading, NotAFeed, readFeed } from "../../src/intake/feed.ts";
import { rss, rssItem } from "../support/publisher-server.ts";

const source = { id: "koran" };
const read = (body: string) => readFeed(body, "https://koran.example/rss/semua.xml", source);
/** What is read, or null where it is no feed; whatever else is thrown is a fault of ours. */
function readAnything(body: string): FeedReading | null {
  try {
    return read(body);
  } catch (error) {
    if (error instanceof NotAFeed) return null;
    throw error;
  }
}
/** The only item of an RSS feed with this item in it. */
const item = (xml: string, channel?: string) => read(rss([`<item>${xml}</item>`], channel)).items[0];

const long = "Pemerintah kota membuka posko banjir di tiga kecamatan sejak Senin pagi. ".repeat(10).trim();

describe("formats", () => {
  test("RSS: an item becomes an incoming article", () => {
    const { items, problems } = read(
      rss([
        `<item><title>Posko banjir dibuka</title><link>https://koran.example/a/1</link><guid isPermaLink="false">koran-1</guid>
         <category>Nasional</category><category><![CDATA[ Cuaca ]]></category><category>Nasional</category>
         <pubDate>Mon, 23 Nov 2026 09:00:00 +0700</pubDate>
         <media:content url="https://img.koran.example/1.jpg" medium="image" width="640"/>
         <description>Ringkasan.</description><content:encoded><![CDATA[<p>${long}</p>]]></content:encoded></item>`,
      ]),
    );
    expect(problems).toEqual([]);
    expect(items).toEqual([
      {
        source: "koran",
        url: "https://koran.example/a/1",
        guid: "koran-1",
        title: "Posko banjir dibuka",
        body: { form: "html", content: `<p>${long}</p>` },
        teaser: false,
        sections: ["Nasional", "Cuaca"],
        image: "https://img.koran.example/1.jpg",
        publishedAt: new Date("2026-11-23T02:00:00Z"),
      },
    ]);
  });

  test("Atom: links by rel, content by type, relative to xml:base", () => {
    const { items } = read(`<?xml version="1.0"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://koran.example/berita/">
        <title>Koran</title><link rel="self" href="https://koran.example/atom.xml"/>
        <entry><title type="html">Gempa &amp;quot;kecil&amp;quot; di &lt;b&gt;Banten&lt;/b&gt;</title><id>tag:koran.example,2026:7</id>
          <link rel="edit" href="/edit/7"/><link rel="alternate" type="text/html" href="7.html"/>
          <link rel="enclosure" type="image/jpeg" href="/foto/7.jpg"/>
          <category term="gempa" label="Bencana"/><published>2026-11-23T09:00:00+07:00</published>
          <content type="html">&lt;p&gt;${long}&lt;/p&gt;</content></entry>
      </feed>`);
    expect(items[0]).toMatchObject({
      url: "https://koran.example/berita/7.html",
      guid: "tag:koran.example,2026:7",
      title: 'Gempa "kecil" di Banten',
      body: { form: "html", content: `<p>${long}</p>` },
      teaser: false,
      sections: ["Bencana"],
      image: "https://koran.example/foto/7.jpg",
      publishedAt: new Date("2026-11-23T02:00:00Z"),
    });
  });

  test("RDF: items beside the channel, Dublin Core dates", () => {
    const { items } =
      read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://koran.example/"><title>Koran</title><link>https://koran.example/</link></channel>
      <item rdf:about="https://koran.example/a/2"><title>Harga beras turun</title><link>https://koran.example/a/2</link>
        <description>Singkat.</description><dc:date>2026-11-23T09:00:00+07:00</dc:date><dc:subject>Ekonomi</dc:subject></item>
    </rdf:RDF>`);
    expect(items[0]).toMatchObject({
      url: "https://koran.example/a/2",
      guid: "https://koran.example/a/2",
      teaser: true,
      sections: ["Ekonomi"],
      publishedAt: new Date("2026-11-23T02:00:00Z"),
    });
  });

  test("JSON Feed", () => {
    const { items } = read(
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "Koran",
        home_page_url: "https://koran.example/",
        items: [
          {
            id: 7,
            url: "/a/7",
            title: "Timnas menang",
            content_text: long,
            tags: ["Bola"],
            image: "/foto/7.jpg",
            date_published: "2026-11-23T09:00:00+07:00",
          },
        ],
      }),
    );
    expect(items[0]).toMatchObject({
      url: "https://koran.example/a/7",
      guid: "7",
      body: { form: "text", content: long },
      teaser: false,
      sections: ["Bola"],
      image: "https://koran.example/foto/7.jpg",
    });
  });
});

describe("fields", () => {
  test.each([
    ["relative to the channel's link", "<link>/a/1</link>", "https://koran.example/a/1"],
    ["with spaces around it", "<link>\n  https://koran.example/a/1\n</link>", "https://koran.example/a/1"],
    [
      "with an ampersand",
      "<link>https://koran.example/a?x=1&amp;y=2</link>",
      "https://koran.example/a?x=1&y=2",
    ],
    [
      "with a bare ampersand",
      "<link>https://koran.example/a?x=1&y=2</link>",
      "https://koran.example/a?x=1&y=2",
    ],
    ["in CDATA", "<link><![CDATA[https://koran.example/a]]></link>", "https://koran.example/a"],
    [
      "in atom:link",
      '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://koran.example/b"/>',
      "https://koran.example/b",
    ],
    [
      "the site's own",
      "<link>https://koran.example/</link><guid>https://koran.example/a/9</guid>",
      "https://koran.example/a/9",
    ],
    [
      "nothing but the site's own",
      '<link>https://koran.example</link><guid isPermaLink="false">9</guid>',
      null,
    ],
    ["only in a permalink guid", "<guid>https://koran.example/a/9</guid>", "https://koran.example/a/9"],
    ["not in a guid that is none", '<guid isPermaLink="false">https://koran.example/a/9</guid>', null],
    ["javascript", "<link>javascript:alert(1)</link>", null],
    ["a file", "<link>file:///etc/passwd</link>", null],
    ["too long for an index", `<link>https://koran.example/${"a".repeat(3000)}</link>`, null],
  ])("link: %s", (_, xml, url) => {
    expect(item(`<title>Judul</title>${xml}`)?.url).toBe(url);
  });

  test.each([
    ["entities", "Harga &quot;cabai&quot; &amp; bawang", 'Harga "cabai" & bawang'],
    ["entities escaped twice", "Tim &amp;#8216;Garuda&amp;#8217; &amp;amp; rival", "Tim ‘Garuda’ & rival"],
    ["entities in CDATA", "<![CDATA[Jum&#039;at &mdash; libur]]>", "Jum'at — libur"],
    ["tags", "<![CDATA[<b>Banjir</b> di <i>Demak</i>]]>", "Banjir di Demak"],
    ["a mere less-than", "Inflasi &lt; 3 persen, suku bunga &gt; 5", "Inflasi < 3 persen, suku bunga > 5"],
    ["line breaks", "Banjir\n   di Demak", "Banjir di Demak"],
    ["nothing", "", null],
    ["control characters and half a pair", "<![CDATA[B\ban\0jir \uD83D]]>", "Banjir \uFFFD"],
  ])("title: %s", (_, xml, title) => {
    expect(item(`<title>${xml}</title><link>https://koran.example/a</link>`)?.title).toBe(title);
  });

  test.each([
    ["nothing at all", "", true],
    ["a short text", "<description>Pendek saja.</description>", true],
    ["a whole article", `<description>${long}</description>`, false],
    ["a long text that breaks off", `<description>${long} dan …</description>`, true],
    ["one that is cut off within a sentence", `<description>${long} Pemerintah dae</description>`, true],
    [
      "a whole article whose last line is no sentence",
      `<description><![CDATA[<p>${long}</p><p>Editor: Rina Lestari</p>]]></description>`,
      false,
    ],
    ["one that breaks off in brackets", `<description>${long} dan [...]</description>`, true],
    [
      "one that breaks off in an entity",
      `<description><![CDATA[<p>${long} dan [&hellip;]</p>]]></description>`,
      true,
    ],
    [
      "one that says where to go on",
      `<description><![CDATA[${long} <a href="/a">Baca selengkapnya »</a>]]></description>`,
      true,
    ],
    [
      "WordPress' own last line after the break",
      `<description><![CDATA[<p>${long} dan [&#8230;]</p><p>The post <a href="/a">Judul</a> appeared first on <a href="/">Koran</a>.</p>]]></description>`,
      true,
    ],
    ["dots in the middle", `<description>Tunggu ... ${long}</description>`, false],
    [
      "a short text with long markup",
      `<description><![CDATA[<p class="${"x".repeat(900)}">Pendek.</p>]]></description>`,
      true,
    ],
  ])("teaser: %s", (_, xml, teaser) => {
    expect(item(`<title>Judul</title><link>https://koran.example/a</link>${xml}`)?.teaser).toBe(teaser);
  });

  test("without an address nothing is a teaser: there is no page to look at", () => {
    expect(item("<title>Judul</title><description>Pendek saja.</description>")?.teaser).toBe(false);
  });

  test("the fuller of content and description is the body, whichever it is", () => {
    const body = item(
      `<title>Judul</title><description><![CDATA[<p>${long}</p>]]></description><content:encoded>Pendek.</content:encoded>`,
    )?.body;
    expect(body).toEqual({ form: "html", content: `<p>${long}</p>` });
  });

  test.each([
    [
      "the widest media:content",
      '<media:content url="/k.jpg" medium="image" width="90"/><media:content url="/b.jpg" medium="image" width="900"/>',
      "https://koran.example/b.jpg",
    ],
    [
      "no film",
      '<media:content url="/v.mp4" type="video/mp4"/><media:thumbnail url="/t.jpg"/>',
      "https://koran.example/t.jpg",
    ],
    [
      "an enclosure",
      '<enclosure url="https://img.koran.example/e.jpg" type="image/jpeg" length="1"/>',
      "https://img.koran.example/e.jpg",
    ],
    ["no sound", '<enclosure url="https://img.koran.example/e.mp3" type="audio/mpeg" length="1"/>', null],
    [
      "the text's first image",
      '<description><![CDATA[<img width="1" height="1" src="/pixel.gif"><img src=\'/f.jpg?a=1&amp;b=2\'>]]></description>',
      "https://koran.example/f.jpg?a=1&b=2",
    ],
    [
      "no emoji",
      '<description><![CDATA[<img src="https://s.w.org/images/core/emoji/15/72x72/1f525.png" class="wp-smiley" style="height: 1em;" /><img src="/f.jpg">]]></description>',
      "https://koran.example/f.jpg",
    ],
    ["no data address", '<description><![CDATA[<img src="data:image/gif;base64,R0">]]></description>', null],
  ])("image: %s", (_, xml, image) => {
    expect(item(`<title>Judul</title>${xml}`)?.image).toBe(image);
  });

  test("a date that is none leaves the article without one", () => {
    expect(item("<title>Judul</title><pubDate>kapan-kapan</pubDate>")).toMatchObject({
      title: "Judul",
      publishedAt: null,
    });
  });
});

describe("a feed of more than five hundred items", () => {
  const dated = Array.from({ length: 600 }, (_, n) =>
    rssItem(`b-${n}`, new Date(Date.UTC(2026, 9, 1, n)).toUTCString()),
  );

  test.each([
    ["oldest first", dated],
    ["newest first", dated.toReversed()],
  ])("brings the newest in its own order: %s", (_, entries) => {
    const guids = read(rss(entries)).items.map(({ guid }) => guid);
    expect(guids).toHaveLength(500);
    const own = entries === dated ? guids : guids.toReversed();
    expect([own[0], own.at(-1)]).toEqual(["b-100", "b-599"]);
  });

  test("brings the first where none has a date", () => {
    const undated = dated.map((one) => one.replace(/<pubDate>.*?<\/pubDate>/, ""));
    expect(read(rss(undated)).items.map(({ guid }) => guid)).toEqual(
      Array.from({ length: 500 }, (_, n) => `b-${n}`),
    );
  });
});

describe("broken feeds", () => {
  test("an item that is nothing is a problem; the others are read", () => {
    const { items, problems } = read(
      rss([rssItem("a"), "<item><description>Hantu</description></item>", rssItem("b")]),
    );
    expect(items.map(({ guid }) => guid)).toEqual(["a", "b"]);
    expect(problems).toEqual(["butir ke-2 dilewati: tidak ada tautan, pengenal, maupun judulnya"]);
  });

  test("one item of broken XML costs only itself", () => {
    const { items, problems } = read(
      rss([
        rssItem("a"),
        "<item><title>Tak ditutup</item>",
        rssItem("b"),
        '<item><x y="></item>',
        rssItem("c"),
      ]),
    );
    expect(items.map(({ guid }) => guid)).toEqual(["a", "b", "c"]);
    expect(problems).toEqual(["feed rusak, 2 butir tidak dapat dibaca; selebihnya tetap dibaca"]);
  });

  test("a less-than sign that nobody escaped costs nothing", () => {
    const { items } = read(rss(["<item><title>Inflasi < 3 persen</title><guid>a</guid></item>"]));
    expect(items[0]?.title).toBe("Inflasi < 3 persen");
  });

  test("a feed that was cut off ends with its last whole item", () => {
    const whole = rss([rssItem("a"), rssItem("b"), rssItem("c")]);
    for (const end of [
      whole.indexOf("<link>https://koran.example/c"),
      whole.indexOf("koran.example/c") + 5,
    ]) {
      const { items, problems } = read(whole.slice(0, end));
      expect(items.map(({ guid }) => guid)).toEqual(["a", "b"]);
      expect(problems).toEqual(["feed rusak, ujungnya terpotong; selebihnya tetap dibaca"]);
    }
  });

  test("space before the XML declaration is no matter", () => {
    expect(read(`\n\t${rss([rssItem("a")])}`).items).toHaveLength(1);
  });

  test.each([
    ["nothing", "", "tidak berisi apa-apa"],
    [
      "a web page",
      "<!DOCTYPE html><html><head><title>Koran</title></head><body>Halo</body></html>",
      "halaman web",
    ],
    ["plain text", "Halo dunia", "bukan feed"],
    ["a picture", "\x89PNG\r\n\x1a\n\0\0", "bukan feed"],
    ["JSON of another kind", '{"data": []}', "bukan feed"],
    ["RSS without any whole item", '<rss version="2.0"><channel><item><title>A', "rusak"],
    ["a declaration without end", '<!DOCTYPE rss [<!ENTITY a "', "tidak berisi apa-apa"],
  ])("%s is not a feed, and says so", (_, body, words) => {
    expect(() => read(body)).toThrow(NotAFeed);
    expect(() => read(body)).toThrow(words);
  });

  test.each([rss([]), '<rss version="2.0"></rss>', '<rss version="2.0"><channel>\n</channel></rss>'])(
    "an empty feed is a feed: %s",
    (body) => {
      expect(read(body)).toMatchObject({ items: [], problems: [] });
    },
  );
});

describe("hostile feeds", () => {
  const laughs = `<?xml version="1.0"?><!-- it's --><!DOCTYPE rss [<!-- > ] --><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://169.254.169.254/">%p;]>`;

  test("entities of its own mean nothing: none is expanded, none is fetched", () => {
    const feed =
      laughs + rss(["<item><title>Tawa &c; &d;</title><guid>a</guid></item>"]).replace(/^<\?xml.*\?>/, "");
    expect(read(feed).items[0]?.title).toBe("Tawa &c; &d;");
  });

  const megabytes = (piece: string) => piece.repeat(Math.ceil(2_000_000 / piece.length));
  test.each([
    ["less-than signs", megabytes("<")],
    ["open tags", megabytes("<a>")],
    ["open items", megabytes("<item><title>")],
    ["open comments", megabytes("<!--")],
    ["empty comments", megabytes("<!---->")],
    ["comments before the root", `${megabytes("<!---->")}x`],
    ["open CDATA", `<item><title>${megabytes("<![CDATA[")}`],
    ["ends of items", megabytes("</item>")],
    ["ends and starts of items", `<item>${megabytes("</item><item>")}`],
    ["attributes", `<item ${megabytes('a="1" ')}`],
    [
      "a long tag in a title",
      `<item><title>${megabytes("<b ")}</title><guid>a</guid></item></channel></rss>`,
    ],
    ["ampersands in a title", `<item><title>${megabytes("&")}</title><guid>a</guid></item></channel></rss>`],
    [
      "images without end",
      `<item><guid>a</guid><description><![CDATA[${megabytes("<img ")}]]></description></item></channel></rss>`,
    ],
    ["a doctype of quotes", `<!DOCTYPE ${megabytes("'x' [ ")}`],
    ["brackets of JSON", `{"version":"https://jsonfeed.org/version/1","items":${megabytes("[")}`],
  ])("two megabytes of %s do not hold us up", (_, text) => {
    const body =
      text.startsWith("{") || text.startsWith("<!") ? text : rss([]).replace("</channel></rss>", text);
    expect(() => readAnything(body)).not.toThrow();
  });

  test("whatever bytes come, the answer is items or NotAFeed", () => {
    const whole = rss([rssItem("a"), rssItem("b")]);
    for (let seed = 1; seed <= 400; seed++) {
      const at = (seed * 7919) % whole.length;
      const junk =
        [
          "<",
          ">",
          "]]>",
          "<![CDATA[",
          "&#0;",
          "\0",
          '"',
          "<item>",
          "</channel>",
          "<?",
          "<!DOCTYPE x>",
          "\uD800",
        ][seed % 12] ?? "";
      const { items } = readAnything(whole.slice(0, at) + junk + whole.slice(at + (seed % 40))) ?? {
        items: [],
      };
      expect(JSON.stringify(items)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }
  });
});

describe("real feeds", () => {
  const folder = new URL("../../../shared/corpus/feeds/", import.meta.url);
  const feeds = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".xml")) : [];
  test.skipIf(feeds.length === 0)(
    "the corpus' feeds come in whole (skipped where the corpus is absent)",
    () => {
      for (const name of feeds) {
        const { items, problems } = read(readFileSync(new URL(name, folder), "utf8"));
        expect({ name, problems, empty: items.length === 0 }).toEqual({ name, problems: [], empty: false });
        for (const { url, title, publishedAt } of items) {
          const has = { name, url: url !== null, title: title !== null, date: publishedAt !== null };
          expect(has).toEqual({ name, url: true, title: true, date: true });
          expect(title).not.toMatch(/&\w+;|<\w/);
        }
      }
    },
  );
});

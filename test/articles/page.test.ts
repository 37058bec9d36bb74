import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clean } from "../../src/articles/clean.ts";
import { readPage } from "../../src/articles/page.ts";

const html = readFileSync(new URL("../fixtures/articles/page.html", import.meta.url), "utf8");
const FOUND = "https://m.wartalembah.id/amp/daerah/123/panen-raya?utm_source=rss";

test("a page gives its text, what it says of itself, and the links of its call to action and related reading", () => {
  expect(clean(readPage(html, FOUND))).toEqual({
    title: "Panen Raya di Desa Sukamaju Lebih Awal",
    paragraphs: [
      "Warga Desa Sukamaju memanen padi lebih awal karena hujan turun sejak pekan lalu, Selasa (10/6/2025).",
      "Kepala desa menyebut hasil panen tahun ini naik dua kali lipat dibandingkan tahun sebelumnya.",
      '"Kami bersyukur cuaca masih bersahabat," kata Kepala Desa Rahmat saat ditemui di balai desa.',
    ],
    dateline: "SUKAMAJU, WARTALEMBAH.ID",
    credits: ["Sumber : Antara"],
    related: [
      { title: "Harga gabah naik di tiga kabupaten", url: "https://wartalembah.id/daerah/99/harga-gabah" },
    ],
    callToAction: {
      text: "Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.",
      url: "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12",
    },
    link: "https://wartalembah.id/daerah/123/panen-raya",
    image: "https://wartalembah.id/foto/panen.jpg",
    publishedAt: new Date("2025-06-10T10:48:00Z"),
    sections: ["Daerah"],
  });
});

test.each([
  ["https://evil.example/panen", FOUND],
  ["https://www.wartalembah.id/daerah/123/panen-raya", "https://www.wartalembah.id/daerah/123/panen-raya"],
])("a page found on one site names its own address there: %s", (canonical, link) => {
  expect(readPage(`<html><head><link rel="canonical" href="${canonical}"></head></html>`, FOUND).link).toBe(
    link,
  );
});

test.each(["", [""], { url: "" }, "data:image/gif;base64,R0", { "@id": "#foto" }, []])(
  "where JSON-LD gives %j as its picture, the page's other one is taken, and never the page itself",
  (image) => {
    const said = JSON.stringify({ "@type": "NewsArticle", headline: "Panen Raya di Sukamaju", image });
    const head = `<script type="application/ld+json">${said}</script>`;
    expect(readPage(`<html><head>${head}</head></html>`, FOUND).image).toBeNull();
    const named = `${head}<meta property="og:image" content="/foto/panen.jpg">`;
    expect(readPage(`<html><head>${named}</head></html>`, FOUND).image).toBe(
      "https://m.wartalembah.id/foto/panen.jpg",
    );
  },
);

test.each([
  ["the section", "https://kabar.id/daerah", "https://kabar.id/daerah/123456/panen-raya-padi"],
  ["a tag", "https://kabar.id/tag/harga-beras-naik", "https://kabar.id/2026/11/panen-raya-padi-tiba/"],
  ["a month", "https://kabar.id/2026/11/", "https://kabar.id/2026/11/panen-raya-padi-tiba/"],
  ["a script", "https://kabar.id/baca.php", "https://kabar.id/baca.php?id=47110"],
  ["another article", "https://kabar.id/read/1111/a", "https://kabar.id/read/47110/panen"],
])("alerts link to the article where its page names %s as its own", (_, canonical, found) => {
  expect(readPage(`<html><head><link rel="canonical" href="${canonical}"></head></html>`, found).link).toBe(
    found,
  );
});

test.each([
  ["https://amp.kabar.id/daerah/read/47110/panen", "https://daerah.kabar.id/read/47110/panen"],
  ["https://m.kabar.id/daerah/panen-raya-padi/amp", "https://daerah.kabar.id/2026/panen-raya-padi.html"],
  ["https://kabar.id/read/47110/judul-yang-lama", "https://kabar.id/read/47110/judul-baru"],
  ["https://kabar.id/?p=12", "https://kabar.id/2026/11/panen-raya-padi-tiba/"],
])("alerts link to what an AMP or short page names: %s", (found, canonical) => {
  expect(readPage(`<html><head><link rel="canonical" href="${canonical}"></head></html>`, found).link).toBe(
    canonical,
  );
});

test("a feed's fragment without a head is read too", () => {
  const article = clean(
    readPage("<p>JAKARTA, KABARKINI.COM - Hujan turun.</p>Air naik.<br>Warga <b>mengungsi</b>.", null),
  );
  expect(article).toMatchObject({
    dateline: "JAKARTA, KABARKINI.COM",
    paragraphs: ["Hujan turun.", "Air naik.", "Warga mengungsi."],
    title: null,
    link: null,
  });
});

test("a less-than sign that opens no tag is text", () => {
  expect(clean(readPage("<p>Suhu < 5 derajat pada malam hari itu.</p>", null)).paragraphs).toEqual([
    "Suhu < 5 derajat pada malam hari itu.",
  ]);
});

describe("hostile pages are read in time and never throw", () => {
  const size = 2_000_000;
  test.each([
    "<div>",
    "<div>teks panjang di sini",
    "<b>",
    "<p>teks",
    "<a href='x'>",
    "<script>",
    "<!--",
    "<",
    '<div a="',
    "<table><tr><td>",
    "&amp;",
    "<h1>a b c</h1>",
    "<span class='date'>x</span>",
    "a<br>",
    "<div class='widget'>",
    "<div class='widget'></div><p>teks panjang di sini yang cukup untuk sebuah kalimat</p>",
    "<![CDATA[",
    "</",
    "<svg><g>",
    "\0",
  ])("%j, repeated to two megabytes", (part) => {
    // Below a second on a quiet machine; a quadratic reader takes minutes and meets the test's own time limit.
    expect(clean(readPage(part.repeat(size / part.length), FOUND)).paragraphs).toBeInstanceOf(Array);
  });
});

describe("hostile texts are cleaned in time", () => {
  const size = 500_000;
  test.each([
    "Baca juga: A ",
    "Ikuti saluran WhatsApp ",
    "di WhatsApp, ",
    "Editor : ",
    "(a/b)",
    "\n",
    "A\nb\n",
    "Ikuti\nWhatsApp\n",
    "JAKARTA, ",
    "A.com, ",
    "#a ",
    "https://t.me/",
    "channel a b c d ",
    "A post shared by (",
    '"kata ',
    "Sumber : A ",
  ])("%j, repeated to half a megabyte", (part) => {
    const cleaned = clean({
      title: null,
      link: null,
      image: null,
      publishedAt: null,
      sections: [],
      lines: part
        .repeat(size / part.length)
        .split("\n")
        .map((text) => ({ text, links: [] })),
    });
    expect(cleaned.paragraphs).toBeInstanceOf(Array);
  });
});

describe("a page of an outlet that nobody knows", () => {
  const paragraphs = [
    "Warga Desa Sukamaju memanen padi lebih awal karena hujan turun sejak pekan lalu di seluruh lembah.",
    "Kepala desa menyebut hasil panen tahun ini naik dua kali lipat dibandingkan dengan tahun sebelumnya.",
    "Pemerintah daerah menyiapkan gudang bagi hasil panen yang melimpah itu hingga akhir bulan depan.",
    "Pedagang dari tiga kabupaten sudah datang membawa truk dan menunggu di balai desa sejak Senin pagi.",
  ];
  const menu = `<div class="menu"><a href="/">Beranda</a> <a href="/daerah">Daerah</a></div>`;
  const read = (body: string) =>
    readPage(`<!DOCTYPE html>\n${body}`, "https://kabar.example/panen").lines.map(({ text }) => text);

  test("may have a div for each paragraph, one of them longer than the others together", () => {
    const long = paragraphs.join(" ").repeat(2);
    const divs = [...paragraphs, long]
      .map((text) => `<div style="line-height:1">${text}</div>`)
      .join("<div><br></div>");
    expect(read(`<html><body>${menu}<div class="isi">${divs}</div></body></html>`)).toEqual([
      ...paragraphs,
      long,
    ]);
  });

  test("may be one text with breaks in a div of its own", () => {
    const text = `<div class="isi">${paragraphs.join("<br><br>")}</div>`;
    expect(
      read(`<html><body>${menu}<div>${text}<div class="kaki">Hubungi kami</div></div></body></html>`),
    ).toEqual(paragraphs);
  });

  const url = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12";
  const text = `<div class="isi">${paragraphs.map((one) => `<p>${one}</p>`).join("")}</div>`;
  const call = "Gabung ke Channel WhatsApp Warta Lembah untuk update berita terbaru.";
  const page = (below: string) =>
    clean(
      readPage(`<html><body>${menu}<div>${text}</div>${below}</body></html>`, "https://kabar.example/panen"),
    );

  test.each([
    ["below the text", `<div class="kanal"><a href="${url}">${call}</a></div>`],
    [
      "among the buttons for sharing",
      `<div class="share"><p>Bagikan</p><p><a href="${url}">${call}</a></p></div>`,
    ],
    ["on a button", `<p><a href="${url}"><button>${call}</button></a></p>`],
    ["in a picture", `<p><a href="${url}"><img src="/wa.png" alt="${call}"></a></p>`],
    [
      "in an AMP page's picture",
      `<p><a href="${url}"><amp-img src="/wa.png" alt="${call}"></amp-img></a></p>`,
    ],
  ])("may have its invitation %s", (_, below) => {
    expect(page(below)).toMatchObject({ paragraphs, callToAction: { text: call, url } });
  });

  const about = `<div class="tentang">Warta Lembah mengabarkan seluruh lembah sejak tahun 2010, dari desa ke desa.</div>`;

  test.each([
    "post-7 post hentry category-daerah tag-panen",
    "category-foto",
    "author-rina",
    "flex overflow-hidden",
    "hidden md:block",
    "widget Blog",
    "with-banner",
    "has-ads",
    "elementor-element elementor-widget elementor-widget-theme-post-content",
  ])("may hold text and invitation in what sounds like furniture: %s", (name) => {
    const kanal = `<div class="kanal"><a href="${url}">${call}</a></div>`;
    const html = `<html><body>${menu}<div class="${name}">${text}${kanal}</div>${about}</body></html>`;
    expect(clean(readPage(html, "https://kabar.example/panen"))).toMatchObject({
      paragraphs,
      callToAction: { text: call, url },
    });
  });

  test("may have a form around everything", () => {
    expect(read(`<html><body><form id="aspnetForm">${menu}${text}</form></body></html>`)).toEqual(paragraphs);
  });

  test.each(["widget", "author-box", "newsletter", "caption", "komentar", "rekomendasi"])(
    "has furniture of many words inside, and none of them is read: %s",
    (name) => {
      const box = `<div class="${name}">${"<p>Rina Lestari meliput pertanian dan pasar desa di seluruh lembah.</p>".repeat(5)}</div>`;
      const html = `<html><body><div class="overflow-hidden"><div class="isi">${text}${box}</div></div></body></html>`;
      expect(read(html)).toEqual(paragraphs);
    },
  );

  test.each([
    ["the site's own, in its foot", `<footer><p><a href="${url}">${call}</a></p></footer>`],
    ["the site's own, in its menu", `<div class="navbar"><p><a href="${url}">${call}</a></p></div>`],
    ["for sharing", `<p><a href="https://t.me/share/url?url=x">Bagikan ke Telegram</a></p>`],
    ["a mere sign", `<div><a href="${url}"><img src="/wa.svg" alt="Logo WhatsApp"></a></div>`],
    ["a button for sharing", `<p><a href="whatsapp://send?text=x"><button>WhatsApp</button></a></p>`],
  ])("has none where a link is %s", (_, below) => {
    expect(page(below)).toMatchObject({ paragraphs, callToAction: null });
  });

  test.each([
    ["in a comment", `<div class="comment-body"><p><a href="${url}">${call}</a></p></div>`],
    ["in a list of comments", `<ol class="comment-list"><li><a href="${url}">${call}</a></li></ol>`],
    ["in WordPress' comments", `<div id="comments"><p><a href="${url}">${call}</a></p></div>`],
    ["below the form for comments", `<div id="respond"><p><a href="${url}">${call}</a></p></div>`],
    ["in Disqus", `<div id="disqus_thread"><p><a href="${url}">${call}</a></p></div>`],
    ["in replies", `<ul class="replies"><li><a href="${url}">${call}</a></li></ul>`],
    ["in what readers write", `<section class="ugc"><p><a href="${url}">${call}</a></p></section>`],
    ["marked as a reader's", `<p><a rel="nofollow ugc" href="${url}">${call}</a></p>`],
    ["in an advertisement", `<div class="iklan"><p><a href="${url}">${call}</a></p></div>`],
    ["hidden", `<div style="display:none"><p><a href="${url}">${call}</a></p></div>`],
  ])("has none where the link stands %s", (_, below) => {
    expect(page(below)).toMatchObject({ paragraphs, callToAction: null });
  });

  test.each(["banner-wa", "iklan", "widget_text", "related-channel"])(
    "has its own invitation also in what is called %s, where that names the site",
    (name) => {
      const named = `<div class="${name}"><p><a href="${url}">${call}</a></p></div>`;
      const stranger = `<div class="${name}"><p><a href="${url}">Gabung grup WhatsApp Kabar Untung untuk info terbaru</a></p></div>`;
      const on = (host: string, boxes: string, head = "") =>
        clean(
          readPage(
            `<html><head>${head}</head><body><div class="isi">${text}${boxes}</div></body></html>`,
            host,
          ),
        );
      const found = { paragraphs, callToAction: { text: call, url } };
      expect(on("https://www.wartalembah.co.id/panen", stranger + named)).toMatchObject(found);
      const site = '<meta property="og:site_name" content="Warta Lembah">';
      expect(on("https://wl.example/panen", stranger + named, site)).toMatchObject(found);
      expect(on("https://kabar.id/panen", stranger + named).callToAction).toBeNull();
    },
  );

  test("gives no invitation from below its text where the newsroom has a call of its own", () => {
    const html = `<html><body>${text}<p class="kanal"><a href="${url}">${call}</a></p></body></html>`;
    expect(clean(readPage(html, null)).callToAction).toMatchObject({ url });
    expect(clean(readPage(html, null, { callBelow: false })).callToAction).toBeNull();
  });

  test.each([
    `aria-hidden="true"`,
    `style="visibility: hidden"`,
    `style="color:red;opacity:0"`,
    `style="opacity: 0.0;"`,
    `style="font-size:0"`,
    `style="font-size:0px;line-height:0"`,
    `style="position:absolute;left:-9999px"`,
    `style="top: -100em; position: fixed"`,
    `style="text-indent:-9999px"`,
  ])("has no text that nobody sees: %s", (hidden) => {
    const [first = "", ...rest] = paragraphs;
    const inside = `<p>${first} <span ${hidden}>Sebanyak 27 orang tewas.</span></p>${rest.map((one) => `<p>${one}</p>`).join("")}`;
    expect(read(`<html><body><div class="isi">${inside}</div></body></html>`)).toEqual(paragraphs);
  });

  test.each([
    `style="opacity:0.9"`,
    `style="font-size:0.9em"`,
    `style="text-indent:-12px"`,
    `style="position:absolute;left:-5px"`,
    `aria-hidden="false"`,
  ])("has the text that is seen: %s", (seen) => {
    const [first = "", ...rest] = paragraphs;
    const inside = `<p><span ${seen}>${first}</span></p>${rest.map((one) => `<p>${one}</p>`).join("")}`;
    expect(read(`<html><body><div class="isi">${inside}</div></body></html>`)).toEqual(paragraphs);
  });

  test("may leave out the tag html", () => {
    expect(read(`<head><title>Panen Raya</title></head><body>${menu}<div>${text}</div></body>`)).toEqual(
      paragraphs,
    );
  });
});

import { describe, expect, test } from "vitest";
import { takeCallToAction } from "../../src/articles/call-to-action.ts";
import { clean } from "../../src/articles/clean.ts";
import { plainLine } from "../../src/articles/line.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import * as invented from "./invitations.ts";

const ARTICLE = [
  "BANDUNG, KABARKINI.COM - Pemerintah Kota Bandung meresmikan tiga taman baru di kawasan Cibiru, Selasa (10/6/2025).",
  "Wali Kota mengatakan taman itu dibangun dengan dana daerah sebesar Rp 4 miliar.",
  "Taman tersebut dilengkapi jalur lari sepanjang 800 meter dan area bermain anak.",
];
const TEXT = [(ARTICLE[0] ?? "").replace("BANDUNG, KABARKINI.COM - ", ""), ...ARTICLE.slice(1)];

const INVITATIONS = [
  "Ikuti saluran WhatsApp Kabar Kini untuk mendapatkan berita terkini.",
  "Yuk, gabung ke grup WhatsApp pembaca Kabar Nusantara! Klik link berikut: https://chat.whatsapp.com/Abc123",
  "Jangan ketinggalan berita terbaru! Ikuti kanal WhatsApp kami di sini.",
  "Dapatkan berita terbaru dari Suara Pesisir langsung di WhatsApp Anda. Klik di sini untuk bergabung.",
  "Ikuti kami di WhatsApp Channel dan Google News.",
  "Ingin mendapatkan berita terbaru dari Warta Lokal? Yuk gabung di channel Telegram kami.",
  "Simak berita terbaru lainnya di Saluran WhatsApp Warta-Pesisir.com",
  "Kamu juga bisa mendapatkan update berita pilihan lewat kanal Telegram Kabar Kini.",
  "Mau dapat info terbaru? Gabung di sini: t.me/kabarnusantara",
  "Pantau terus berita terbaru di saluran WhatsApp Radio Lembah.",
  "GABUNG KE SALURAN WHATSAPP KABAR KINI",
  "JANGAN LUPA IKUTI SALURAN WHATSAPP KABAR KINI",
  "SILAKAN GABUNG DI SALURAN WHATSAPP KAMI",
  "Stay updated! Join our WhatsApp channel.",
  "Don't miss out! Follow our WhatsApp Channel for the latest news.",
  "Click here to join our WhatsApp group.",
  "Ikuti Saluran WhatsApp Radar Lembah. Dapatkan informasi terupdate lewat saluran WhatsApp.",
  'Mari bergabung bersama kami di grup Telegram "Warta Lokal", caranya klik tautan https://t.me/wartalokal lalu join.',
  "Silakan ikuti Channel WhatsApp Radio Lembah untuk berita pilihan setiap hari.",
  "Berita terbaru lainnya bisa diakses di saluran WhatsApp Wartalembah.com.",
  "Agar tak ketinggalan berita, ikuti WhatsApp Channel Warta Lembah dan aktifkan notifikasinya.",
  "(Yuk ikuti saluran WhatsApp Panggung.id biar tidak ketinggalan kabar terbaru. Klik di sini ya, Sobat!)",
  "Simak kabar pilihan Warta Lembah langsung di ponselmu. Pilih saluran andalanmu akses berita Warta Lembah WhatsApp Channel : https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12 . Pastikan kamu sudah install aplikasi WhatsApp ya.",
];

const NO_INVITATIONS = [
  "Untuk mendapatkan informasi, orang tua bisa bergabung ke grup WhatsApp sekolah.",
  "Warga bisa bergabung ke grup WhatsApp RT untuk mendapatkan informasi jadwal ronda.",
  "Ikuti langkah berikut untuk membuat saluran WhatsApp.",
  "Simak cara mengganti nama grup WhatsApp berikut ini.",
  "Ikuti cara bergabung ke kanal WhatsApp ini.",
  "Klik menu Channel WhatsApp berikut ini.",
  "Pilih saluran WhatsApp yang ingin Anda ikuti lalu ketuk tombol Ikuti.",
  '"Ayo ikuti saluran WhatsApp kami untuk berita terbaru," kata Budi, Senin (3/2).',
  "Korban diminta bergabung ke grup Telegram berisi informasi investasi.",
  'Pelaku mengajak korban bergabung ke grup WhatsApp bernama "Cuan Cepat".',
  "Informasi pendaftaran dapat diperoleh lewat WhatsApp 0812-3456-7890.",
  "Hubungi WhatsApp 0812-3456-7890 untuk informasi lebih lanjut.",
  "Anda bisa menghapus grup WhatsApp lewat menu Info grup.",
  "Berita bohong terbaru itu beredar di WhatsApp dan Telegram.",
  "Mutasi itu tertulis dalam Surat Telegram Kapolri Nomor ST/12/VI/2025.",
  "Update WhatsApp terbaru membawa fitur saluran suara.",
];

describe("an invitation is taken out to the letter", () => {
  test.each(INVITATIONS)("%s", (call) => {
    for (const text of [
      [...ARTICLE, call].join("\n"),
      [...ARTICLE.slice(0, 1), call, ...ARTICLE.slice(1)].join("\n"),
      ARTICLE.join("\n") + call,
    ]) {
      const article = clean(readPlainText(text));
      expect(article.callToAction?.text).toBe(call);
      expect(article.paragraphs).toEqual(TEXT);
    }
  });
});

describe("news about the platforms stays news", () => {
  test.each(NO_INVITATIONS)("%s", (news) => {
    const article = clean(readPlainText([...ARTICLE, news].join("\n")));
    expect(article.callToAction).toBeNull();
    expect(article.paragraphs).toEqual([...TEXT, news]);
  });
});

test("of invented invitations in every manner that we could think of, each is found whole, at whatever place it stands", () => {
  const places = [
    (call: string) => [...ARTICLE, call],
    (call: string) => [...ARTICLE.slice(0, 1), call, ...ARTICLE.slice(1)],
    (call: string) => [ARTICLE.join("\n") + call],
    (call: string) => [`${ARTICLE.join(" ")} ${call}`],
  ];
  const faults = places.flatMap((place) =>
    invented.INVITATIONS.flatMap((call) => {
      const { callToAction, paragraphs } = clean(readPlainText(place(call).join("\n")));
      const right = callToAction?.text === call && paragraphs.join(" ") === TEXT.join(" ");
      return right ? [] : [{ call, found: callToAction?.text ?? null, end: paragraphs.at(-1) }];
    }),
  );
  expect(faults).toEqual([]);
});

test("of invented news about WhatsApp and Telegram nothing is taken for an invitation", () => {
  const taken = invented.NO_INVITATIONS.filter(
    (news) => clean(readPlainText([...ARTICLE, news].join("\n"))).callToAction !== null,
  );
  expect(taken).toEqual([]);
});

test("what somebody says in a quotation invites nobody, however many sentences it has", () => {
  const news = `Beredar pesan berbunyi, "Kabar baik. Ayo gabung channel WhatsApp kami dan dapatkan berita terbaru."`;
  expect(clean(readPlainText([...ARTICLE, news].join("\n")))).toMatchObject({
    callToAction: null,
    paragraphs: [...TEXT, news],
  });
});

test("in a text without line breaks an invitation ends at its address, at “di sini” and before a quotation", () => {
  const url = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12";
  for (const call of [
    `Follow saluran WhatsApp Warta Lembah: ${url}`,
    "Ikuti saluran WhatsApp Warta Lembah di sini",
    "Ikuti saluran WhatsApp Wartalembah.com",
  ]) {
    for (const next of [
      "Taman itu dibuka untuk umum mulai pekan depan.",
      '"Kami berharap warga merawat taman ini bersama," kata dia.',
    ]) {
      const article = clean(readPlainText(`${ARTICLE.join(" ")} ${call} ${next}`));
      expect(article.callToAction?.text).toBe(call);
      expect(article.paragraphs.join(" ")).toBe([...TEXT, next].join(" "));
    }
  }
});

test("an invitation broken at its links is one line again, without a space before the punctuation", () => {
  const lines = [
    "Simak",
    "kabar pilihan",
    ", kami kirim ke saluran",
    "WhatsApp",
    "setiap hari:",
    "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12",
    ". Pastikan kamu sudah install aplikasi WhatsApp ya.",
  ];
  const article = clean(readPlainText([...ARTICLE, ...lines].join("\n")));
  expect(article.callToAction).toEqual({
    text: "Simak kabar pilihan, kami kirim ke saluran WhatsApp setiap hari: https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12 . Pastikan kamu sudah install aplikasi WhatsApp ya.",
    url: "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12",
  });
  expect(article.paragraphs).toEqual(TEXT);
});

test("WhatsApp wins over Telegram, and the others leave the text too", () => {
  const article = clean(
    readPlainText(
      [
        ...ARTICLE,
        "Gabung Grup Telegram Warta Lembah di https://t.me/wartalembah",
        "Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.",
      ].join("\n"),
    ),
  );
  expect(article.callToAction?.text).toBe("Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.");
  expect(article.paragraphs).toEqual(TEXT);
});

test.each([
  ["Ikuti Saluran WhatsApp Warta Lembah", "Gabung Sekarang"],
  ["IKUTI SALURAN WHATSAPP WARTA LEMBAH", "KLIK DI SINI"],
  ["Ikuti Saluran WhatsApp Warta Lembah:", "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12"],
])("a call whose button is an element of its own is one: %s / %s", (text, button) => {
  const url = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12";
  const { lines, callToAction } = takeCallToAction([
    plainLine("Hujan turun."),
    plainLine(text),
    { text: button, links: [{ start: 0, end: button.length, url }] },
    plainLine("Follow kami di https://t.me/wartalembah"),
  ]);
  expect(callToAction).toEqual({ text: `${text} ${button}`, url });
  expect(lines.map((line) => line.text).filter(Boolean)).toEqual(["Hujan turun."]);
});

test("a call to action keeps the link it has on the page", () => {
  const text = "Ikuti saluran WhatsApp Warta Lembah di sini.";
  const url = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12";
  const { callToAction } = takeCallToAction([
    plainLine("Hujan turun."),
    { text, links: [{ start: 37, end: 43, url }] },
  ]);
  expect(callToAction).toEqual({ text, url });
});

describe("the channel of whom an article tells is none of the paper's", () => {
  const own = "Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.";
  const about = {
    title: "Persela Menang 2-0, Puncaki Klasemen",
    link: "https://wartalembah.id/bola/persela",
  };
  const found = (text: string, given = about) =>
    takeCallToAction([plainLine("Hujan turun."), plainLine(text), plainLine(own)], given).callToAction?.text;

  test.each([
    "Ikuti kanal WhatsApp Persela Lamongan agar tidak ketinggalan info terbaru.",
    "Ikuti kanal WhatsApp Persela untuk info terbaru.",
    "Untuk info tiket, ikuti saluran WhatsApp resmi Persela Lamongan.",
    "Dapatkan berita terbaru di saluran Persela Lamongan di WhatsApp.",
  ])("%s", (text) => {
    expect(found(text)).toBe(own);
  });

  test.each<[why: string, text: string, about: { title: string; link: string }]>([
    [
      "the site is its own",
      "Ikuti kanal WhatsApp Persela Mania untuk info terbaru.",
      { ...about, link: "https://perselamania.id/a" },
    ],
    [
      "it is an outlet's name",
      "Ikuti kanal WhatsApp Radar Lembah untuk info terbaru.",
      { ...about, title: "Radar Cuaca Dipasang di Lembah" },
    ],
    [
      "it is named after a place in the news",
      "Ikuti kanal WhatsApp Bandung Kiwari untuk info terbaru.",
      { ...about, title: "Bandung Bangun Taman" },
    ],
    ["the news is another", "Ikuti kanal WhatsApp Lembah Kita untuk info terbaru.", about],
  ])("but where %s it is", (_, text, given) => {
    expect(found(text, given)).toBe(text);
  });
});

test("an address ends where the channel's id ends, also with a word glued to it", () => {
  const article = clean(
    readPlainText(
      [
        ...ARTICLE,
        "Gabung saluran WhatsApp kami:https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12Pastikan notifikasi aktif.",
      ].join("\n"),
    ),
  );
  expect(article.callToAction?.url).toBe("https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12");
});

test.each([
  "Ikuti berita Warta Lembah lainnya di Google News.",
  "Jangan lupa subscribe channel YouTube Warta Lembah TV dan aktifkan lonceng.",
  "Baca berita terbaru lainnya di Wartalembah.com",
  "Segera unduh aplikasi Warta Lembah di Play Store.",
])("other promotions are neither call to action nor text: %s", (promotion) => {
  const article = clean(readPlainText([...ARTICLE, promotion].join("\n")));
  expect(article.callToAction).toBeNull();
  expect(article.paragraphs).toEqual(TEXT);
});

describe("an address is a channel's by its host alone", () => {
  const channel = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp12";
  const text = "Ikuti saluran WhatsApp Warta Lembah di sini.";
  const linked = (url: string) =>
    takeCallToAction([plainLine("Hujan turun."), { text, links: [{ start: 37, end: 43, url }] }])
      .callToAction;

  test.each([
    "https://evil.example/?r=whatsapp.com/channel/0029abc",
    "https://evil.example/whatsapp.com/channel/0029abc",
    "https://evil.example/#https://t.me/wartalembah",
    "https://whatsapp.com.evil.example/channel/0029abc",
    "https://not.me/wartalembah",
  ])("not %s", (url) => {
    expect(linked(url)).toEqual({ text, url: null });
    const written = `Ikuti saluran WhatsApp Warta Lembah: ${url}`;
    expect(takeCallToAction([plainLine(written)]).callToAction?.url ?? null).toBeNull();
  });

  test.each([
    `https://l.facebook.example/l.php?u=${encodeURIComponent(channel)}&h=AT0`,
    `https://www.google.com/url?q=${channel}`,
  ])("of a redirector the address inside counts: %s", (url) => {
    expect(linked(url)).toEqual({ text, url: channel });
  });
});

test.each(["https://evil.example/masuk", "Klik link https://evil.example/masuk untuk bergabung."])(
  "what follows an invitation is no part of it where it leads elsewhere: %s",
  (next) => {
    const call = "Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.";
    const article = clean(readPlainText([...ARTICLE, call, next].join("\n")));
    expect(article.callToAction).toEqual({ text: call, url: null });
  },
);

test("a call to action ends before it is too long for an alert", () => {
  const call = "Ikuti saluran WhatsApp Warta Lembah untuk berita terbaru.";
  const sequels = Array.from({ length: 100 }, () => "Klik link berikut untuk bergabung.");
  const article = clean(readPlainText([...ARTICLE, call, ...sequels].join("\n")));
  expect(article.callToAction?.text.startsWith(`${call} Klik link`)).toBe(true);
  expect(article.callToAction?.text.length).toBeLessThan(640);
});

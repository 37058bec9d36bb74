import type { IncomingArticle } from "../../../src/articles/article.ts";
import type { Recipient, SendVerdict } from "../../../src/delivery/delivery.ts";
import type { Sender } from "../../../src/delivery/options.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { FetchFailure, statusFailure } from "../../../src/intake/fetch-failure.ts";
import type { Fetch } from "../../../src/intake/fetch.ts";
import type { Dice } from "../../support/dice.ts";

/** The outside of a newsroom: what happens, the outlets that tell of it and change what they told, and the chats that read. */

// --- what happens, and how it is told -----------------------------------------------------------------------------------

/** Each event has one figure, in title and lead; of all numbers it alone becomes another one. */
const TELLINGS: readonly (readonly ((figure: number) => { title: string; paragraphs: string[] })[])[] = [
  [
    (figure) => ({
      title: `Atap Pasar Cendana Sukamaju Ambruk, ${figure} Pedagang Terluka`,
      paragraphs: [
        `SUKAMAJU, KABARUJI.ID - Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai ${figure} pedagang yang sedang membuka lapak.`,
        "Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa mengatakan rangka baja pasar itu roboh setelah hujan lebat semalaman.",
        '"Kami masih memeriksa lorong sayur," kata Rendra di lokasi.',
        "Para korban dibawa ke RSUD Wanasari dengan ambulans. Pasar Cendana ditutup sampai pemeriksaan bangunan selesai.",
        "Pasar itu baru direnovasi oleh kontraktor PT Griya Lestari.",
      ],
    }),
    (figure) => ({
      title: `${figure} Pedagang Terluka saat Atap Pasar Cendana di Sukamaju Ambruk`,
      paragraphs: [
        `Sebanyak ${figure} pedagang terluka ketika atap Pasar Cendana, Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi.`,
        "Rangka baja pasar roboh, kata Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa. Hujan lebat mengguyur daerah itu semalaman.",
        '"Kami masih memeriksa lorong sayur," ujarnya.',
        "Semua korban dirawat di RSUD Wanasari. Petugas menutup Pasar Cendana hingga pemeriksaan bangunan rampung.",
      ],
    }),
    (figure) => ({
      title: `Pasar Cendana Sukamaju Ambruk, ${figure} Pedagang Terluka`,
      paragraphs: [
        `Atap Pasar Cendana di Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi. Sebanyak ${figure} pedagang terluka.`,
        "Menurut Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa, rangka baja pasar roboh setelah hujan lebat mengguyur semalaman.",
        '"Kami masih memeriksa lorong sayur," kata Rendra.',
        "Korban dibawa ke RSUD Wanasari, dan Pasar Cendana ditutup sampai pemeriksaan bangunan selesai.",
        "Para pedagang yang selamat mengumpulkan sisa dagangan di halaman kantor kecamatan, sementara petugas memotong rangka baja yang melintang di tengah lorong.",
      ],
    }),
  ],
  [
    (figure) => ({
      title: `Tanggul Sungai Wanuka di Lembayung Jebol, ${figure} Keluarga Mengungsi`,
      paragraphs: [
        `LEMBAYUNG, KABARUJI.ID - Tanggul Sungai Wanuka di Kecamatan Tirtasari, Kabupaten Lembayung, jebol pada Selasa malam dan memaksa ${figure} keluarga mengungsi ke balai desa.`,
        "Camat Tirtasari Yohana Lestaluhu mengatakan air setinggi pinggang orang dewasa merendam tiga dusun sejak tanggul tanah itu ambrol.",
        '"Kami butuh perahu karet dan selimut," kata Yohana di lokasi pengungsian.',
        "Petugas menjaga jalan penghubung antarkecamatan dan memasang karung pasir di titik jebol.",
        "Tanggul itu terakhir diperkuat oleh balai besar wilayah sungai.",
      ],
    }),
    (figure) => ({
      title: `${figure} Keluarga Mengungsi setelah Tanggul Sungai Wanuka Lembayung Jebol`,
      paragraphs: [
        `Sebanyak ${figure} keluarga di Kecamatan Tirtasari, Kabupaten Lembayung, mengungsi setelah tanggul Sungai Wanuka jebol pada Selasa malam.`,
        "Air setinggi pinggang orang dewasa merendam tiga dusun, kata Camat Tirtasari Yohana Lestaluhu. Tanggul tanah itu ambrol karena debit sungai terus naik.",
        '"Kami butuh perahu karet dan selimut," ujarnya.',
        "Para pengungsi ditampung di balai desa. Petugas memasang karung pasir di titik jebol dan menjaga jalan penghubung.",
      ],
    }),
    (figure) => ({
      title: `Tanggul Sungai Wanuka Jebol, ${figure} Keluarga di Lembayung Mengungsi`,
      paragraphs: [
        `Tanggul Sungai Wanuka di Tirtasari, Kabupaten Lembayung, jebol pada Selasa malam. Sebanyak ${figure} keluarga mengungsi ke balai desa.`,
        "Menurut Camat Tirtasari Yohana Lestaluhu, air setinggi pinggang orang dewasa merendam tiga dusun.",
        '"Kami butuh perahu karet dan selimut," kata Yohana.',
        "Petugas memasang karung pasir di titik jebol tanggul tanah itu dan menjaga jalan penghubung antarkecamatan.",
        "Warga yang rumahnya lebih tinggi membuka pintu bagi tetangga, sementara sebagian lagi berjaga di tepi sungai dengan lampu dan kentungan bambu.",
      ],
    }),
  ],
];

export const EVENTS = TELLINGS.length;

/** What is added to an article and is no news. */
const ADDED = [
  "Warga sekitar ikut membantu petugas sejak malam.",
  "Relawan membuka dapur umum di halaman masjid.",
  "Arus lalu lintas di sekitar lokasi berjalan pelan.",
  "Sejumlah pejabat daerah meninjau lokasi.",
];

export interface Outlet {
  id: string;
  policy: "auto" | "review";
  /** How it words an event; two that do so alike copy one agency. */
  manner: number;
  /** Its feed gives only the beginning, and its pages the whole. */
  teaser: boolean;
}

/** What stands at an address. */
export interface Text {
  figure: number;
  added: number;
}

export interface Page {
  outlet: Outlet;
  event: number;
  url: string;
  /** Every text it had, the newest last. */
  texts: Text[];
  goneAt: Date | null;
}

export const textNow = ({ texts }: Page): Text => texts.at(-1) ?? { figure: 0, added: 0 };

/** The figure of an event in an alert's words or in a message; null where it has none. */
export function figureIn(text: string): number | null {
  const found = /(\d+) (?:pedagang|keluarga)/i.exec(text);
  return found ? Number(found[1]) : null;
}

/** Which event a text tells of; null: none of ours. */
export function eventIn(text: string): number | null {
  const event = [/Pasar Cendana/, /Sungai Wanuka/].findIndex((name) => name.test(text));
  return event < 0 ? null : event;
}

export interface World {
  readonly outlets: readonly Outlet[];
  readonly pages: Page[];
  /** Those whose publisher took them back. */
  readonly withdrawn: Page[];
  /** The figure that each event has come to. */
  readonly truth: number[];
  /** A site that does not answer, and the feeds whose content is another than at their last look. */
  readonly down: Set<string>;
  readonly changed: Set<string>;
  fetch: Fetch;
  feedOf(outlet: Outlet): IncomingArticle[];
}

export function worldOf(outlets: readonly Outlet[]): World {
  const pages: Page[] = [];
  const down = new Set<string>();
  return {
    outlets,
    pages,
    withdrawn: [],
    truth: TELLINGS.map((_, event) => 11 + event),
    down,
    changed: new Set(),
    fetch: async (url) => {
      const page = pages.find((one) => one.url === url);
      if (page && down.has(page.outlet.id))
        throw new FetchFailure("unreachable", "uji: tidak dapat dihubungi");
      if (!page || page.goneAt) throw statusFailure(page ? 410 : 404, "uji", null);
      return {
        unchanged: false,
        body: htmlOf(page),
        url,
        movedTo: null,
        contentType: "text/html",
        etag: null,
        lastModified: null,
        cacheControl: null,
        link: null,
      };
    },
    feedOf: (outlet) => pages.filter((page) => page.outlet === outlet).map(incomingOf),
  };
}

function told({ event, outlet, ...page }: Page): { title: string; paragraphs: string[] } {
  const { figure, added } = textNow({ event, outlet, ...page });
  const tell = TELLINGS[event]?.[outlet.manner];
  if (!tell) throw new RangeError("nobody tells that");
  const { title, paragraphs } = tell(figure);
  return { title, paragraphs: [...paragraphs, ...ADDED.slice(0, added)] };
}

function htmlOf(page: Page): string {
  const { title, paragraphs } = told(page);
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("");
  return `<html><head><title>${title}</title></head><body><article><h1>${title}</h1>${text}</article></body></html>`;
}

function incomingOf(page: Page): IncomingArticle {
  const { outlet, url, goneAt } = page;
  const { title, paragraphs } = told(page);
  const teaser = goneAt ? "Artikel ini telah dihapus." : (paragraphs[0] ?? "");
  return {
    source: outlet.id,
    url,
    guid: null,
    title,
    body: { form: "text", content: outlet.teaser ? teaser : paragraphs.join("\n") },
    teaser: outlet.teaser,
    sections: [],
    image: null,
    publishedAt: null,
  };
}

// --- chats ---------------------------------------------------------------------------------------------------------------

/** A message that a chat shows, or showed. */
export interface Shown {
  id: string;
  alert: number;
  text: string;
  /** As it first came. */
  first: string;
  at: Date;
  deleted: boolean;
}

export interface Chat {
  to: Recipient;
  /** It lets nothing be changed or deleted. */
  final: boolean;
  shows: Shown[];
}

/** Telegram as the walk knows it: everything arrives. `toldOf` says which alert is being sent. */
export function playedTelegram(now: () => Date): Sender & { chats: Chat[]; saying: number } {
  const chat = (address: string, final: boolean): Chat => ({
    to: { messenger: "telegram", address, kind: "private", thread: null },
    final,
    shows: [],
  });
  const chats = [chat("cepat", false), chat("tetap", true), chat("malam", false), chat("ringkas", false)];
  let ids = 0;
  function change(to: Recipient, id: string, work: (shown: Shown) => void): SendVerdict {
    const at = chats.find((one) => one.to.address === to.address);
    const shown = at?.shows.find((one) => one.id === id);
    if (!at || !shown || at.final) return { kind: "refused", why: "tidak dapat diubah" };
    work(shown);
    return { kind: "sent", messageId: id };
  }
  return {
    name: "telegram",
    chats,
    saying: 0,
    async send(to, message) {
      const id = String((ids += 1));
      const text = toPlain(message.text);
      chats
        .find((one) => one.to.address === to.address)
        ?.shows.push({ id, alert: this.saying, text, first: text, at: now(), deleted: false });
      return { kind: "sent", messageId: id };
    },
    correct: async (to, sent, message) =>
      change(to, sent.messageId, (shown) => (shown.text = toPlain(message.text))),
    recall: async (to, sent) => change(to, sent.messageId, (shown) => (shown.deleted = true)),
  };
}

/** So many of a walk's outlets send by themselves, and copy an agency, as the dice have it. */
export function outletsOf(dice: Dice): Outlet[] {
  const policy = (): Outlet["policy"] => (dice.pick(3) > 0 ? "auto" : "review");
  return [
    { id: "kabar-uji", policy: "auto", manner: 0, teaser: false },
    { id: "warta-uji", policy: policy(), manner: 1, teaser: true },
    { id: "pantau-uji", policy: "review", manner: 2, teaser: false },
    { id: "salin-uji", policy: policy(), manner: 0, teaser: false },
  ];
}

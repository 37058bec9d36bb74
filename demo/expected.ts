/**
 * What must be read at the end of the demo, written down by hand and not computed by the code that is shown.
 */

/** The newspaper's own line for articles that bring none, as the newsroom would configure it. */
export const HOUSE_CALL =
  "Gabung ke Channel WhatsApp Kabar Nusantara untuk update berita terbaru dan terpercaya.";

const CHANNEL_LINK = "https://whatsapp.com/channel/0029VaKabarNusantaraDemo";

export type Follow = "all" | "breaking" | { topic: string };

const CHANNEL = "KANAL KABAR NUSANTARA (semua kabar)";
const TRADERS = "GRUP PEDAGANG PASAR (ekonomi)";
const SARI = "IBU SARI (kabar kilat saja)";

/** The chats of the demo and what they follow. */
export const chats: readonly { name: string; kind: "channel" | "group" | "private"; follows: Follow }[] = [
  { name: CHANNEL, kind: "channel", follows: "all" },
  { name: TRADERS, kind: "group", follows: { topic: "ekonomi" } },
  { name: SARI, kind: "private", follows: "breaking" },
];

/** Which article is read where, under which headline and with which last line. */
export const expected: readonly {
  slug: string;
  headline: string;
  chats: readonly string[];
  lastLine: string;
}[] = [
  {
    slug: "harga-cabai-rawit-pasar-induk-sagara",
    headline: "Harga Cabai Rawit di Pasar Induk Sagara Turun Jadi Rp38.000 per Kilogram",
    chats: [CHANNEL, TRADERS],
    lastLine: `${HOUSE_CALL} ${CHANNEL_LINK}`,
  },
  {
    slug: "gempa-lembah-arum",
    headline: "Gempa Magnitudo 5,6 Guncang Lembah Arum, Tidak Berpotensi Tsunami",
    chats: [CHANNEL, SARI],
    lastLine: HOUSE_CALL,
  },
  {
    slug: "bahari-fc-puncaki-klasemen",
    headline: "Bahari FC Kalahkan Gunung Putri United 3-1, Puncaki Klasemen Liga Nusantara",
    chats: [CHANNEL],
    lastLine: `${HOUSE_CALL} ${CHANNEL_LINK}`,
  },
  {
    slug: "uji-coba-kereta-sagara-lembah-arum",
    headline: "Kereta Sagara–Lembah Arum Mulai Diuji Coba, Waktu Tempuh Jadi 55 Menit",
    chats: [CHANNEL],
    lastLine: HOUSE_CALL,
  },
  {
    slug: "talua-merin-jalur-pelayaran",
    headline: "Talua dan Kepulauan Merin Sepakati Jalur Pelayaran Bersama",
    chats: [CHANNEL],
    lastLine: HOUSE_CALL, // the article brings none: this is the newspaper's configured one
  },
  {
    slug: "alat-peringatan-banjir-ponsel-bekas",
    headline: "Mahasiswa Sagara Ciptakan Alat Peringatan Banjir dari Ponsel Bekas",
    chats: [CHANNEL],
    lastLine:
      "Ingin kabar terbaru langsung di ponselmu? Yuk, ikuti saluran WhatsApp Kabar Nusantara lewat tautan " +
      `${CHANNEL_LINK}. Pastikan aplikasi WhatsApp sudah terpasang, ya.`,
  },
  {
    slug: "hujan-lebat-pesisir-utara",
    headline: "Hujan Lebat Diperkirakan Guyur Pesisir Utara hingga Rabu, Nelayan Diminta Tunda Melaut",
    chats: [CHANNEL],
    lastLine: `${HOUSE_CALL} ${CHANNEL_LINK}`,
  },
];

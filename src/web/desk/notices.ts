import type { Alert } from "../../alerts/alert.ts";
import { momentName } from "../../chat/age.ts";
import type { Notice } from "./layout.ts";

/** Notices after an act, by the word in the address: a link cannot make the desk show any other text. */
const NOTICES: Readonly<Record<string, Notice>> = {
  dihentikan: { tone: "plain", text: "Semua pengiriman dihentikan." },
  dilanjutkan: { tone: "good", text: "Pengiriman dilanjutkan." },
  disiarkan: { tone: "good", text: "Sedang dikirim. Hasilnya terlihat di bawah ini." },
  "perlu-dua": {
    tone: "plain",
    text: "Persetujuan Anda dicatat. Siaran ini terkirim setelah satu penyunting lain menyetujuinya.",
  },
  diubah: { tone: "good", text: "Perubahan disimpan." },
  "diubah-jadwal-batal": {
    tone: "plain",
    text: "Perubahan disimpan. Jadwalnya batal: isi yang baru ini belum disetujui siapa pun.",
  },
  dikembalikan: { tone: "good", text: "Siaran ini menjadi draf lagi." },
  ditolak: { tone: "plain", text: "Draf ditolak dan tidak akan disiarkan." },
  dijadwalkan: { tone: "good", text: "Dijadwalkan." },
  "jadwal-batal": { tone: "plain", text: "Jadwal dibatalkan; siaran ini kembali menjadi draf." },
  embargo: { tone: "good", text: "Embargo disimpan." },
  "embargo-cabut": { tone: "plain", text: "Embargo dicabut." },
  ditahan: { tone: "plain", text: "Siaran ditahan. Yang sudah terkirim tetap ada." },
  diteruskan: { tone: "good", text: "Siaran diteruskan." },
  "dihentikan-satu": {
    tone: "plain",
    text: "Siaran dihentikan. Yang belum menerima tidak akan menerimanya.",
  },
  "dihentikan-ralat": {
    tone: "plain",
    text: "Siaran dihentikan. Yang belum menerima tidak akan menerimanya; ralatnya tetap dikirim kepada yang sudah.",
  },
  dibiarkan: { tone: "plain", text: "Dicatat: sumbernya berubah, siarannya tetap." },
  diralat: { tone: "good", text: "Ralat sedang dikirim." },
  ditarik: { tone: "plain", text: "Siaran sedang ditarik." },
  dicoba: { tone: "good", text: "Terkirim ke chat pribadi Anda." },
  "tidak-dicoba": {
    tone: "bad",
    text: "Tidak dapat dikirim ke chat pribadi Anda. Kirim pesan ke bot dulu, lalu coba lagi.",
  },
  "sumber-baru": {
    tone: "good",
    text: "Sumber ditambahkan. Muatan pertamanya hanya masuk arsip; artikel sesudahnya menjadi draf atau siaran.",
  },
  "sumber-dijeda": {
    tone: "plain",
    text: "Sumber dijeda: tidak dibaca, dan tidak ada siaran baru darinya.",
  },
  "sumber-lanjut": {
    tone: "good",
    text: "Sumber dibaca lagi. Yang terbit selama jeda hanya masuk arsip.",
  },
  "sumber-dihapus": { tone: "plain", text: "Sumber dihapus. Artikel dan siarannya tetap tersimpan." },
  diulang: { tone: "good", text: "Dicoba lagi. Bila gagal lagi, ia kembali ke sini." },
  "tidak-diulang": { tone: "plain", text: "Itu sudah dicoba lagi oleh orang lain." },
  pasti: { tone: "good", text: "Kiriman yang tidak pasti sudah diputuskan." },
  "pasti-ditarik": {
    tone: "plain",
    text: "Penarikannya dikirim lagi. Kirimannya sendiri dibiarkan: siarannya sudah ditarik.",
  },
  "pasti-dibiarkan": {
    tone: "plain",
    text: "Kiriman dari siaran yang sudah ditarik atau dihentikan, dan ralat yang sudah diganti, tidak dikirim lagi, dan tetap tercatat tidak pasti.",
  },
};

/** What is said instead while all sending is stopped. */
const WHILE_HALTED: Readonly<Record<string, string>> = {
  disiarkan:
    "Disetujui, tetapi semua pengiriman sedang dihentikan. Siaran ini terkirim setelah pengiriman dilanjutkan.",
  diteruskan: "Siaran diteruskan, tetapi semua pengiriman sedang dihentikan.",
  diralat:
    "Ralat dicatat, tetapi semua pengiriman sedang dihentikan. Ralat ini terkirim setelah pengiriman dilanjutkan.",
  ditarik:
    "Siaran ditarik: yang belum menerima tidak akan menerimanya. Pesan yang sudah terkirim dihapus setelah pengiriman dilanjutkan.",
};

/** `halted`: all sending is stopped. */
export function noticeOf(word: string | undefined, halted = false): Notice | undefined {
  if (word === undefined) return undefined;
  const instead = halted ? WHILE_HALTED[word] : undefined;
  return instead === undefined ? NOTICES[word] : { tone: "plain", text: instead };
}

/** The same on an alert's page, which names the moment that was set. */
export function noticeOn(alert: Alert, word: string | undefined, halted: boolean): Notice | undefined {
  const notice = noticeOf(word, halted);
  const text = notice && word !== undefined ? WITH_MOMENT[word]?.(alert) : null;
  return notice && text ? { ...notice, text } : notice;
}

const WITH_MOMENT: Readonly<Record<string, (alert: Alert) => string | null>> = {
  dijadwalkan: ({ sendAt }) => sendAt && `Dijadwalkan untuk ${momentName(sendAt)}.`,
  embargo: ({ embargoUntil }) => embargoUntil && `Embargo sampai ${momentName(embargoUntil)}.`,
  "perlu-dua": ({ firstSendAt }) =>
    firstSendAt &&
    `Persetujuan Anda untuk ${momentName(firstSendAt)} dicatat. Siaran ini dijadwalkan setelah satu penyunting lain menyetujuinya.`,
};

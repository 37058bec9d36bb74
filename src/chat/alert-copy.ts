import type { NotDone } from "../alerts/acts.ts";
import type { Alert, AlertContent } from "../alerts/alert.ts";
import type { OutgoingMessage } from "../delivery/delivery.ts";
import type { RichText } from "../delivery/rich-text.ts";
import { clockTime, dayName, type Zone } from "./age.ts";
import type { CannotSay, Listed, OnDesk } from "./alert-desk.ts";
import { noSuchDraft, number, reach } from "./copy.ts";

/** What editors are told about alerts and what they may do to them. */

export function notDone(id: number, why: NotDone): OutgoingMessage {
  return why.kind === "absent" ? noSuchDraft(id) : text(whyNotDone(`Siaran ${id}`, why));
}

/** The same sentence on a page. */
export function whyNotDone(what: string, why: NotDone): string {
  switch (why.kind) {
    case "absent":
      return `${what} tidak ada.`;
    case "changed":
      return `${what} baru saja diubah${why.by ? ` oleh ${why.by}` : ""}. Lihat dulu isinya yang baru, lalu putuskan lagi.`;
    case "embargo":
      return `${what} diembargo sampai ${dayName(why.until)} ${clockTime(why.until)}.`;
    case "too late": {
      const who = why.by ? ` oleh ${why.by}` : "";
      return `${what} ${STATES[why.state]}${why.at ? ` (${clockTime(why.at)}${who})` : ""}, jadi tidak ada yang diubah.`;
    }
  }
}

/** An alert's states in words, after its name. */
export const STATES: Readonly<Record<Alert["state"], string>> = {
  draft: "masih draf",
  scheduled: "sudah dijadwalkan",
  sending: "sedang dikirim",
  paused: "sedang ditahan",
  sent: "sudah terkirim",
  stopped: "sudah dihentikan",
  rejected: "sudah ditolak",
  recalled: "sudah ditarik",
};

export function cannotSay({ why }: CannotSay): OutgoingMessage {
  return text(`Belum dapat dipakai: ${why} Kirim teksnya lagi, atau ketik batal.`);
}

/** Pressed twice, or by two. */
export function alreadySending(id: number): OutgoingMessage {
  return text(
    `Siaran ${id} sudah berjalan, tidak dikirim dua kali. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function needsAnother(id: number): OutgoingMessage {
  return text(
    `Persetujuan Anda untuk draf ${id} dicatat. Siaran ini perlu dua penyunting: terkirim setelah satu orang lain menyetujuinya.`,
  );
}

export function askEdit(id: number): OutgoingMessage {
  return text(
    `Kirim isi baru untuk draf ${id}: baris pertama judul, baris berikutnya isi. Di bawah ini isinya sekarang, untuk disalin. Ketik batal untuk tidak jadi.`,
  );
}

export function wordsNow({ headline, summary }: AlertContent): OutgoingMessage {
  return { text: [summary === "" ? headline : `${headline}\n${summary}`], preview: false };
}

export function edited({ alert, reach: audience, faults }: OnDesk): OutgoingMessage {
  return {
    text: [
      { bold: `Draf ${alert.id} diubah` },
      `, untuk ${reach(audience)}.`,
      ...faults.map(({ why }): string => `\n⚠️ ${why}`),
      faults.length > 0 ? "\nPeriksa yang ditandai sebelum menyiarkan." : "",
    ],
    buttons: [
      [
        {
          label: `Siarkan ke ${number(audience.now + audience.inDigest)} chat`,
          says: `/setujui ${alert.id}v${alert.version}`,
        },
        { label: "Ubah lagi", says: `/ubah ${alert.id}` },
        { label: "Tolak", says: `/tolak ${alert.id}` },
      ],
    ],
  };
}

export function schedule(scheduled: readonly Listed[]): OutgoingMessage {
  if (scheduled.length === 0)
    return text("Tidak ada siaran terjadwal. Jadwalkan draf dengan, misalnya: /jadwal 12 18.30");
  return {
    text: [
      { bold: `Siaran terjadwal: ${scheduled.length}` },
      ...scheduled.flatMap(({ alert }): RichText => [
        `\n\n${alert.sendAt ? `${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}` : ""}, siaran ${alert.id}\n`,
        { bold: alert.content.headline },
        `\nBatalkan: /jadwal ${alert.id} batal`,
      ]),
    ],
  };
}

export function askMoment(id: number): OutgoingMessage {
  return text(`Kapan draf ${id} disiarkan? Misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit.`);
}

export function noMoment(words: string): OutgoingMessage {
  return text(
    `“${words.slice(0, 40)}” bukan waktu yang dikenal, atau sudah lewat. Tulis misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit. Ketik batal untuk tidak jadi.`,
  );
}

export function scheduledFor(id: number, at: Date, now: Date, zone: Zone): OutgoingMessage {
  const day = dayName(at, zone) === dayName(now, zone) ? "hari ini" : dayName(at, zone);
  return {
    text: [`Siaran ${id} dijadwalkan untuk `, { bold: `${day} ${clockTime(at, zone)}` }, "."],
    buttons: [[{ label: "Batalkan jadwal", says: `/jadwal ${id} batal` }]],
  };
}

export function unscheduled(id: number): OutgoingMessage {
  return text(`Jadwal siaran ${id} dibatalkan; isinya kembali menjadi draf.`);
}

export function held(id: number): OutgoingMessage {
  return {
    text: [`Siaran ${id} ditahan. Yang sudah terkirim tetap ada.`],
    buttons: [
      [
        { label: "Teruskan", says: `/teruskan ${id}` },
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Hentikan", says: `/hentikan ${id}` },
      ],
    ],
  };
}

export function continued(id: number): OutgoingMessage {
  return text(`Siaran ${id} diteruskan.`);
}

export function ended(id: number): OutgoingMessage {
  return {
    text: [
      `Siaran ${id} dihentikan; yang belum menerima tidak akan menerimanya. Yang sudah terkirim tetap ada.`,
    ],
    buttons: [
      [
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Tarik", says: `/tarik ${id}` },
      ],
    ],
  };
}

export function notSaidYet(id: number): OutgoingMessage {
  return text(
    `Siaran ${id} tidak sedang atau sudah dikirim, jadi tidak ada yang diralat. Draf diubah dengan /ubah ${id}.`,
  );
}

export function askCorrection({ alert, article }: OnDesk): OutgoingMessage {
  return {
    text: [
      `Kirim isi yang benar untuk siaran ${alert.id}: baris pertama judul, baris berikutnya isi. Tambahkan baris `,
      { bold: "Ralat: …" },
      " untuk menjelaskan kepada pembaca apa yang semula keliru. Di bawah ini isinya sekarang, untuk disalin. Ketik batal untuk tidak jadi.",
    ],
    ...(article
      ? { buttons: [[{ label: "Pakai isi sumber sekarang", says: `/ralat ${alert.id} sumber` }]] }
      : {}),
  };
}

export function nothingPrepared(id: number): OutgoingMessage {
  return text(`Siaran ${id} tidak berasal dari artikel. Tulis ralatnya sendiri dengan /ralat ${id}.`);
}

export function confirmCorrection({ alert }: OnDesk): OutgoingMessage {
  return {
    text: [
      "Begitulah isinya setelah ralat. Pesan yang sudah terkirim akan diubah; di tempat yang tidak dapat diubah lagi, ralat dikirim sebagai pesan baru. ",
      { bold: `Kirim ralat siaran ${alert.id}?` },
    ],
    buttons: [
      [
        { label: "Kirim ralat", says: `/ralat ${alert.id} ya` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function correcting(id: number, chats: number): OutgoingMessage {
  return text(
    `Ralat siaran ${id} sedang dikirim ke ${number(chats)} chat. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function confirmRecall({ alert }: OnDesk): OutgoingMessage {
  return {
    text: [
      { bold: `Tarik siaran ${alert.id}?` },
      `\n“${alert.content.headline}”\nPesannya dihapus di semua chat; di tempat yang tidak dapat dihapus lagi, dikirim pemberitahuan bahwa kabar ini ditarik. Tulis alasannya untuk pembaca, atau tekan Tarik.`,
    ],
    buttons: [
      [
        { label: "Tarik", says: `/tarik ${alert.id} ya` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function recalling(id: number, chats: number): OutgoingMessage {
  return text(
    `Siaran ${id} sedang ditarik dari ${number(chats)} chat. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function tried(id: number): OutgoingMessage {
  return text(`Itulah draf ${id}, hanya untuk Anda.`);
}

export function notTried(id: number): OutgoingMessage {
  return text(`Draf ${id} tidak ada atau tidak dapat dikirim ke sini.`);
}

export function whatOfUnknown(id: number): OutgoingMessage {
  return {
    text: [
      "Kiriman yang tidak pasti sampai: kirim sekali lagi (mungkin ada yang menerima dua kali), atau biarkan?",
    ],
    buttons: [
      [
        { label: "Kirim lagi", says: `/takpasti ${id} kirim` },
        { label: "Biarkan", says: `/takpasti ${id} biarkan` },
      ],
    ],
  };
}

export function settledUnknown(id: number, what: "send again" | "leave", count: number): OutgoingMessage {
  if (count === 0) return text(`Tidak ada kiriman siaran ${id} yang tidak pasti.`);
  return text(
    what === "leave"
      ? `${number(count)} kiriman siaran ${id} dibiarkan.`
      : `${number(count)} kiriman siaran ${id} dikirim lagi.`,
  );
}

function text(line: string): OutgoingMessage {
  return { text: [line] };
}

import type { NotDone } from "../../alerts/acts.ts";
import type { Right } from "../../alerts/rights.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { clockTime, momentName, shortMoment } from "../age.ts";
import type { CannotSay } from "../alert-desk.ts";
import { momentWords } from "../moment.ts";
import { STATES } from "./alert-states.ts";
import { shortened, text } from "./pieces.ts";

/** What an editor asked for and is not done. */

/** `account`: theirs, for an admin to let in; null where they did not ask to come in, or not in private. */
export function refused(account: string | null = null): OutgoingMessage {
  const no = "Maaf, perintah itu hanya untuk redaksi dan hanya lewat chat pribadi.";
  if (account === null) return text(no);
  return {
    text: [
      `${no}\n\nAnggota redaksi? Minta admin menambahkan akun ini di halaman Orang: `,
      { bold: account },
    ],
  };
}

/** To someone of the desk who may not do just this. */
export function mayNot(right: Right): OutgoingMessage {
  return text(`${MAY_NOT[right]} Mintalah penyunting lain, atau admin bila hak Anda perlu diubah.`);
}

/** What is passed on was said by somebody else. */
export function notByForwarding(): OutgoingMessage {
  return text(
    "Pesan terusan tidak kami jalankan sebagai perintah. Bila memang itu maksud Anda, ketik sendiri.",
  );
}

/** An order that the platform brought long after it was given. */
export function tooLateToDo(said: string, at: Date, now: Date): OutgoingMessage {
  return text(
    `Pesan Anda dari ${shortMoment(at, now)} baru sampai sekarang, dan tidak kami jalankan: “${shortened(said, 100)}”. ` +
      "Bila masih berlaku, kirim sekali lagi.",
  );
}

/** Before the answer to an order that came as late, and is carried out because it holds something up. */
export function doneThoughLate(at: Date, now: Date): OutgoingMessage {
  return text(
    `Pesan Anda dari ${shortMoment(at, now)} baru sampai sekarang. Karena menahan siaran, tetap kami jalankan.`,
  );
}

const MAY_NOT: Readonly<Record<Right, string>> = {
  look: "Akun Anda tidak lagi termasuk redaksi.",
  edit: "Hak Anda hanya melihat.",
  stop: "Hak Anda hanya melihat.",
  send: "Hak Anda tidak mencakup mengirim atau mengubah yang sudah terkirim.",
  mend: "Hak Anda tidak mencakup mengurus yang gagal atau tidak pasti.",
  sources: "Hak Anda tidak mencakup mengurus sumber.",
  people: "Hak Anda tidak mencakup mengurus orang.",
};

export function noSuchDraft(id: number): OutgoingMessage {
  return text(`Tidak ada draf atau siaran bernomor ${id}. Ketik /antrean untuk melihat yang menunggu.`);
}

export function notDone(id: number, why: NotDone): OutgoingMessage {
  if (why.kind === "absent") return noSuchDraft(id);
  const said = text(whyNotDone(`Siaran ${id}`, why));
  if (why.kind !== "embargo") return said;
  const then = {
    label: `Jadwalkan ${momentName(why.until)}`,
    says: `/jadwal ${id} ${momentWords(why.until)}`,
  };
  return { ...said, buttons: [[then]] };
}

/** The same sentence on a page. */
export function whyNotDone(what: string, why: NotDone): string {
  switch (why.kind) {
    case "absent":
      return `${what} tidak ada.`;
    case "changed":
      return `${what} baru saja diubah${why.by ? ` oleh ${why.by}` : ""}. Lihat dulu isinya yang baru, lalu putuskan lagi.`;
    case "no longer first":
      return why.by === null
        ? `${what} tidak lagi perlu dua penyunting: persetujuan berikutnya menyiarkan atau menjadwalkannya.`
        : `${why.by} sudah menyetujui; persetujuan berikutnya menyiarkan atau menjadwalkannya. Putuskan lagi.`;
    case "approved for later":
      return `${what} sudah disetujui${why.by ? ` ${why.by}` : ""} untuk ${momentName(why.sendAt)}, dan belum disiarkan. Setujui untuk waktu itu, atau siarkan sekarang.`;
    case "embargo":
      return `${what} diembargo sampai ${momentName(why.until)}, jadi belum dapat disiarkan. Jadwalkan untuk saat itu atau sesudahnya, atau cabut embargonya dulu.`;
    case "scheduled earlier":
      return `Embargo tidak disimpan: ${what.toLowerCase()} terjadwal ${momentName(why.at)}, sebelum itu. Batalkan atau ubah jadwalnya dulu.`;
    case "too late": {
      const who = why.by ? ` oleh ${why.by}` : "";
      return `${what} ${STATES[why.state]}${why.at ? ` (${clockTime(why.at)}${who})` : ""}, jadi tidak ada yang diubah.`;
    }
  }
}

export function cannotSay({ why }: CannotSay): OutgoingMessage {
  return text(`Belum dapat dipakai: ${why} Kirim teksnya lagi, atau ketik batal.`);
}

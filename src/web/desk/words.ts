import type { AlertState } from "../../alerts/alert.ts";
import type { Act } from "../../delivery/delivery.ts";
import type { Badge } from "./layout.ts";
import type { SourceNames } from "./ports.ts";

/** The desk's words for what the service counts in its own. */

export const STATE_BADGES: Readonly<Record<AlertState, Badge>> = {
  draft: ["Draf", "plain"],
  scheduled: ["Terjadwal", "plain"],
  sending: ["Sedang dikirim", "good"],
  paused: ["Ditahan", "warn"],
  sent: ["Terkirim", "good"],
  stopped: ["Dihentikan", "bad"],
  rejected: ["Ditolak", "bad"],
  recalled: ["Ditarik", "bad"],
};

/** Groups of states with the same possible acts. A part of a page is hidden once its alert has left its group. */
export const WHILE = { undecided: "draft scheduled", said: "sending paused sent stopped" } as const;

export function actName(act: Act): string {
  if (act === "send") return "Kiriman";
  return act === "recall" ? "Penarikan" : `Ralat ${act.replace("correct ", "")}`;
}

const DONE: Readonly<Record<string, string>> = {
  draft: "membuat draf",
  edit: "mengubah isi",
  "first approval": "menyetujui sebagai orang pertama",
  approve: "menyiarkan",
  send: "siaran terjadwal dikirim",
  reject: "menolak",
  reopen: "mengembalikan menjadi draf",
  schedule: "menjadwalkan",
  unschedule: "membatalkan jadwal",
  embargo: "mengatur embargo",
  pause: "menahan",
  continue: "meneruskan",
  stop: "menghentikan",
  correct: "meralat",
  update: "memperbarui",
  recall: "menarik",
  keep: "melihat perubahan sumber dan membiarkan siarannya",
  "send again": "mengirim ulang yang tidak pasti",
  leave: "membiarkan yang tidak pasti",
  resume: "melanjutkan",
  retry: "mencoba lagi",
  silent: "tidak menyiarkan",
  withdraw: "menarik artikel",
  erase: "menghapus datanya",
  restore: "memulihkan dari cadangan",
  "sign in": "masuk",
  "add person": "menambah orang",
  "change person": "mengubah orang",
  "disable person": "menonaktifkan orang",
  "connect again": "menyambungkan WhatsApp lagi",
  "pair again": "memasangkan WhatsApp ulang",
  "end session": "mengeluarkan perangkat",
  "make sign-in link": "membuat tautan masuk",
  "add source": "menambah sumber",
  "remove source": "menghapus sumber",
  "pause source": "menjeda sumber",
  "resume source": "melanjutkan sumber",
  "set password": "mengganti kata sandi",
  "set second factor": "menyalakan kode tambahan",
  "drop second factor": "mematikan kode tambahan",
  "token add": "membuat token penerbit",
  "token revoke": "mencabut token penerbit",
  "webhook add": "menambah webhook",
  "webhook remove": "menghapus webhook",
  "webhook enable": "menyalakan webhook lagi",
  "webhook disable": "mematikan webhook",
};

export const doneName = (act: string): string =>
  act.startsWith("refused ") ? "mencoba yang tidak boleh, dan ditolak" : (DONE[act] ?? act);

/** "sumber:kompas" is a source; of a person without a name only the last digits are shown, which is enough to tell two apart. */
export function whoName(who: string, sources: SourceNames): string {
  const [kind, id = ""] = who.split(":");
  if (kind === "sumber") return `Sumber ${sources.get(id) ?? id}`;
  if (kind === "sistem") return "Layanan";
  if (kind === "berkas") return "Berkas konfigurasi";
  if (kind === "perintah") return "Perintah di server";
  if (kind === "token") return `Token penerbit ${id}`;
  if (kind === "pembaca") return "Seorang pembaca";
  if (id.startsWith("~")) return "Orang luar"; // not an editor: on record without who it was
  return /^(telegram|whatsapp|console|person)$/.test(kind ?? "") ? `Penyunting …${id.slice(-3)}` : who;
}

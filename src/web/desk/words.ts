import type { AlertState } from "../../alerts/alert.ts";
import type { Act } from "../../delivery/delivery.ts";

/** The desk's words for what the service counts in its own. */

export const STATE_BADGES: Readonly<
  Record<AlertState, readonly [string, "good" | "bad" | "warn" | "plain"]>
> = {
  draft: ["Draf", "plain"],
  scheduled: ["Terjadwal", "plain"],
  sending: ["Sedang dikirim", "good"],
  paused: ["Ditahan", "warn"],
  sent: ["Terkirim", "good"],
  stopped: ["Dihentikan", "bad"],
  rejected: ["Ditolak", "bad"],
  recalled: ["Ditarik", "bad"],
};

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
  schedule: "menjadwalkan",
  unschedule: "membatalkan jadwal",
  embargo: "mengatur embargo",
  pause: "menahan",
  continue: "meneruskan",
  stop: "menghentikan",
  correct: "meralat",
  update: "memperbarui",
  recall: "menarik",
  "send again": "mengirim ulang yang tidak pasti",
  leave: "membiarkan yang tidak pasti",
};

export const doneName = (act: string): string => DONE[act] ?? act;

/** "sumber:kompas" is a source; of a person without a name only the last digits are shown, which is enough to tell two apart. */
export function whoName(who: string, sources: ReadonlyMap<string, string>): string {
  const [kind, id = ""] = who.split(":");
  if (kind === "sumber") return `Sumber ${sources.get(id) ?? id}`;
  if (kind === "sistem") return "Layanan";
  return /^(telegram|whatsapp|console|person)$/.test(kind ?? "") ? `Penyunting …${id.slice(-3)}` : who;
}

import type { Alert } from "../../alerts/alert.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import type { RichText } from "../../delivery/rich-text.ts";
import type { Zone } from "../../time.ts";
import { clockTime, dayName, momentName } from "../age.ts";
import type { Listed, OnDesk } from "../alert-desk.ts";
import { decisionOnScheduled, warnings } from "./drafts.ts";
import { clip, reach, text } from "./pieces.ts";

/** When an alert goes out, or may not before. */

export function schedule(scheduled: readonly Listed[]): OutgoingMessage {
  if (scheduled.length === 0)
    return text("Tidak ada siaran terjadwal. Jadwalkan draf dengan, misalnya: /jadwal 12 18.30");
  return {
    text: [
      { bold: `Siaran terjadwal: ${scheduled.length}` },
      ...scheduled.flatMap(({ alert }): RichText => [
        `\n\n${alert.sendAt ? `${dayName(alert.sendAt)} ${clockTime(alert.sendAt)}` : ""}, siaran ${alert.id}\n`,
        { bold: clip(alert.content.headline) },
      ]),
    ],
    buttons: scheduled.slice(0, CHANCES).map(({ alert }) => [
      { label: `Lihat ${alert.id}`, says: `/status ${alert.id}` },
      { label: `Batalkan ${alert.id}`, says: `/jadwal ${alert.id} batal` },
    ]),
    preview: false,
  };
}

const CHANCES = 8; // rows of buttons; what is scheduled later is decided on later

export function askMoment(id: number): OutgoingMessage {
  return text(`Kapan draf ${id} disiarkan? Misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit.`);
}

/** Under what it will say. `when` is how `moment` is read; another time may be typed instead. */
export function confirmSchedule(one: OnDesk, moment: string, when: string): OutgoingMessage {
  const { id, version } = one.alert;
  return {
    text: [
      `Jadwalkan siaran ${id} untuk `,
      { bold: when },
      `, ke ${reach(one.reach)}? Untuk waktu lain, ketik waktunya.`,
      ...warnings(one).map((why): string => `\n⚠️ ${clip(why, 200)}`),
    ],
    buttons: [
      [
        { label: "Jadwalkan", says: `/jadwal ${id}v${version} ${moment}` },
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function noMoment(words: string): OutgoingMessage {
  return text(
    `“${clip(words, 40)}” bukan waktu yang dikenal, atau sudah lewat. Tulis misalnya: 18.30, besok 06.00 WITA, 25 Nov 18.30, atau 30 menit. Ketik batal untuk tidak jadi.`,
  );
}

export function scheduledFor(id: number, at: Date, now: Date, zone: Zone): OutgoingMessage {
  return {
    text: [`Siaran ${id} dijadwalkan untuk `, { bold: whenOf(at, now, zone) }, "."],
    buttons: [[{ label: "Batalkan jadwal", says: `/jadwal ${id} batal` }]],
  };
}

export function unscheduled(id: number): OutgoingMessage {
  return text(`Jadwal siaran ${id} dibatalkan; isinya kembali menjadi draf.`);
}

/** Under what a scheduled alert will say. */
export function decideScheduled({ alert, reach: audience }: OnDesk, at: Date): OutgoingMessage {
  return {
    text: [
      { bold: `Siaran ${alert.id}` },
      ` dijadwalkan untuk ${dayName(at)} ${clockTime(at)}, ke ${reach(audience)}.`,
    ],
    buttons: decisionOnScheduled(alert),
  };
}

export function askEmbargo(id: number): OutgoingMessage {
  return text(
    `Sampai kapan draf ${id} tidak boleh disiarkan? Misalnya: 18.30, besok 06.00 WITA, atau 25 Nov 18.30. Ketik batal untuk tidak jadi.`,
  );
}

/** `sendAt`: what it is scheduled for, if it is. */
export function embargoed(
  { id, sendAt }: Pick<Alert, "id" | "sendAt">,
  until: Date,
  now: Date,
  zone: Zone,
): OutgoingMessage {
  return {
    text: [
      `${sendAt ? "Siaran" : "Draf"} ${id} tidak dapat disiarkan sebelum `,
      { bold: whenOf(until, now, zone) },
      ", oleh siapa pun.",
      sendAt ? ` Jadwalnya tetap: ${whenOf(sendAt, now, zone)}.` : "",
    ],
    buttons: [
      [
        ...(sendAt ? [] : [{ label: "Jadwalkan", says: `/jadwal ${id}` }]),
        { label: "Cabut embargo", says: `/embargo ${id} batal` },
      ],
    ],
  };
}

export function embargoLifted(id: number): OutgoingMessage {
  return text(`Embargo draf ${id} dicabut.`);
}

/** Why an alert that was scheduled for `sendAt` is a draft again at `at`: kept beside it, so it tells no age. */
export function missedItsMoment(sendAt: Date, at: Date): string {
  return `Jadwalnya (${momentName(sendAt)}) terlewat: layanan mati, macet, atau pengiriman dihentikan sampai ${momentName(at)}. Siaran ini tidak dikirim sendiri; siarkan bila masih layak.`;
}

/** Why an alert that was scheduled for `sendAt` is a draft again where a backup from before that was restored later. */
export function mayHaveGoneOut(sendAt: Date): string {
  return `Jadwalnya (${momentName(sendAt)}) lewat sesudah cadangan yang dipulihkan dibuat: mungkin sudah terkirim. Periksa dulu di chat pembaca.`;
}

export function whenOf(at: Date, now: Date, zone: Zone): string {
  const day = dayName(at, zone) === dayName(now, zone) ? "hari ini" : dayName(at, zone);
  return `${day} ${clockTime(at, zone)}`;
}

import type { Button, OutgoingMessage } from "../../delivery/delivery.ts";
import { age, clockTime, shortMoment } from "../age.ts";
import type { Listed } from "../alert-desk.ts";
import type { DeadLetter, DeskStatus, HeldBack } from "../ports.ts";
import { STATES } from "./alert-states.ts";
import { clip, inPairs, number, text } from "./pieces.ts";

/** The desk as a whole: signing in, the one stop, how things stand, what failed. */

export function signInLink(link: string): OutgoingMessage {
  const hereOnly = isLoopback(new URL(link).hostname)
    ? "\n\nTautan ini hanya terbuka di komputer tempat Kabar Kilat berjalan. Agar terbuka di ponsel dan komputer lain, minta pengelola mengatur PUBLIC_URL."
    : "";
  return {
    text: [
      `Masuk ke meja redaksi: ${link}\n\nBerlaku sepuluh menit, sekali saja, dan hanya untuk Anda. Jangan diteruskan.${hereOnly}`,
    ],
    preview: false,
  };
}

const isLoopback = (host: string): boolean => /^(localhost|127\..*|\[::1\])$/.test(host);

/** To whom it lets in, where somebody else has made it. */
export function signInLinkMade(by: string): OutgoingMessage {
  return text(
    `${by} membuat tautan masuk ke meja redaksi atas nama Anda. Siapa pun yang memakainya bertindak sebagai Anda. ` +
      "Bila bukan Anda yang memintanya, tanyakan, atau beri tahu admin lain.",
  );
}

export function noDeskPage(): OutgoingMessage {
  return text("Meja redaksi di web belum dapat dibuka untuk akun ini. Hubungi pengelola.");
}

export const RESUME: Button = { label: "Lanjutkan pengiriman", says: "/lanjutkan" };

/** `now` false: it was so already. */
export function halted(now: boolean): OutgoingMessage {
  return {
    text: [
      now
        ? "Semua pengiriman dihentikan, di semua platform. Yang belum terkirim menunggu."
        : "Semua pengiriman memang sudah dihentikan.",
    ],
    buttons: [[RESUME]],
  };
}

/** `now` false: it was so already. `held`: what goes out by it. */
export function resumed(now: boolean, held: HeldBack, at: Date): OutgoingMessage {
  if (!now) return text("Pengiriman memang sedang berjalan.");
  if (held === null) return text("Pengiriman dilanjutkan.");
  return {
    text: [
      `Pengiriman dilanjutkan. ${heldBackOf(held, at, "kini dikirim")}. Yang tidak layak lagi masih dapat ditahan.`,
    ],
    buttons: [[{ label: "Tahan satu siaran", says: "/tahan" }]],
  };
}

/** "3 siaran menunggu, yang terlama disetujui 09.10 WIB" */
export function heldBackOf(
  { alerts, since }: NonNullable<HeldBack>,
  now: Date,
  what: "menunggu" | "kini dikirim" = "menunggu",
): string {
  return `${number(alerts)} siaran ${what}, ${alerts > 1 ? "yang terlama " : ""}disetujui ${shortMoment(since, now)}`;
}

/** To the other editors. `late`: when it was asked for, where that reached us only now. */
export function haltedBy({ name, late }: { name: string; late: Date | null }, now: Date): OutgoingMessage {
  const how = late === null ? "" : `, dengan pesan dari ${shortMoment(late, now)} yang baru sampai sekarang`;
  return {
    text: [{ bold: "Semua pengiriman dihentikan" }, ` oleh ${name}${how}. Yang belum terkirim menunggu.`],
    buttons: [[RESUME]],
  };
}

export function resumedBy(name: string): OutgoingMessage {
  return text(`Pengiriman dilanjutkan oleh ${name}.`);
}

/** `recent`: the last broadcasts, so that their numbers are at hand. */
export function deskStatus(status: DeskStatus, recent: readonly Listed[], now: Date): OutgoingMessage {
  const { stopped } = status;
  const since = stopped?.at ? ` sejak ${shortMoment(stopped.at, now)}` : "";
  const buttons = [...(stopped ? [[RESUME]] : []), ...choices(recent, "status")];
  return {
    text: [
      { bold: stopped ? "Pengiriman DIHENTIKAN" : "Pengiriman berjalan" },
      stopped ? `${since}${stopped.by === null ? "" : `, oleh ${stopped.by}`}` : "",
      stopped?.heldBack ? `\n${heldBackOf(stopped.heldBack, now)}` : "",
      `\nChat yang mendengarkan: ${number(status.chats)}` +
        `\nDraf menunggu: ${number(status.drafts)}` +
        `\nKiriman menunggu: ${number(status.waiting)}` +
        `\nTerkirim dalam 24 jam: ${number(status.sentToday)}` +
        `\nArtikel gagal dibaca: ${number(status.deadLetters)}` +
        (status.deadLetters > 0 ? " (ketik /gagal)" : ""),
      ...(recent.length > 0 ? ["\n\n", { bold: "Siaran terakhir" }, ...recent.map(lineOf("Siaran"))] : []),
    ],
    ...(buttons.length > 0 && { buttons }),
    preview: false,
  };
}

/** Its number does not stand first: where choices are numbers, it would be taken for one of them. */
function lineOf(name: "Siaran" | "Draf"): (listed: Listed) => string {
  return ({ alert: { id, content, decidedAt, state } }) => {
    const at = decidedAt ? `${clockTime(decidedAt)}, ` : "";
    return `\n• ${name} ${id}: ${clip(content.headline, 80)} (${at}${STATES[state]})`;
  };
}

/** Buttons that say the command about each, two in a row. */
function choices(listed: readonly Listed[], command: string): Button[][] {
  return inPairs(
    listed.map(({ alert: { id, content } }) => ({
      label: `${id}: ${clip(content.headline, 24)}`,
      says: `/${command} ${id}`,
    })),
  );
}

/** Which one is meant, where the command came without its number. */
export function whichOne(command: string, what: Nameable, listed: readonly Listed[]): OutgoingMessage {
  if (listed.length === 0) return text(NONE[what]);
  const name = what === "draft" ? "Draf" : "Siaran";
  return {
    text: [`${name} yang mana? Pilih, atau tulis nomornya: /${command} 12`, ...listed.map(lineOf(name))],
    buttons: choices(listed, command),
    preview: false,
  };
}

const NONE = {
  draft: "Tidak ada draf yang menunggu.",
  said: "Belum ada yang disiarkan.",
  sending: "Tidak ada siaran yang sedang dikirim.",
  paused: "Tidak ada siaran yang sedang ditahan.",
} as const;
/** What a command is about: a draft, what was said, or only what is going out or held. */
export type Nameable = keyof typeof NONE;

export function noFailures(): OutgoingMessage {
  return text("Tidak ada artikel yang gagal dibaca.");
}

export function failures(letters: readonly DeadLetter[], total: number, now: Date): OutgoingMessage {
  const lines = letters.map(
    ({ id, subject, error, diedAt }) => `\n${id}. ${clip(subject)}, ${age(diedAt, now)}: ${clip(error)}`,
  );
  return {
    text: [
      { bold: `Artikel yang gagal dibaca: ${number(total)}` },
      `${lines.join("")}\n\nKetik /ulangi dan nomornya untuk mencoba lagi.`,
    ],
  };
}

export function retried(id: number): OutgoingMessage {
  return text(`Nomor ${id} dicoba lagi. Bila gagal lagi, artikelnya kembali ke daftar /gagal.`);
}

export function noSuchFailure(id: number): OutgoingMessage {
  return text(`Tidak ada yang gagal bernomor ${id}. Ketik /gagal untuk melihat daftarnya.`);
}

export function whichNumber(command: string): OutgoingMessage {
  return text(`Tulis juga nomornya, misalnya: /${command} 12`);
}

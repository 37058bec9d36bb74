import type { Right } from "../alerts/rights.ts";
import type { AlertState } from "../alerts/alert.ts";
import type { Act, Button, OutgoingMessage } from "../delivery/delivery.ts";
import type { Progress } from "../delivery/ledger.ts";
import { age, clockTime } from "./age.ts";
import type { Listed, OnItsWay } from "./alert-desk.ts";
import { STATES } from "./alert-states.ts";
import { clip, inPairs, number, opinionCounts, reach, text } from "./copy.ts";
import type { DeadLetter, DeskStatus, Draft, Opinions } from "./ports.ts";

/** What editors are told of their desk as a whole: drafts, the one stop, how far a broadcast is. */

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

const MAY_NOT: Readonly<Record<Right, string>> = {
  look: "Akun Anda tidak lagi termasuk redaksi.",
  edit: "Hak Anda hanya melihat.",
  stop: "Hak Anda hanya melihat.",
  send: "Hak Anda tidak mencakup mengirim atau mengubah yang sudah terkirim.",
  mend: "Hak Anda tidak mencakup mengurus yang gagal atau tidak pasti.",
  sources: "Hak Anda tidak mencakup mengurus sumber.",
  people: "Hak Anda tidak mencakup mengurus orang.",
};

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

export function askBroadcast(): OutgoingMessage {
  return text("Kirim tautan artikel atau teks yang ingin disiarkan. Ketik batal untuk tidak jadi.");
}

export function draftFault(why: string): OutgoingMessage {
  return text(`Draf tidak dapat dibuat. ${why}`);
}

/** Said under the preview, which is exactly what readers will get. */
export function confirmBroadcast(draft: Draft): OutgoingMessage {
  const { id, audience } = draft;
  const why = warned(draft);
  return {
    text: [
      "Begitulah pembaca akan melihatnya. ",
      { bold: `Draf ${id}` },
      `, untuk ${reach(audience)}.${why}${why === "" ? " " : "\n"}Siarkan?`,
    ],
    buttons: decision(draft, "Batal"),
  };
}

/** `stopped`: all sending is, so that it waits. */
export function sending(id: number, chats: number, stopped: boolean): OutgoingMessage {
  const result = { label: "Hasil", says: `/status ${id}` };
  return stopped
    ? {
        text: [
          `Disetujui untuk ${number(chats)} chat, tetapi `,
          { bold: "semua pengiriman sedang dihentikan" },
          ". Siaran ini terkirim setelah pengiriman dilanjutkan.",
        ],
        buttons: [[RESUME, result]],
      }
    : {
        text: [`Sedang dikirim ke ${number(chats)} chat.`],
        buttons: [[{ label: "Tahan", says: `/tahan ${id}` }, result]],
      };
}

const RESUME: Button = { label: "Lanjutkan pengiriman", says: "/lanjutkan" };

export function draftRejected(id: number, reason: string | null): OutgoingMessage {
  return {
    text: [
      `Draf ${id} ditolak dan tidak akan disiarkan.${reason === null ? "" : ` Alasan: ${clip(reason)}`}`,
    ],
    buttons: [[{ label: "Kembalikan", says: `/kembalikan ${id}` }]],
  };
}

export function noSuchDraft(id: number): OutgoingMessage {
  return text(`Tidak ada draf atau siaran bernomor ${id}. Ketik /antrean untuk melihat yang menunggu.`);
}

export function queueEmpty(): OutgoingMessage {
  return text("Tidak ada draf yang menunggu.");
}

/** Said under each waiting draft's preview. */
export function decide(draft: Draft): OutgoingMessage {
  const { id, audience } = draft;
  return {
    text: [{ bold: `Draf ${id}` }, `, untuk ${reach(audience)}${warned(draft)}`],
    buttons: decision(draft, "Tolak"),
  };
}

function warned({ reasons = [] }: Draft): string {
  return reasons.map((reason) => `\n⚠️ ${clip(reason, 200)}`).join("");
}

export function queueRest(rest: number): OutgoingMessage {
  return text(`Masih ada ${number(rest)} draf lain. Ketik /antrean lagi setelah yang di atas diputuskan.`);
}

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

export function resumed(now: boolean): OutgoingMessage {
  return text(now ? "Pengiriman dilanjutkan." : "Pengiriman memang sedang berjalan.");
}

/** To the other editors. */
export function haltedBy(name: string): OutgoingMessage {
  return {
    text: [{ bold: "Semua pengiriman dihentikan" }, ` oleh ${name}. Yang belum terkirim menunggu.`],
    buttons: [[RESUME]],
  };
}

export function resumedBy(name: string): OutgoingMessage {
  return text(`Pengiriman dilanjutkan oleh ${name}.`);
}

/** `recent`: the last broadcasts, so that their numbers are at hand. */
export function deskStatus(status: DeskStatus, recent: readonly Listed[]): OutgoingMessage {
  const { stopped } = status;
  const since = stopped?.at ? ` sejak ${clockTime(stopped.at)}` : "";
  const buttons = [...(stopped ? [[RESUME]] : []), ...choices(recent, "status")];
  return {
    text: [
      { bold: stopped ? "Pengiriman DIHENTIKAN" : "Pengiriman berjalan" },
      stopped ? `${since}${stopped.by === null ? "" : `, oleh ${stopped.by}`}` : "",
      `\nChat yang mendengarkan: ${number(status.chats)}` +
        `\nDraf menunggu: ${number(status.drafts)}` +
        `\nKiriman menunggu: ${number(status.waiting)}` +
        `\nTerkirim dalam 24 jam: ${number(status.sentToday)}` +
        `\nArtikel gagal dibaca: ${number(status.deadLetters)}` +
        (status.deadLetters > 0 ? " (ketik /gagal)" : ""),
      ...(recent.length > 0 ? ["\n\n", { bold: "Siaran terakhir" }, ...recent.map(lineOf)] : []),
    ],
    ...(buttons.length > 0 && { buttons }),
    preview: false,
  };
}

function lineOf({ alert: { id, content, decidedAt, state } }: Listed): string {
  const at = decidedAt ? `${clockTime(decidedAt)}, ` : "";
  return `\n${id}. ${clip(content.headline, 80)} (${at}${STATES[state]})`;
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
  return {
    text: [
      `${what === "draft" ? "Draf" : "Siaran"} yang mana? Pilih, atau tulis nomornya: /${command} 12`,
      ...listed.map(lineOf),
    ],
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

/** How far the newest act of a broadcast is, for /status N. */
export function progress(
  { alert: { id, state, content }, acts }: OnItsWay,
  opinions: Opinions | null = null,
): OutgoingMessage {
  const { act, counts } = acts.at(-1) ?? NOTHING_SENT;
  const what = act === "recall" ? "Penarikan siaran" : act === "send" ? "Siaran" : "Ralat siaran";
  const head = `${what} ${id} ${standing(state, counts)}`;
  const said = opinions !== null && opinions.good + opinions.bad + opinions.wrong > 0;
  const readers = said ? `\n${opinionCounts(opinions)}` : "";
  const held = { label: "Teruskan", says: `/teruskan ${id}` };
  const hold = { label: "Tahan", says: `/tahan ${id}` };
  const going = state === "paused" ? [held] : state === "sending" && counts.open > 0 ? [hold] : [];
  const unknown = counts.unknown > 0 ? [{ label: "Yang tidak pasti", says: `/takpasti ${id}` }] : [];
  const change = [
    { label: "Ralat", says: `/ralat ${id}` },
    { label: "Tarik", says: `/tarik ${id}` },
  ];
  return {
    text: [{ bold: head }, `\n${clip(content.headline)}\n${countsOf(counts, act)}${readers}`],
    ...(act === "recall" ? {} : { buttons: [[...going, ...change, ...unknown]] }),
  };
}

const NOTHING_SENT: OnItsWay["acts"][number] = {
  act: "send",
  counts: { open: 0, sent: 0, gone: 0, withdrawn: 0, unknown: 0, refused: 0, total: 0 },
};

function standing(state: AlertState, { open }: Progress): string {
  if (state === "paused") return "ditahan";
  if (state === "stopped") return "dihentikan";
  return open > 0 ? "sedang dikirim" : "selesai";
}

/** The last word to the editor who set off a broadcast. */
export function broadcastDone(of: OnItsWay): OutgoingMessage {
  return progress({
    ...of,
    acts: of.acts.map(({ act, counts }) => ({ act, counts: { ...counts, open: 0 } })),
  });
}

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

function decision({ id, version, audience: { now, inDigest } }: Draft, no: string): Button[][] {
  return [
    [
      { label: `Siarkan ke ${number(now + inDigest)} chat`, says: `/setujui ${id}v${version}` },
      { label: no, says: `/tolak ${id}v${version}` },
    ],
    [
      { label: "Ubah", says: `/ubah ${id}` },
      { label: "Jadwalkan", says: `/jadwal ${id}v${version}` },
      { label: "Penerima", says: `/kepada ${id}` },
    ],
  ];
}

function countsOf(of: Progress, act: Act): string {
  const all = of.sent + of.open + of.gone + of.withdrawn + of.unknown + of.refused;
  const done = act === "recall" ? "Ditarik di" : "Terkirim ke";
  const others: [number, string][] = [
    [of.open, "masih menunggu"],
    [of.gone, "sudah pergi atau memblokir"],
    [of.withdrawn, "ditarik"],
    [of.unknown, "tidak pasti sampai"],
    [of.refused, "ditolak platform"],
  ];
  const lines = others.filter(([count]) => count > 0).map(([count, what]) => `\n${number(count)} ${what}`);
  return `${done} ${number(of.sent)} dari ${number(all)} chat.${lines.join("")}`;
}

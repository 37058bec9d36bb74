import type { AlertState } from "../../alerts/alert.ts";
import type { Act, OutgoingMessage } from "../../delivery/delivery.ts";
import type { Progress } from "../../delivery/ledger.ts";
import type { OnDesk, OnItsWay } from "../alert-desk.ts";
import type { Opinions } from "../ports.ts";
import { STATES } from "./alert-states.ts";
import { RESUME } from "./desk.ts";
import { opinionCounts } from "./opinions.ts";
import { clip, number, text } from "./pieces.ts";

/** Alerts that go out or have gone out: how far they are, holding, correcting and recalling them. */

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

/** How far the newest act of a broadcast is, for /status N. `stopped`: all sending is. */
export function progress(
  { alert: { id, state, content }, acts }: OnItsWay,
  { opinions = null, stopped = false }: { opinions?: Opinions | null; stopped?: boolean } = {},
): OutgoingMessage {
  const { act, counts } = acts.at(-1) ?? NOTHING_SENT;
  const what = act === "recall" ? "Penarikan siaran" : act === "send" ? "Siaran" : "Ralat siaran";
  const waits = stopped && (state === "sending" || state === "recalled") && counts.open > 0;
  const head = `${what} ${id} ${waits ? "menunggu: semua pengiriman sedang dihentikan" : standing(state, counts)}`;
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
    ...(act === "recall" && !waits
      ? {}
      : {
          buttons: [
            ...(waits ? [[RESUME]] : []),
            ...(act === "recall" ? [] : [[...going, ...change, ...unknown]]),
          ],
        }),
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

/** Pressed twice, or by two. */
export function alreadySending(id: number): OutgoingMessage {
  return text(
    `Siaran ${id} sudah berjalan, tidak dikirim dua kali. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function held(id: number): OutgoingMessage {
  return {
    text: [`Siaran ${id} ditahan. Yang sudah terkirim tetap ada.`],
    buttons: [
      [
        { label: "Teruskan", says: `/teruskan ${id}` },
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Tarik", says: `/tarik ${id}` },
        { label: "Hentikan", says: `/hentikan ${id}` },
      ],
    ],
  };
}

export function continued(id: number): OutgoingMessage {
  return {
    text: [`Siaran ${id} diteruskan.`],
    buttons: [
      [
        { label: "Tahan lagi", says: `/tahan ${id}` },
        { label: "Hasil", says: `/status ${id}` },
      ],
    ],
  };
}

export function ended(id: number, correcting: boolean): OutgoingMessage {
  return {
    text: [
      `Siaran ${id} dihentikan; yang belum menerima tidak akan menerimanya. Yang sudah terkirim tetap ada${correcting ? ", dan ralatnya tetap dikirim" : ""}.`,
    ],
    buttons: [
      [
        { label: "Ralat", says: `/ralat ${id}` },
        { label: "Tarik", says: `/tarik ${id}` },
      ],
    ],
  };
}

/** Nobody has it, or nobody has it any more: nothing to correct or to recall. */
export function notSaidYet({ alert: { id, state } }: OnDesk): OutgoingMessage {
  const start = `Siaran ${id} ${STATES[state]}: tidak ada yang dapat diralat atau ditarik.`;
  if (state !== "draft" && state !== "scheduled") return text(start);
  return {
    text: [start],
    buttons: [
      [
        { label: "Ubah", says: `/ubah ${id}` },
        { label: "Tolak", says: `/tolak ${id}` },
      ],
    ],
  };
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

/** Why a correction is none. */
export const SAME_AS_SENT =
  "Isinya sama dengan yang sudah terkirim. Ubah isinya, atau tulis apa yang semula keliru.";

/** `faults`: of its new words. `noted`: readers are told what was wrong. */
export function confirmCorrection(id: number, faults: OnDesk["faults"], noted: boolean): OutgoingMessage {
  return {
    text: [
      "Begitulah isinya setelah ralat. Pesan yang sudah terkirim akan diubah; di tempat yang tidak dapat diubah lagi, ralat dikirim sebagai pesan baru.",
      noted ? "" : " Tanpa baris “Ralat: …” pembaca tidak tahu apa yang semula keliru.",
      ...faults.map(({ why }): string => `\n⚠️ ${clip(why, 200)}`),
      faults.length > 0 ? "\n" : " ",
      { bold: `Kirim ralat siaran ${id}?` },
    ],
    buttons: [
      [
        { label: "Kirim ralat", says: `/ralat ${id} ya` },
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

export function confirmRecall({ alert }: OnDesk, reason: string | null): OutgoingMessage {
  return {
    text: [
      { bold: `Tarik siaran ${alert.id}?` },
      `\n“${clip(alert.content.headline)}”\nPesannya dihapus di semua chat; di tempat yang tidak dapat dihapus lagi, dikirim pemberitahuan bahwa kabar ini ditarik. `,
      reason === null
        ? "Tulis alasannya untuk pembaca, atau pilih Tarik."
        : `Pembaca melihat: “Alasan: ${reason}”`,
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

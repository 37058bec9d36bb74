import type { Button, ChatKind, OutgoingMessage } from "../../delivery/delivery.ts";
import type { Follows } from "../follows.ts";
import { asKeywords } from "../understanding/pleas.ts";
import { offer } from "./followed.ts";
import { fitting, inMarks, text } from "./pieces.ts";

/** Leaving, and what may have been a plea to leave. */

/** `follows` is what has just ended: whoever meant "for now" has it back with one press. */
export function goodbye(kind: ChatKind, follows: Follows): OutgoingMessage {
  const message = text(
    kind === "private"
      ? "Langganan Anda sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Ketik /start kapan saja."
      : "Langganan di sini sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Admin dapat mengetik /start kapan saja.",
  );
  const buttons = backTo(follows);
  return buttons.length > 0 ? { ...message, buttons: [buttons] } : message;
}

/** What makes it `before` again; null where that is more than a button holds. */
export function undoing(before: Follows): string | null {
  const names = namesOf(before);
  const says =
    names.length === 0 ? "/berhenti" : before.all ? "/langganan semua" : `/ikuti hanya ${names.join(", ")}`;
  return fitting({ label: "", says })[0]?.says ?? null;
}

/** Nothing is undone without a press: who says "gak jadi" may mean something else. */
export function takeBack(says: string): OutgoingMessage {
  return {
    text: ["Belum ada yang dibatalkan. Kembalikan langganan seperti sebelumnya?"],
    buttons: [[{ label: "Kembalikan", says }]],
  };
}

/** What brings all of it back; nothing where there was nothing, or more than a button holds. */
function backTo(follows: Follows): Button[] {
  const names = namesOf(follows);
  return names.length === 0 ? [] : fitting({ label: "Ikuti lagi", says: `/ikuti ${names.join(", ")}` });
}

function namesOf({ all, breaking, topics, words, outlets, regions }: Follows): string[] {
  return [
    ...(all ? ["semua"] : []),
    ...topics,
    ...words.map(asKeywords),
    ...outlets.map((outlet) => `media ${outlet}`),
    ...regions.map((region) => `wilayah ${region}`),
    ...(breaking ? ["kilat"] : []),
  ];
}

/** For an editor who said "stop" and may have meant all sending. */
export function goodbyeEditor(): OutgoingMessage {
  return text(
    "Langganan Anda sendiri sudah dihentikan.\nUntuk menghentikan semua pengiriman, ketik /hentikan. Untuk kembali berlangganan, ketik /start.",
  );
}

/** For whoever asks how to stop: nothing has happened yet. */
export function howToLeave(): OutgoingMessage {
  return {
    text: [
      "Ketik /berhenti kapan saja, lalu kami tidak mengirim berita lagi. Bisa juga jeda dulu, atau kurangi topiknya.",
    ],
    buttons: [
      [STOP, { label: "Jeda seminggu", says: "/jeda seminggu" }],
      [{ label: "Atur topik", says: "/langganan" }],
    ],
  };
}

/** Nothing is followed that may have been a plea to stop; `words` can be, and `search` looked for, with one more press. */
export function unsure(words: string | null, search?: string): OutgoingMessage {
  return {
    text: ["Maaf, kami belum yakin maksud Anda, jadi belum ada yang diubah. Apa yang Anda inginkan?"],
    buttons: [
      [STOP, { label: "Jeda", says: "/jeda" }],
      [
        { label: "Atur topik", says: "/langganan" },
        { label: "Atur waktu", says: "/atur" },
      ],
      ...(words === null ? [] : offer(words).map((button) => [button])),
      ...(search === undefined
        ? []
        : fitting({ label: `Cari ${inMarks(search)}`, says: `/cari ${search}` }).map((button) => [button])),
    ],
  };
}

export const STOP: Button = { label: "Berhenti", says: "/berhenti" };

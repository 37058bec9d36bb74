import type { Topic } from "../../articles/topic.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { dayName } from "../age.ts";
import type { Kept, Newsroom } from "../ports.ts";
import type { Said } from "../said.ts";
import { followed } from "./followed.ts";
import { MESSENGERS, number, text } from "./pieces.ts";
import { summaryOf } from "./settings.ts";

/** What is kept of a reader. */

export function privatelyOnly(): OutgoingMessage {
  return text("Perintah itu hanya untuk chat pribadi dengan kami.");
}

export function nothingKept(): OutgoingMessage {
  return text("Kami tidak menyimpan data apa pun tentang Anda.");
}

export function dataKept(
  chat: Said["chat"],
  { since, listens, follows, preferences, deliveries, opinions }: Kept,
  topics: readonly Topic[],
  { name, contact }: Newsroom,
  now: Date,
): OutgoingMessage {
  const where = MESSENGERS[chat.messenger];
  return {
    text: [
      { bold: "Yang kami simpan tentang Anda" },
      `\nNomor chat Anda di ${where}: ${chat.address.replace(/@.*$/, "")}` +
        `\nSejak ${dayName(since, preferences.zone)}${listens ? "" : ", dan sekarang tidak berlangganan"}` +
        `\n${followed(chat.kind, follows, topics)}` +
        `\n${summaryOf(preferences, now)}` +
        `\nCatatan kiriman berita: ${number(deliveries)}` +
        `\nPendapat tentang berita: ${number(opinions)}` +
        "\nPercakapan ini: paling lama 24 jam" +
        `\n\nYang menyimpannya: ${name}${contact === null ? "" : ` (${contact})`}. ` +
        "Nama Anda tidak kami simpan. Ketik /hapusdataku untuk menghapus semuanya.",
    ],
    buttons: [[{ label: "Hapus semua data saya", says: "/hapusdataku" }]],
  };
}

export function confirmErase(): OutgoingMessage {
  return {
    text: [
      "Semua data Anda akan dihapus untuk selamanya, dan berita tidak dikirim lagi. Ini tidak dapat dibatalkan. Hapus? Balas “ya” kalau yakin.",
    ],
    buttons: [
      [
        { label: "Ya, hapus semuanya", says: "/hapusdataku ya" },
        { label: "Batal", says: "/batal" },
      ],
    ],
  };
}

export function erased(proof: string): OutgoingMessage {
  return text(
    `Semua data Anda sudah dihapus dan langganan berakhir. Kode bukti: ${proof}` +
      "\nKode itu satu-satunya yang kami catat, dan tidak menunjuk kepada Anda.",
  );
}

import type { ChatKind, OutgoingMessage } from "../../delivery/delivery.ts";
import type { RichText } from "../../delivery/rich-text.ts";
import { type Command, COMMANDS } from "../commands.ts";
import type { Newsroom } from "../ports.ts";
import { number, text } from "./pieces.ts";

/** Help, and what is said when we are at a loss. */

export function help(kind: ChatKind, editor: boolean): OutgoingMessage {
  const hint =
    kind === "private"
      ? "\n\nTanpa garis miring juga bisa. Kata apa pun yang lain akan kami cari di arsip berita."
      : "";
  const desk: RichText = editor ? ["\n\n", { bold: "Redaksi" }, `\n${commandLines("editor", kind)}`] : [];
  return { text: [{ bold: "Yang dapat Anda ketik" }, `\n${commandLines("reader", kind)}${hint}`, ...desk] };
}

export function whoWeAre({ name, contact }: Newsroom): OutgoingMessage {
  return text(
    `Ini ${name}, layanan berita otomatis di chat. Kami mengirim ringkasan berita yang Anda ikuti dan mencarikan berita untuk Anda; ` +
      `yang membalas di sini mesin, bukan orang.${contact === null ? "" : `\nMenghubungi redaksi: ${contact}`}` +
      "\nMulai: /start. Semua perintah: /bantuan. Berhenti: /berhenti.",
  );
}

export function youAreWelcome(): OutgoingMessage {
  return text("Sama-sama. Ketik /bantuan untuk melihat perintah.");
}

export function unclear(): OutgoingMessage {
  return text("Maaf, kami belum mengerti. Ketik beberapa kata untuk mencari berita, atau /bantuan.");
}

/** A voice message, a place, a contact. */
export function wordsOnly(): OutgoingMessage {
  return text(
    "Maaf, kami hanya dapat membaca tulisan. Ketik beberapa kata untuk mencari berita, atau /bantuan.",
  );
}

export function unknownCommand(): OutgoingMessage {
  return text("Perintah itu tidak ada. Ketik /bantuan untuk melihat daftarnya.");
}

export function noSuchChoice(of: number): OutgoingMessage {
  return text(of === 1 ? "Pilihannya hanya angka 1." : `Pilih satu angka dari 1 sampai ${number(of)}.`);
}

export function cancelled(): OutgoingMessage {
  return text("Baik, dibatalkan.");
}

export function slowDown(): OutgoingMessage {
  return text("Pesan Anda terlalu banyak dalam waktu singkat. Tunggu sebentar, lalu coba lagi.");
}

export function busy(): OutgoingMessage {
  return text("Sedang banyak yang mencari berita. Coba lagi sebentar lagi, atau ketik /terbaru.");
}

export function trouble(): OutgoingMessage {
  return text("Maaf, ada gangguan di tempat kami. Coba lagi sebentar lagi.");
}

/** Under a list without buttons. */
export function answerWithNumber(count: number): string {
  return count === 1 ? "Balas dengan angka 1 untuk memilih." : "Balas dengan angka pilihan Anda.";
}

function commandLines(who: Command["who"], kind: ChatKind): string {
  return COMMANDS.filter((entry) => entry.who === who && entry.unlisted === undefined)
    .filter(({ key }) => kind === "private" || key !== "data")
    .map(({ command, description }) => `/${command} – ${description}`)
    .join("\n");
}

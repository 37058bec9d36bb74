import type { Topic } from "../articles/topic.ts";
import type { Button, ChatKind, OutgoingMessage } from "../delivery/delivery.ts";
import type { RichText } from "../delivery/rich-text.ts";
import { age, clockTime } from "./age.ts";
import { type Command, COMMANDS } from "./commands.ts";
import { type Follows, followsNothing } from "./follows.ts";
import type { DeadLetter, DeskStatus, Draft, FoundArticle, FoundPage, Progress } from "./ports.ts";

/** Every Indonesian sentence the conversation says, in one file. Each function gives one whole message. */

const NAME = "Kabar Kilat";

// --- starting, following, leaving --------------------------------------------

export function welcome(follows: Follows, topics: readonly Topic[]): OutgoingMessage {
  return {
    text: [
      { bold: `Selamat datang di ${NAME}.` },
      "\nKami mengirim ringkasan berita begitu terbit, sesuai topik yang Anda pilih." +
        "\n\nTopik apa yang ingin Anda ikuti?",
    ],
    buttons: topicButtons(follows, topics),
  };
}

export function welcomeBack(kind: ChatKind, follows: Follows, topics: readonly Topic[]): OutgoingMessage {
  return {
    text: [{ bold: "Selamat datang kembali." }, `\n${followed(kind, follows, topics)}`],
    buttons: topicButtons(follows, topics),
  };
}

/**
 * Said in a group or channel that has just taken us in. Where there are no buttons the topics are named instead: nobody has
 * spoken yet whose numbers we could understand.
 */
export function greetGroup(
  kind: ChatKind,
  follows: Follows,
  topics: readonly Topic[],
  buttons: boolean,
): OutgoingMessage {
  const state = followsNothing(follows) ? "" : `\n${followed(kind, follows, topics)}`;
  const how = buttons ? "dengan tombol di bawah atau mengetik" : "dengan mengetik";
  const names = buttons ? "" : `\nTopik: ${list(topics.map(({ name }) => name))}.`;
  const greeting: RichText = [
    { bold: `Halo, ini ${NAME}.` },
    `\nKami mengirim ringkasan berita begitu terbit.${state}${names}` +
      `\n\nAdmin dapat memilih topik ${how}, misalnya, /langganan ${topics[0]?.id ?? "semua"}.`,
  ];
  return buttons ? { text: greeting, buttons: topicButtons(follows, topics) } : { text: greeting };
}

/** What the chat follows, with a button to change each. */
export function followsNow(kind: ChatKind, follows: Follows, topics: readonly Topic[]): OutgoingMessage {
  return {
    text: [`${followed(kind, follows, topics)}\nPilih untuk mengubah:`],
    buttons: topicButtons(follows, topics),
  };
}

/** After a change. `unknown` was asked for, too, and is no topic of ours. */
export function changed(
  kind: ChatKind,
  follows: Follows,
  topics: readonly Topic[],
  unknown: readonly string[],
): OutgoingMessage {
  const missed = unknown.length > 0 ? `\n${noSuchTopic(unknown)}` : "";
  return {
    text: [`Baik. ${followed(kind, follows, topics)}${missed}`],
    buttons: topicButtons(follows, topics),
  };
}

export function unknownTopic(
  unknown: readonly string[],
  follows: Follows,
  topics: readonly Topic[],
): OutgoingMessage {
  return {
    text: [`${noSuchTopic(unknown)} Topik yang tersedia:`],
    buttons: topicButtons(follows, topics),
  };
}

export function goodbye(kind: ChatKind): OutgoingMessage {
  return text(
    kind === "private"
      ? "Langganan Anda sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Ketik /start kapan saja."
      : "Langganan di sini sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Admin dapat mengetik /start kapan saja.",
  );
}

/** For an editor who said "stop" and may have meant all sending. */
export function goodbyeEditor(): OutgoingMessage {
  return text(
    "Langganan Anda sendiri sudah dihentikan.\nUntuk menghentikan semua pengiriman, ketik /hentikan. Untuk kembali berlangganan, ketik /start.",
  );
}

export function adminsOnly(kind: ChatKind): OutgoingMessage {
  return text(`Maaf, hanya admin ${place(kind)} yang dapat mengatur langganan di sini.`);
}

// --- searching ---------------------------------------------------------------

export const PER_PAGE = 5;

export function results(words: string, page: number, found: FoundPage, now: Date): OutgoingMessage {
  const head: RichText = found.near
    ? ["Tidak ada berita yang persis memuat semua kata itu. Yang paling dekat dengan ", quoted(words), ":"]
    : ["Hasil pencarian ", quoted(words), page > 1 ? `, halaman ${number(page)}:` : ":"];
  return listed(head, found, now, pageButtons(page, found.more, "/hal"));
}

export function nothingFound(words: string): OutgoingMessage {
  return {
    text: [
      "Belum ada berita tentang ",
      quoted(words),
      ". Coba kata lain atau lebih sedikit kata, atau ketik /terbaru.",
    ],
  };
}

export function noMorePages(): OutgoingMessage {
  return text("Tidak ada berita lagi. Ketik /cari diikuti kata untuk mencari yang lain.");
}

export function askSearch(): OutgoingMessage {
  return text("Apa yang ingin Anda cari? Ketik beberapa kata, misalnya: banjir jakarta");
}

export function latest(page: number, found: FoundPage, now: Date): OutgoingMessage {
  const head: RichText = [{ bold: "Berita terbaru" }, page > 1 ? `, halaman ${number(page)}` : ""];
  return listed(head, found, now, pageButtons(page, found.more, "/terbaru"));
}

export function nothingYet(): OutgoingMessage {
  return text("Belum ada berita.");
}

// --- help, and when we are at a loss -----------------------------------------

export function help(kind: ChatKind, editor: boolean): OutgoingMessage {
  const hint =
    kind === "private"
      ? "\n\nTanpa garis miring juga bisa. Kata apa pun yang lain akan kami cari di arsip berita."
      : "";
  const desk: RichText = editor ? ["\n\n", { bold: "Redaksi" }, `\n${commandLines("editor")}`] : [];
  return { text: [{ bold: "Yang dapat Anda ketik" }, `\n${commandLines("reader")}${hint}`, ...desk] };
}

export function youAreWelcome(): OutgoingMessage {
  return text("Sama-sama. Ketik /bantuan untuk melihat perintah.");
}

export function unclear(): OutgoingMessage {
  return text("Maaf, kami belum mengerti. Ketik beberapa kata untuk mencari berita, atau /bantuan.");
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

export function trouble(): OutgoingMessage {
  return text("Maaf, ada gangguan di tempat kami. Coba lagi sebentar lagi.");
}

/** Under a list without buttons. */
export function answerWithNumber(count: number): string {
  return count === 1 ? "Balas dengan angka 1 untuk memilih." : "Balas dengan angka pilihan Anda.";
}

// --- the editors' desk -------------------------------------------------------

export function refused(): OutgoingMessage {
  return text("Maaf, perintah itu hanya untuk redaksi dan hanya lewat chat pribadi.");
}

export function askBroadcast(): OutgoingMessage {
  return text("Kirim tautan artikel atau teks yang ingin disiarkan. Ketik batal untuk tidak jadi.");
}

export function draftFault(why: string): OutgoingMessage {
  return text(`Draf tidak dapat dibuat. ${why}`);
}

/** Said under the preview, which is exactly what readers will get. */
export function confirmBroadcast({ id, audience }: Draft): OutgoingMessage {
  return {
    text: [
      "Begitulah pembaca akan melihatnya. ",
      { bold: `Draf ${id}` },
      `, untuk ${number(audience)} chat. Siarkan?`,
    ],
    buttons: [decision(id, audience, "Batal")],
  };
}

export function sending(id: number, chats: number): OutgoingMessage {
  return text(`Sedang dikirim ke ${number(chats)} chat. Ketik /status ${id} untuk melihat hasilnya.`);
}

export function alreadySending(id: number): OutgoingMessage {
  return text(
    `Siaran ${id} sudah berjalan, tidak dikirim dua kali. Ketik /status ${id} untuk melihat hasilnya.`,
  );
}

export function draftRejected(id: number): OutgoingMessage {
  return text(`Draf ${id} ditolak dan tidak akan disiarkan.`);
}

export function wasRejected(id: number): OutgoingMessage {
  return text(`Draf ${id} sudah ditolak, jadi tidak dapat disiarkan.`);
}

export function tooLateToReject(id: number): OutgoingMessage {
  return text(`Siaran ${id} sudah berjalan. Ketik /hentikan untuk menghentikan semua pengiriman.`);
}

export function noSuchDraft(id: number): OutgoingMessage {
  return text(`Tidak ada draf atau siaran bernomor ${id}. Ketik /antrean untuk melihat yang menunggu.`);
}

export function queueEmpty(): OutgoingMessage {
  return text("Tidak ada draf yang menunggu.");
}

/** Said under each waiting draft's preview. */
export function decide({ id, audience }: Draft): OutgoingMessage {
  return {
    text: [{ bold: `Draf ${id}` }, `, untuk ${number(audience)} chat`],
    buttons: [decision(id, audience, "Tolak")],
  };
}

export function queueRest(rest: number): OutgoingMessage {
  return text(`Masih ada ${number(rest)} draf lain. Ketik /antrean lagi setelah yang di atas diputuskan.`);
}

export function halted(): OutgoingMessage {
  return text("Semua pengiriman dihentikan. Ketik /lanjutkan untuk mengirim lagi.");
}

export function resumed(): OutgoingMessage {
  return text("Pengiriman dilanjutkan.");
}

export function deskStatus(status: DeskStatus): OutgoingMessage {
  return {
    text: [
      { bold: status.stopped ? "Pengiriman DIHENTIKAN" : "Pengiriman berjalan" },
      `\nChat yang mendengarkan: ${number(status.chats)}` +
        `\nDraf menunggu: ${number(status.drafts)}` +
        `\nKiriman menunggu: ${number(status.waiting)}` +
        `\nTerkirim dalam 24 jam: ${number(status.sentToday)}` +
        `\nLangkah gagal: ${number(status.deadLetters)}` +
        (status.deadLetters > 0 ? " (ketik /gagal)" : "") +
        (status.stopped ? "\n\nKetik /lanjutkan untuk mengirim lagi." : ""),
    ],
  };
}

/** How far a broadcast is, for /status N. */
export function progress(of: Progress): OutgoingMessage {
  const head = of.waiting > 0 ? `Siaran ${of.id} sedang dikirim` : `Siaran ${of.id} selesai`;
  return { text: [{ bold: head }, `\n${clip(of.headline)}\n${counts(of)}`] };
}

/** The last word to the editor who set off a broadcast. */
export function broadcastDone(of: Progress): OutgoingMessage {
  return progress({ ...of, waiting: 0 });
}

export function noFailures(): OutgoingMessage {
  return text("Tidak ada langkah yang gagal.");
}

export function failures(letters: readonly DeadLetter[], total: number, now: Date): OutgoingMessage {
  const lines = letters.map(
    ({ id, step, subject, error, diedAt }) =>
      `\n${id}. ${step}, ${subject}, ${age(diedAt, now)}: ${clip(error)}`,
  );
  return {
    text: [
      { bold: `Langkah yang gagal: ${number(total)}` },
      `${lines.join("")}\n\nKetik /ulangi dan nomornya untuk mencoba lagi.`,
    ],
  };
}

export function retried(id: number): OutgoingMessage {
  return text(`Langkah ${id} dimulai lagi.`);
}

export function noSuchFailure(id: number): OutgoingMessage {
  return text(`Tidak ada langkah gagal bernomor ${id}. Ketik /gagal untuk melihat daftarnya.`);
}

export function whichNumber(command: string): OutgoingMessage {
  return text(`Tulis juga nomornya, misalnya: /${command} 12`);
}

// --- the pieces --------------------------------------------------------------

function text(line: string): OutgoingMessage {
  return { text: [line] };
}

/** Each topic toggles: what is followed says /berhenti, what is not says /langganan. */
function topicButtons(follows: Follows, topics: readonly Topic[]): Button[][] {
  const toggle = (on: boolean, label: string, id: string): Button =>
    on ? { label: `✅ ${label}`, says: `/berhenti ${id}` } : { label, says: `/langganan ${id}` };
  const each = topics.map(({ id, name }) => toggle(follows.all || follows.topics.includes(id), name, id));
  const rows: Button[][] = [];
  for (let i = 0; i < each.length; i += 2) rows.push(each.slice(i, i + 2));
  rows.push([
    toggle(follows.all, "Semua berita", "semua"),
    toggle(follows.breaking, "Berita kilat", "kilat"),
  ]);
  return rows;
}

/** "Anda mengikuti Ekonomi, Olahraga, dan berita kilat dari semua topik." */
function followed(kind: ChatKind, follows: Follows, topics: readonly Topic[]): string {
  const who = kind === "private" ? "Anda" : kind === "group" ? "Grup ini" : "Saluran ini";
  if (follows.all) return `${who} mengikuti semua berita.`;
  const names = topics.filter(({ id }) => follows.topics.includes(id)).map(({ name }) => name);
  const things = follows.breaking ? [...names, "berita kilat dari semua topik"] : names;
  return things.length === 0 ? `${who} belum mengikuti apa pun.` : `${who} mengikuti ${list(things)}.`;
}

function noSuchTopic(unknown: readonly string[]): string {
  return `Topik “${clip(unknown.join(" "), 60)}” belum ada.`;
}

function place(kind: ChatKind): string {
  return kind === "channel" ? "saluran" : "grup";
}

function listed(head: RichText, found: FoundPage, now: Date, buttons: Button[]): OutgoingMessage {
  const message = {
    text: [...head, ...found.found.flatMap((article) => entry(article, now))],
    preview: false,
  };
  return buttons.length > 0 ? { ...message, buttons: [buttons] } : message;
}

function entry(article: FoundArticle, now: Date): RichText {
  const from = [article.outlet, age(article.at, now)].filter((part) => part !== null).join(" · ");
  const link = article.link === null ? "" : `\n${article.link}`;
  return ["\n\n", { bold: clip(article.headline) }, `\n${from}${link}`];
}

function pageButtons(page: number, more: boolean, command: string): Button[] {
  return [
    ...(page > 1 ? [{ label: "« Sebelumnya", says: `${command} ${page - 1}` }] : []),
    ...(more ? [{ label: "Berikutnya »", says: `${command} ${page + 1}` }] : []),
  ];
}

function decision(id: number, audience: number, no: string): Button[] {
  return [
    { label: `Siarkan ke ${number(audience)} chat`, says: `/setujui ${id}` },
    { label: no, says: `/tolak ${id}` },
  ];
}

function commandLines(who: Command["who"]): string {
  return COMMANDS.filter((entry) => entry.who === who)
    .map(({ command, description }) => `/${command} – ${description}`)
    .join("\n");
}

function counts(of: Progress): string {
  const all = of.sent + of.waiting + of.gone + of.withdrawn + of.unknown + of.refused;
  const others: [number, string][] = [
    [of.waiting, "masih menunggu"],
    [of.gone, "sudah pergi atau memblokir"],
    [of.withdrawn, "ditarik"],
    [of.unknown, "tidak pasti sampai"],
    [of.refused, "ditolak platform"],
  ];
  const lines = others.filter(([count]) => count > 0).map(([count, what]) => `\n${number(count)} ${what}`);
  return `Terkirim ke ${number(of.sent)} dari ${number(all)} chat.${lines.join("")}`;
}

/** "a", "a dan b", "a, b, dan c", as Indonesian spelling rules (EYD V) have it. */
function list(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  if (things.length < 2) return last;
  return `${things.slice(0, -1).join(", ")}${things.length > 2 ? "," : ""} dan ${last}`;
}

function quoted(words: string): RichText[number] {
  return { bold: `“${clip(words, 60)}”` };
}

/** On one line, shortened to `most` characters as people count them, and unable to turn the rest of ours around. */
function clip(text: string, most = 160): string {
  const line = text
    .slice(0, most * 20) // one character can be thousands of code units long
    .toWellFormed()
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(CHARACTERS.segment(line), (part) => part.segment);
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

const CHARACTERS = new Intl.Segmenter("id");

function number(n: number): string {
  return INDONESIAN.format(n);
}

const INDONESIAN = new Intl.NumberFormat("id-ID");

/** WhatsApp let go of our account, or we must not go on; `why` is a sentence. */
export function whatsAppStopped(why: string, pairAgain: boolean): OutgoingMessage {
  const next = pairAgain
    ? "Tautkan lagi dari ponsel: kodenya ada di terminal layanan. Langganan pembaca tetap tersimpan."
    : "Setelah sebabnya diatasi, nyalakan ulang layanan.";
  return { text: [{ bold: "WhatsApp berhenti" }, `\n${why}\n\n${next}`] };
}

export function whatsAppRestricted(until: Date): OutgoingMessage {
  return {
    text: [
      { bold: "WhatsApp membatasi akun ini" },
      `\nKiriman ke chat pribadi ditunda sampai ${clockTime(until)}. Saluran dan grup tetap jalan.`,
    ],
  };
}

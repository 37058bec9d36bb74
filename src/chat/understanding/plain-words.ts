/**
 * What somebody typed, in plain words: lower case, without marks, politeness and names for us, and with chat spelling written out.
 * "Gak mau dikirimin berita lagi dong, min!" is "tidak mau kirim berita lagi". Words that mean the same to us become one.
 */
export function plainWords(text: string): string[] {
  const typed =
    text
      .slice(0, LONGEST)
      .toLowerCase()
      .replaceAll(/\bterima ?kasih\b/g, " ")
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  return passives(typed)
    .flatMap((word) => plain(word).split(" "))
    .filter((word) => word !== "");
}

/** The same with everything between the words left as it stands: "jam 10 malem – 5.30 ya" is "jam 10 malam – 5.30". */
export function respelt(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/\p{L}+/gu, plain)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^[\s,.!?]+|[\s,.!?]+$/g, "");
}

function plain(word: string): string {
  const once = word.replaceAll(/(\p{L})\1{2,}/gu, "$1"); // "stoppp"
  return PLAIN.get(once) ?? PLAIN.get(doubled(once)) ?? once;
}

/** "di kirim" is "dikirim". */
function passives(typed: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of typed) {
    if (words.at(-1) === "di" && PLAIN.has(`di${word}`)) words[words.length - 1] = `di${word}`;
    else words.push(word);
  }
  return words;
}

/** The word that is said twice: "kirim-kirim" and "kirim2" are "kirim". */
function doubled(word: string): string {
  return word.replace(/^(\p{L}{2,})(?:2|-\1)$/u, "$1");
}

const LONGEST = 400; // characters; nobody asks for something in more

/** Each plain word and what is typed for it; those of "" say nothing. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "":
    "tolong tlg mohon plis please pls coba dong donk dongs deh dech sih nih ya yah iya y ah eh oh lah kah loh lho tuh kan pun " +
    "to the my from min mimin admin nak nduk dek kak kakak ka mas mbak mba gan bro sis bang om pak bu halo hai maaf sori sorry bisa boleh makasih thanks thx terimakasih trims mksh tks tq suwun woi woy " +
    "sudah udah udh sdh dah wis banget bgt amat terus trus yo nggih",
  tidak: "ora gak ga nggak enggak ngga gk tdk tak ndak kagak kaga engga gag",
  "tidak mau": "ogah",
  "tidak jadi": "gajadi gakjadi gkjadi",
  "tidak usah": "gausah gaush gakusah nggausah ndakusah rasah",
  "berhenti ikuti": "unfollow unfoll",
  jangan: "ojo dont jgn jangan2 janganlah",
  saya: "i me aku gue gw gua sy ane aq",
  lagi: "lg lgi maneh deui",
  saja: "aja aj doang doank wae ae",
  hanya: "cuma cuman cm",
  mau: "want pengen pingin pengin pgn ingin hendak minta mo gelem",
  berhenti:
    "stop setop stopp brenti berenti berhentiin brentiin berhentikan hentikan hentiin stopin stopkan stopnya setopkan sudahi udahan " +
    "sudahan distop disetop dihentikan dihentiin diberhentikan dihentikannya unsub unsubs unsubscribe unreg " +
    "eureun liren lirén leren mandeg mandheg",
  malam: "malem mlm",
  matikan: "matiin dimatikan dimatiin nonaktifkan nonaktifin dinonaktifkan off",
  kirim:
    "send sending kirimin kirimi kirimkan ngirim ngirimin mengirim mengirimi dikirim dikirimi dikirimin krm kiriman pengiriman pengirimannya ngechat ngechatin chatin ngewa wain",
  terima: "nerima menerima trima",
  dapat: "dapet dpt mendapat dapetin",
  langganan: "langgan berlangganan langganannya subscribe subs reg",
  berita: "beritanya brita brita2 news kabar kabarnya info infonya informasi warta",
  pesan:
    "messages pesannya notif notifnya notifikasi notifikasinya notip wa whatsapp telegram chat sms broadcast bc alert",
  ganggu: "gangguin mengganggu nganggu spam nyepam spamming hubungi",
  kenapa: "ngapain knp knapa mengapa ngapa kok",
  semua: "all semuanya",
  kurangi: "kurangin dikurangi dikurangin",
  hapus: "apus hapusin apusin hapuskan dihapus delete hilangkan buang",
  batalkan: "batalin batal dibatalkan dibatalin cancel",
  ikuti: "ikutin mengikuti diikuti follow",
  daftar: "daftarin daftarkan",
  tambah: "tambahin tambahkan ditambah nambah",
  pilih: "milih pilihin memilih",
  kabari: "kabarin kabarkan ingatkan ingetin infoin infokan beritahu beritahukan",
  kamu: "lu lo elu elo loe",
  keluarkan: "keluarin dikeluarkan dikeluarin",
  lanjutkan: "lanjut lanjutin aktifkan aktifin nyalakan nyalain hidupkan idupin unmute",
  banyak: "bnyk byk",
  bosan: "bosen",
  mulu: "melulu",
  hari: "hr",
  jadi: "jd",
  setiap: "tiap",
  untuk: "utk buat",
  yang: "yg",
  tentang: "ttg soal seputar mengenai terkait",
  kalau: "kalo klo kl jika bila apabila",
  bagaimana: "gimana gmn",
  sampai: "sampe hingga",
  senyap: "silent diem senyapkan mute dimute bisukan diam diamkan",
};

const PLAIN = new Map(
  Object.entries(SPELLINGS).flatMap(([plain, typed]) =>
    [plain, ...typed.split(" ")].map((word): [string, string] => [word, plain]),
  ),
);

/** A label as somebody would type it, in lower case and nothing but words: "« Sebelumnya" is "sebelumnya". */
export function asTyped(label: string): string {
  return (label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

const COURTESY =
  /(?:[\s,]+(?:dong|donk|deh|ya|yah|sih|min|admin|nak|kak|mas|mbak|please|plis|makasih|terima kasih)[.!]*)+\s*$/iu;

/** "gempa dong min" asks for "gempa". */
export function withoutCourtesy(text: string): string {
  return text.slice(0, 10_000).replace(COURTESY, "");
}

/** A list's parts. Commas inside quotation marks part nothing, nor does one before what is left out ("timnas, -basket"). */
export function partsOf(text: string): string[] {
  const parts =
    withoutCourtesy(text)
      .slice(0, 1000)
      .replaceAll(/[,;]\s*(?=-\p{L})/gu, " ")
      .match(/(?:["“”][^"“”]*["“”]|[^,;\n])+/gu) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .slice(0, PARTS);
}

const PARTS = 10; // more in one message is no wish list

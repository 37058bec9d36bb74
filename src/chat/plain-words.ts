/**
 * What somebody typed, in plain words: lower case, without marks, politeness and names for us, and with chat spelling written out.
 * "Gak mau dikirimin berita lagi dong, min!" is "tidak mau kirim berita lagi". Words that mean the same to us become one.
 */
export function plainWords(text: string): string[] {
  const typed =
    text
      .slice(0, LONGEST)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  return typed
    .flatMap((word) => {
      const once = word.replaceAll(/(\p{L})\1{2,}/gu, "$1"); // "stoppp"
      return (PLAIN.get(once) ?? once).split(" ");
    })
    .filter((word) => word !== "");
}

const LONGEST = 400; // characters; nobody asks for something in more

/** Each plain word and what is typed for it; those of "" say nothing. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "":
    "tolong tlg mohon plis please pls coba dong donk dongs deh dech sih nih ya yah iya y ah eh oh lah kah loh lho tuh kan pun " +
    "to the my from min mimin admin kak kakak ka mas mbak mba gan bro sis bang om pak bu halo hai maaf sori sorry bisa boleh makasih thanks thx " +
    "sudah udah udh sdh dah banget bgt amat terus trus",
  tidak: "gak ga nggak enggak ngga gk tdk tak ndak kagak kaga engga gag",
  "tidak mau": "ogah",
  jangan: "dont jgn jangan2 janganlah",
  saya: "i me aku gue gw gua sy ane aq",
  lagi: "lg lgi",
  saja: "aja aj doang doank",
  hanya: "cuma cuman cm",
  mau: "want pengen pingin pengin pgn ingin hendak minta mo",
  berhenti:
    "stop setop stopp brenti berenti berhentiin brentiin berhentikan hentikan hentiin stopin setopkan sudahi udahan sudahan " +
    "unsub unsubs unsubscribe unreg",
  matikan: "matiin nonaktifkan nonaktifin off",
  kirim:
    "send sending kirimin kirimi kirimkan ngirim ngirimin mengirim mengirimi dikirim dikirimi dikirimin krm kiriman",
  terima: "nerima menerima trima",
  dapat: "dapet dpt mendapat dapetin",
  langganan: "langgan berlangganan langganannya subscribe subs reg",
  berita: "beritanya news kabar kabarnya info infonya informasi warta",
  pesan:
    "messages pesannya notif notifnya notifikasi notifikasinya notip wa whatsapp telegram chat sms broadcast bc alert",
  ganggu: "gangguin mengganggu nganggu spam nyepam spamming hubungi",
  kenapa: "knp knapa mengapa ngapa kok",
  hapus: "apus hapusin apusin hapuskan delete hilangkan buang",
  batalkan: "batalin batal cancel",
  ikuti: "ikutin mengikuti follow unfollow",
  kabari: "kabarin kabarkan ingatkan ingetin infoin infokan beritahu beritahukan",
  lanjutkan: "lanjut lanjutin aktifkan aktifin nyalakan nyalain hidupkan idupin unmute",
  banyak: "bnyk byk",
  hari: "hr",
  setiap: "tiap",
  untuk: "utk buat",
  yang: "yg",
  tentang: "ttg soal seputar mengenai terkait",
  kalau: "kalo klo jika bila apabila",
  bagaimana: "gimana gmn",
  sampai: "sampe hingga",
  senyap: "senyapkan mute dimute bisukan diam diamkan",
};

const PLAIN = new Map(
  Object.entries(SPELLINGS).flatMap(([plain, typed]) =>
    typed.split(" ").map((word): [string, string] => [word, plain]),
  ),
);

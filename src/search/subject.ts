/**
 * What a question is about: "min, ada berita banjir?" asks for "banjir", "siapa presiden Korea" for "presiden Korea", and "ada yang
 * baru?" for nothing in particular (""). Words that only ask are taken from both ends, and from the
 * middle no more than particles ("gempa ga di Bantul"); what is quoted or left out (-bola) is searched for as it was typed.
 *
 * `isName` tells whether two words are a name together: of one nothing is taken ("Bener Meriah").
 */
export function subjectOf(typed: string, isName: (words: string) => boolean = () => false): string {
  if (/["“”„«»]|(?:^|\s)[-–]\p{L}/u.test(typed)) return typed;
  const words = [...typed.matchAll(/[\p{L}\p{N}]+(?:[-.,'’][\p{L}\p{N}]+)*/gu)];
  const asks = (at: number): boolean => ASKING.has(words[at]?.[0].toLowerCase() ?? "");
  let first = 0;
  let last = words.length - 1;
  const begins = (at: number): boolean => isName(`${words[at]?.[0]} ${words[at + 1]?.[0]}`);
  while (first <= last && asks(first) && !begins(first)) first++;
  while (last >= first && asks(last)) last--;
  const [from, until] = [words[first], words[last]];
  if (first > last || !from || !until) return "";
  const whole = first === 0 && last === words.length - 1;
  const subject = whole
    ? typed.replace(/[\s?!.,]+$/, "")
    : typed.slice(from.index, until.index + until[0].length);
  return NOTHING_IN_PARTICULAR.test(subject) ? "" : subject.replaceAll(PARTICLES, " ");
}

/** "berita utama hari ini", "apa yang lagi trending": what there is. */
const NOTHING_IN_PARTICULAR =
  /^(?:utama|headlines?|top|trending|viral|rame|ramai|heboh|hits|seru|penting|terhangat|terpopuler|populer|rangkuman|ringkasan|what happened)(?: (?:berita|news|topik))?$/i;

const PARTICLES = /\s+(?:ga|gak|gk|nggak|ngga|enggak|sih|dong|donk|deh|nih|kok|loh|lho|tuh)(?=\s)\s*/gu; // small letters alone: "GA 716" is a flight

/** Also what asks for freshness: the newest comes first anyhow. */
const ASKING = new Set(
  (
    "min mimin admin kak kakak ka mas mbak mba gan bro sis bang halo hai hi permisi maaf tolong tlg mohon plis please pls coba " +
    "dong donk deh nak nduk dek sih nih ya yah yaa lah kah kok lho loh tuh eh oh gak ga nggak enggak ngga gk tidak belum aja saja doang " +
    "saya aku gue gw sy kamu kalian anda lo mau ingin pengen pengin pingin minta tanya bertanya nanya cek lihat liat baca tau tahu kasih beri kirim " +
    "kirimin cari cariin carikan carilah mencari temukan ada adakah apa apakah apaan siapa berapa kapan kenapa mengapa bagaimana gimana gmn dimana " +
    "mana brp brapa maksudnya maksudku sapa onok ono opo piye aya naon hoyong skrg skg brita kalau kalo klo spill benar benarkah bener betulkah bisa boleh yang yg di ke dari untuk buat soal tentang mengenai seputar terkait ttg berita beritanya kabar kabarnya " +
    "kabarin info infonya informasi informasinya update updatenya news warta terbaru latest terkini terakhir terupdate sekarang barusan baru " +
    "terjadi jadi lagi itu ini semua punya dapat dapet"
  ).split(" "),
);

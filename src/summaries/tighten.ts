import { FRAME, hasVerb, isSentence, VERB } from "./grammar.ts";
import { losesQualifier } from "./qualifying.ts";

/**
 * A line told as headlines tell it, with less each time: without fillers ("berhasil melaju" → "melaju"), without who
 * somebody is beside their name, without the place and the year it ends with. Its own words in their order, still a
 * sentence; the line itself is not among them. [] where nothing can go.
 */
export function tightened(line: string): string[] {
  const forms: string[] = [];
  let form = line;
  for (const step of STEPS) {
    const next = step(form);
    if (next === form || !isSentence(next)) continue;
    if (step !== withoutOpening && losesQualifier(form, next)) continue;
    form = next.slice(0, 1).toUpperCase() + next.slice(1);
    forms.push(form);
  }
  return forms;
}

const EPITHET = String.raw`(?!asal|dari|di|milik|dan|untuk|bernama)\p{Ll}+`;
const NAME = String.raw`\p{Lu}[\p{L}\p{N}.'’-]*(?: \p{Lu}[\p{L}\p{N}.'’-]*){0,4}`;

const STEPS: readonly ((line: string) => string)[] = [
  (line) => line.replaceAll(/\s*\([^)]*\)/g, ""),
  withoutOpening,
  (line) => line.replaceAll(FILLER, ""),
  withoutApposition,
  (line) => line.replace(ROLE, ""),
  (line) => line.replace(CAPACITY, " "),
  (line) => line.replace(FINAL_TIME, ""),
  (line) => line.replace(FINAL_PLACE, ""),
];

// "Meski sudah berpisah, The Weeknd …", "Diminta mundur, Ruhut Sitompul …", "Tiga tahun yang lalu, kabar …"
const OPENING = new RegExp(
  String.raw`^(?!${FRAME})(?:(?:Meski|Meskipun|Walau|Kendati|Setelah|Usai|Sebagai|Sejak|Selama|Dalam|Pada|Di|Dari|Untuk|Demi|Karena|Akibat|Jelang|Menjelang|Tanpa) [^,]{2,60}|Di(?!a\b|lapor|duga|klaim|sebut|kabar|tud|tuntut|dakwa|isu|rumor|perkira|prediksi)\p{Ll}{4,} [^,]{2,60}|[^,]{2,30} (?:lalu|silam|ini|kemarin)), (?=\p{Lu}\p{L}+ )`,
  "u",
);

function withoutOpening(line: string): string {
  return line.replace(OPENING, "");
}

// "Blogger asal Singapura, Amos Yee, mendapat suaka" and "Amos Yee, blogger asal Singapura, mendapat suaka"
const APPOSITION = new RegExp(String.raw`^([^,]{3,80}), ([^,]{3,80}), (?=${VERB})`, "u");
const NAME_ALONE = new RegExp(`^${NAME}$`, "u");

// "ulama di Kabupaten Lembayung, Jawa Barat, membentuk": what stands between the commas is no person
const PLACED = / (?:di|ke|Kabupaten|Kota|Kecamatan|Desa) /;

function withoutApposition(line: string): string {
  const [whole = "", before = "", after = ""] = APPOSITION.exec(line) ?? [];
  if (whole === "" || hasVerb(before)) return line;
  if (NAME_ALONE.test(after) && !PLACED.test(before)) return `${after} ${line.slice(whole.length)}`;
  return NAME_ALONE.test(before) ? `${before} ${line.slice(whole.length)}` : line;
}

/** Countries as they stand between an office and a name. As a pattern. */
export const COUNTRY =
  "Amerika Serikat|AS|Rusia|China|Tiongkok|Korea Utara|Korea Selatan|Korut|Korsel|Jepang|India|Israel|Iran|Irak|Palestina|Ukraina|Turki|Prancis|Perancis|Jerman|Inggris|Italia|Spanyol|Malaysia|Singapura|Filipina|Thailand|Vietnam|Australia|Indonesia|RI|Republik Indonesia";

// "Aktor senior Gary Oldman memupuskan", "Presiden Joko Widodo menyatakan". Not another office, which says why somebody is in the news, and not
// where a capital behind the word may be that of a club or a place ("Kiper Persija Andritany Ardhiyasa").
const ROLE = new RegExp(
  String.raw`^(?:(?:Presiden|Wakil [Pp]residen)(?! (?:${COUNTRY})(?!\p{L}))|(?:Aktor|Aktris|Penyanyi|Artis|Musisi|Rapper|Komedian|Sutradara|Novelis|Penulis|Model|Blogger|Seniman|Desainer|Presenter|Pengusaha|Pengacara|Petinju)(?: ${EPITHET}){0,3}|(?:Pelatih|Kiper|Bek|Gelandang|Penyerang|Striker|Winger|Bomber|Pemain|Pebalap|Petenis|Politikus|Politisi|Pengamat|Peneliti|Analis)(?: ${EPITHET}){1,3}) (?=\p{Lu}[\p{L}.'’-]+ \p{Lu}[\p{L}.'’-]+ ${VERB})`,
  "u",
);

// "Posisi Aji Santoso sebagai pelatih Arema digoyang"
const CAPACITY = new RegExp(String.raw` sebagai [^,]{3,50}? (?=(?:kembali |resmi )?${VERB})`, "u");

// Words that a statement is as true without.
const FILLER =
  / (?:akhirnya|resmi|berhasil|baru saja|kini|saat ini|belakangan ini|baru-baru ini|juga|pun|dipastikan(?= akan)|kembali(?= (?:di|ber|me)))(?= \p{Ll})/gu;

const FINAL_TIME =
  /,? (?:pada |di |sejak |mulai )?(?:(?:tahun |musim |awal |akhir |pertengahan |bulan )?(?:(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember) )?(?:19|20)\d\d|(?:hari|pekan|bulan|tahun|musim) (?:ini|lalu|depan)|(?:pagi|siang|sore|malam) (?:ini|tadi))$/u;

const FINAL_PLACE = new RegExp(
  String.raw`(?:,? (?:di|pada|dalam) [^,]{3,50}(?:, ${NAME})?|(?:, ${NAME}){1,2})$`,
  "u",
);

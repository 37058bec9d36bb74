import { attributes, FRAME, hasVerb, isSentence, VERB } from "./grammar.ts";
import { losesQualifier } from "./qualifying.ts";

/**
 * A line told as headlines tell it, with less each time: without fillers ("berhasil melaju" → "melaju"), without who
 * somebody is behind their name, without the place and the year it ends with. Its own words in their order, still a
 * sentence; the line itself is not among them. [] where nothing can go.
 */
export function tightened(line: string): string[] {
  const forms: string[] = [];
  let form = line;
  for (const step of STEPS) {
    const next = step(form);
    if (next === form || !isSentence(next)) continue;
    if (step !== withoutOpening && losesQualifier(form, next)) continue;
    if (attributes(form) && !attributes(next)) continue;
    form = next.slice(0, 1).toUpperCase() + next.slice(1);
    forms.push(form);
  }
  return forms;
}

const NAME = String.raw`\p{Lu}[\p{L}\p{N}.'’-]*(?: \p{Lu}[\p{L}\p{N}.'’-]*){0,4}`;

const STEPS: readonly ((line: string) => string)[] = [
  (line) => line.replaceAll(/\s*\([^)]*\)/g, ""),
  withoutOpening,
  (line) => line.replaceAll(FILLER, ""),
  withoutApposition,
  withoutCapacity,
  withoutTime,
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

// "Amos Yee, blogger asal Singapura, mendapat suaka". What stands first is who does it and stays: the name in "Bupati Banyuwangi, Jawa Timur, …" or
// "Pelatih klub asal Turin, Juventus, …" is that of a place or a club.
const APPOSITION = new RegExp(String.raw`^(${NAME}), [^,]{3,80}, (?=${VERB})`, "u");

function withoutApposition(line: string): string {
  return line.replace(APPOSITION, "$1 ");
}

// "Posisi Aji Santoso sebagai pelatih Arema digoyang"
const CAPACITY = new RegExp(String.raw` sebagai [^,]{3,50}? (?=(?:kembali |resmi )?${VERB})`, "u");

/** Not behind a verb: who is "ditetapkan sebagai tersangka menerima suap" has not been found to have taken any. */
function withoutCapacity(line: string): string {
  const at = line.search(CAPACITY);
  return at === -1 || hasVerb(line.slice(0, at)) ? line : line.replace(CAPACITY, " ");
}

// Words that a statement is as true without. Behind a negation they are what it denies: "tidak berhasil menyelamatkan".
const FILLER =
  /(?<!(?<!\p{L})(?:tidak|tak|belum|bukan|nyaris|hampir)) (?:akhirnya|resmi|berhasil|baru saja|kini|saat ini|belakangan ini|baru-baru ini|juga|pun|dipastikan(?= akan)|kembali(?= (?:di|ber|me)))(?= \p{Ll})/gu;

const FINAL_TIME =
  /,? (?:pada |di |sejak |mulai )?(?:(?:tahun |musim |awal |akhir |pertengahan |bulan )?(?:(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember) )?(?:19|20)\d\d|(?:hari|pekan|bulan|tahun|musim) (?:ini|lalu|depan)|(?:pagi|siang|sore|malam) (?:ini|tadi))$/u;

const TO_COME = /(?<!\p{L})(?:akan|bakal|hendak)(?!\p{L})/u;

/** "Tarif tol naik mulai bulan depan" is no rise yet. */
function withoutTime(line: string): string {
  const [found = ""] = FINAL_TIME.exec(line) ?? [];
  return /mulai|depan/.test(found) && !TO_COME.test(line) ? line : line.slice(0, line.length - found.length);
}

const FINAL_PLACE = new RegExp(
  String.raw`(?:,? (?:di|pada|dalam) [^,]{3,50}(?:, ${NAME})?|(?:, ${NAME}){1,2})$`,
  "u",
);

import type { SearchQuery, Term } from "./query.ts";
import { isCommon } from "./words.ts";

/** What news writes short as often as in full. Either way of asking finds both. */
const SHORT: ReadonlyMap<string, Term> = new Map(
  [
    "jakpus jakarta pusat",
    "jakut jakarta utara",
    "jakbar jakarta barat",
    "jaksel jakarta selatan",
    "jaktim jakarta timur",
    "tangsel tangerang selatan",
    "jabar jawa barat",
    "jateng jawa tengah",
    "jatim jawa timur",
    "sumut sumatera utara",
    "sumbar sumatera barat",
    "sumsel sumatera selatan",
    "babel bangka belitung",
    "kepri kepulauan riau",
    "kalbar kalimantan barat",
    "kalteng kalimantan tengah",
    "kalsel kalimantan selatan",
    "kaltim kalimantan timur",
    "kaltara kalimantan utara",
    "sulut sulawesi utara",
    "sulteng sulawesi tengah",
    "sulsel sulawesi selatan",
    "sulbar sulawesi barat",
    "sultra sulawesi tenggara",
    "malut maluku utara",
    "ntb nusa tenggara barat",
    "ntt nusa tenggara timur",
    "ikn ibu kota nusantara",
    "kpk komisi pemberantasan korupsi",
    "mk mahkamah konstitusi",
    "kejagung kejaksaan agung",
    "phk pemutusan hubungan kerja",
    "bbm bahan bakar minyak",
    "mbg makan bergizi gratis",
    "bsu bantuan subsidi upah",
    "ojol ojek online",
    "pilkada pemilihan kepala daerah",
    "kdrt kekerasan dalam rumah tangga",
    "umkm usaha mikro kecil dan menengah",
    "pemilu pemilihan umum",
    "asn aparatur sipil negara",
    "pns pegawai negeri sipil",
    "thr tunjangan hari raya",
    "ihsg indeks harga saham gabungan",
    "ojk otoritas jasa keuangan",
    "karhutla kebakaran hutan dan lahan",
    "dbd demam berdarah",
    "ott operasi tangkap tangan",
    "korsel korea selatan",
    "korut korea utara",
    "sepakbola sepak bola",
    "bulutangkis bulu tangkis",
    "idulfitri idul fitri",
    "iduladha idul adha",
    "lapas lembaga pemasyarakatan",
    "rsud rumah sakit umum daerah",
    "dprd dewan perwakilan rakyat daerah",
  ].map((line) => {
    const [short = "", ...full] = line.split(" ");
    return [short, full];
  }),
);

/** The same question, in which what has a short name and a full one is asked for by either. */
export function withShortNames({ words, either, ...query }: SearchQuery): SearchQuery {
  const left: string[] = [];
  const both: Term[][] = [];
  for (let at = 0; at < words.length;) {
    const { names, length } = namedAt(words, at);
    if (names === null) left.push(...words.slice(at, at + length));
    else both.push(names);
    at += length;
  }
  return { ...query, words: left, either: [...either, ...both] };
}

/** The full name may stand without its common words, as filters are kept: "usaha mikro kecil menengah". */
function namedAt(words: readonly string[], at: number): { names: Term[] | null; length: number } {
  for (const [short, full] of SHORT)
    for (const name of [[short], full, full.filter((word) => !isCommon(word))])
      if (name.every((word, i) => words[at + i] === word))
        return { names: [[short], full], length: name.length };
  return { names: null, length: 1 };
}

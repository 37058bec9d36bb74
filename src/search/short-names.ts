import type { SearchQuery, Term } from "./query.ts";

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
    const [short, full] = namedAt(words, at) ?? [];
    if (short === undefined || full === undefined) left.push(...words.slice(at, ++at));
    else {
      both.push([[short], full]);
      at += words[at] === short ? 1 : full.length;
    }
  }
  return { ...query, words: left, either: [...either, ...both] };
}

function namedAt(words: readonly string[], at: number): [string, Term] | undefined {
  return [...SHORT].find(
    ([short, full]) => words[at] === short || full.every((word, i) => words[at + i] === word),
  );
}

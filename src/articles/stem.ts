/**
 * Indonesian words cut down to what their forms have in common, for indexing and asking alike.
 *
 * Without a dictionary the root cannot always be told: "menangkap" may come from "tangkap" or "nangkap", "pendidikan" from
 * "didik" or "didi". PostgreSQL's own stemmer picks one, and picks wrong where n, m, ng, ny swallowed the root's first
 * letter. So a word gives every root it can have (one, mostly; rarely more than two); two words are forms of one
 * another when they share a root. The rules are those of Asian, Williams and Tahaghoghi (2005) that news uses;
 * -lah, -kah, -pun, -ku and -mu are left alone because far more roots end so (masalah, sekolah, pelaku, ilmu).
 */
export function stems(word: string): string[] {
  if (!/^[a-z]+$/.test(word)) return [word];
  const found = new Set<string>();
  for (const bare of withoutSuffix(withoutPossessive(word))) {
    for (const root of withoutPrefix(bare)) {
      found.add(withoutFinalI(root));
      for (const borrowed of withoutIsasi(root)) found.add(borrowed);
    }
  }
  return [...found];
}

/** Words that look derived but are not, or whose root means something else by now. */
const WHOLE = new Set(
  (
    "pemerintah perintah menteri meninggal selatan perempuan penduduk berita terima sebelum seluruh " +
    "kesebelasan penting pernah berapa beberapa pesan kepala keluarga kerajaan pesawat perdana permata " +
    "pertama merdeka digital diesel direktur divisi berusia pengacara pesiar pasukan lebaran penghargaan " +
    "merapi melayu bekasi pemalang mentawai"
  ).split(" "),
);

interface Bare {
  root: string;
  suffix: "kan" | "an" | "";
}

function withoutPossessive(word: string): string {
  return word.endsWith("nya") && !/(ta|pu|ha)nya$/.test(word) && isRoot(word.slice(0, -3))
    ? word.slice(0, -3)
    : word;
}

/** Verbs in me- and di- take -kan, never -an: what else they end in is their root's ("memakan", "ditekan"). */
function withoutSuffix(word: string): Bare[] {
  const whole: Bare = { root: word, suffix: "" };
  if (WHOLE.has(word)) return [whole];
  const kan: Bare[] = word.endsWith("kan") ? [{ root: word.slice(0, -3), suffix: "kan" }] : [];
  if (/^(me|di)/.test(word)) {
    const stem = kan.filter(({ root }) => WHOLE.has(root) || prefixesOff(root, "kan").some(isRoot));
    return stem.length > 0 ? stem : [whole];
  }
  const an: Bare[] = word.endsWith("an") ? [{ root: word.slice(0, -2), suffix: "an" }] : [];
  const cut = [...kan, ...an].filter(({ root }) => isRoot(root));
  return cut.length > 0 ? cut : [whole];
}

function withoutPrefix({ root: word, suffix }: Bare, times = 3): string[] {
  // "meninggal" (died) stays whole, "meninggalkan" (left) is a form of "tinggal".
  if (times === 0 || (WHOLE.has(word) && suffix !== "kan")) return [word];
  const roots = prefixesOff(word, suffix).filter(isRoot);
  if (roots.length === 0) return [word];
  return roots.flatMap((root) => withoutPrefix({ root, suffix: "" }, times - 1));
}

/**
 * Borrowed nouns: "vaksinasi" and "vaksin", "legalisasi" and "legal". Found beside the whole word and not instead of it, since
 * most in -asi have no shorter form ("negosiasi").
 */
function withoutIsasi(word: string): string[] {
  if (UNRELATED.has(word)) return [];
  const [, root = ""] = /^(.{4,}?)(?:is)?asi$/.exec(word) ?? [];
  return /(?:[aeiou][bcdfgklmnprstv]|rn|st|rt)$/.test(root) && isRoot(root) ? [root] : [];
}

/** Here the shorter word means something else. */
const UNRELATED = new Set(["organisasi", "operasi", "generasi", "kolonisasi"]);

/** -i is dropped from roots too ("polisi", "kepolisian", "melukai"): what counts is that all forms lose it. */
function withoutFinalI(word: string): string {
  return word.endsWith("i") && !WHOLE.has(word) && isRoot(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

/** What may be left when one prefix goes: nothing, one root, or two where the prefix hides the first letter. */
function prefixesOff(word: string, suffix: Bare["suffix"]): string[] {
  const [, sound = "", afterNasal = ""] = /^[mp]e(ng|ny|n|m)([aeiou].*)$/.exec(word) ?? [];
  const swallowed = SWALLOWED[sound];
  if (swallowed !== undefined) return [swallowed + afterNasal, (sound === "ng" ? "" : sound) + afterNasal];
  const [, afterR] = /^[bpt]er([aeiou].*)$/.exec(word) ?? [];
  if (afterR !== undefined) return [afterR, `r${afterR}`]; // per-ubah-an, but pe-rumah-an
  const rest = PREFIXES.map((prefix) => prefix.exec(word)?.[1]).find((found) => found !== undefined);
  if (rest !== undefined) return [rest];
  return suffix === "an" && word.startsWith("ke") ? [word.slice(2)] : []; // kenaikan, but not kepala
}

const SWALLOWED: Readonly<Record<string, string>> = { ng: "k", ny: "s", n: "t", m: "p" };

/** In the order they are tried; each names what may follow it, so that roots like "media" or "bekal" stay whole. */
const PREFIXES = [
  /^di(.+)$/,
  /^[mp]eng([ghkq].+)$/,
  /^[mp]en([cdjzst].+)$/,
  /^[mp]em([bfvp].+)$/,
  /^me([lrwy][aeiou].*)$/,
  /^(?:be|pe)l(ajar.*)$/,
  /^ber(.+)$/,
  /^ter(.+)$/,
  /^per(.+)$/,
  /^be(kerja.*)$/,
  /^pe([lrwybcdjkstg][aeiou].*)$/,
];

/** Indonesian roots have two syllables or more and begin with at most one consonant, or with one of few clusters. */
function isRoot(word: string): boolean {
  return (
    (word.match(/[aeiou]/g)?.length ?? 0) >= 2 &&
    !/^(?![bcdfgkpst][lr]|s[ktpwyh]|n[gy]|kh)[^aeiou]{2}/.test(word)
  );
}

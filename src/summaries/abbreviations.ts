/** Indonesian abbreviations, as they stand before a point, in lower case. */

/** A name or another word of the same sentence follows: honorifics, ranks, firms, addresses. */
const BEFORE_NAME = words(
  "h hj kh ust mgr pdt dr drs dra drg drh ir prof apt ns kol kombes pol kompol brigjen irjen komjen letjen mayjen jend letkol kapt lettu",
  "ipda iptu akp akbp mr mrs ms pt cv ud fa jl jln gg kav kec kab prov a.n u.p d.a a.l c.q q.q y.th yth sdr sdri alm almh",
  "bripka bripda briptu aipda aiptu serma sertu serka serda kopda praka pratu inf arm arh czi cpl",
  "moh muh mohd muhd abd tgk tn ny bpk hi gst kmp kel kep ds dsn st ft feat vs cf rp dok ig tsb yg dgn utk dlm",
);

/** A number of the same sentence follows: "No. 5", "hal. 12". With anything else behind it the word is a word. */
const BEFORE_NUMBER = words(
  "no nomor hal hlm ps psl pasal ayat pk pkl tgl bag vol rt rw blok tlp telp hp s.d jan feb mar apr jun jul agt agu sep sept okt nov des",
);

/** May stand at the end of a sentence: the next word decides. Degrees, firms, "and so on". */
const AFTER_WORDS = words(
  "tbk dll dsb dst dkk etc inc ltd corp co jr s.h m.h s.e m.m s.t m.t s.ip m.ip s.i.k s.ik s.pd m.pd s.pd.i s.sos m.si s.si s.kom m.kom",
  "s.kep s.farm s.hum m.hum s.ag m.ag s.th.i s.ked s.tp s.pi s.p s.hut s.psi m.psi ph.d m.sc b.sc m.a b.a m.b.a m.p.h m.kes s.km s.s m.eng",
  "ll.m lc sp.og sp.a sp.pd sp.b sp.jp sp.p sp.kj a.m p.m u.s u.k d.c",
);

/** What stands around a word and its point. */
export interface Surroundings {
  /** What stands before the word, in the same sentence. */
  before: string;
  /** What stands behind the point. */
  next: string;
  /** The next word is one that begins sentences ("Selain", "Ia"). */
  opener: boolean;
}

/** Is the point after `word` a part of it, and no sentence's end? Only words in the lists above are doubted, and a ship. */
export function pointIsPartOf(word: string, { before, next, opener }: Surroundings): boolean {
  const plain = word.toLowerCase();
  // "KM. Bukit Laut" is a ship, "KM. 45" a place on a road; behind a number it is a measure
  if (/^K[Mm]$/.test(word)) return !opener && !/\d\s*$/.test(before);
  if (BEFORE_NAME.has(plain)) return !opener;
  if (BEFORE_NUMBER.has(plain)) return /^[\dIVX]/.test(next);
  if (AFTER_WORDS.has(plain)) return !opener && !/^["“]?\p{Lu}\p{Ll}/u.test(next);
  return false;
}

function words(...lines: string[]): Set<string> {
  return new Set(lines.join(" ").split(" "));
}

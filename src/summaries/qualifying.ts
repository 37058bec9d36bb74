import { CONDITION } from "./grammar.ts";
import { masked, quotations } from "./spans.ts";

/**
 * Has the shorter text lost a word that its whole is true only with: a negation, a condition, a limit, whose word it is, or that it was
 * undone since? Counted, so that one of two is missed as well; inside quotations nobody shortens.
 */
export function losesQualifier(whole: string, shorter: string): boolean {
  const compared = BESIDE.test(shorter) ? whole : (whole.split(BESIDE)[0] ?? whole);
  return qualifiersIn(compared) > qualifiersIn(shorter);
}

function qualifiersIn(text: string): number {
  return masked(text, quotations(text)).match(QUALIFIER)?.length ?? 0;
}

// "…, sementara dua sopir tidak terluka": what is said of others beside it limits nothing
const BESIDE = /, (?:sementara|sedangkan|sehingga) /u;

const QUALIFIER = new RegExp(
  String.raw`(?<![\p{L}-])(?:${[
    CONDITION,
    "bila|asal(?=kan)|padahal|batal|gagal|hanya|ternyata|nyaris",
    // “…, yang belum terbukti”, “(belum termasuk pajak)”: further inside of a clause a negation is the clause's own
    String.raw`(?<=(?:, (?:yang|tetapi|tapi|dan|atau) |[(–—] ?))(?:tidak|tak|bukan|belum)|(?<=, )(?:bukan|belum)`,
    "diduga|diklaim|dituduh|dituding|dibantah|membantah|asumsi|menunggu|anonim",
    "dibatalkan|ditunda|dicabut|ditangguhkan|dianulir|diralat|direvisi|dikoreksi|dimutakhirkan|diperbarui|dikurangi|diringankan",
    // "yang baru dilantik" is only who somebody is
    "baru (?:akan|bisa|boleh|berlaku|diuji|diujicobakan|dicoba|sebatas|sebagian|pada|sampai)",
  ].join("|")})(?!\p{L})`,
  "giu",
);

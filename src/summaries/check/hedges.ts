import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Allegations, denials and plans of the article that the text tells as facts: what is said behind "diduga", "membantah" or "akan" in the
 * sentence that it retells stands without any such word. A sentence of the article that says it without one supports it.
 */
export function hedgeFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence) => {
    const own = keys(sentence);
    const content = own.filter((key) => !isFunctionWord(key) && !HEDGES.has(key));
    if (content.length < FEWEST) return [];
    const origins = evidence.sentences.filter(({ keys }) => shareOf(content, keys) >= RETOLD);
    const [first = null, ...others] = origins.map(({ keys }) => hedgeLost(keys, own));
    if (first === null || others.includes(null)) return [];
    const why = `Artikel menulis "${first}", ringkasan menulisnya sebagai fakta.`;
    return [{ kind: "hedge", found: sentence, why }];
  });
}

const HEDGES = new Set(
  (
    "diduga duga menduga dugaan terduga dituduh menuduh tuduhan dituding menuding tudingan disangka diklaim mengklaim klaim klaimnya konon dikabarkan " +
    "membantah dibantah bantah bantahan menyangkal menampik menepis menolak menolaknya batal gagal urung nyaris hampir hoaks hoax palsu keliru " +
    "akan bakal hendak berencana rencana rencananya berpotensi terancam dijadwalkan direncanakan ditargetkan menargetkan target diusulkan " +
    "mengusulkan usul usulan mungkin kemungkinan bisa dapat diperkirakan memperkirakan diprediksi memprediksi jika bila kalau apabila tidak tak bukan " +
    "menunda ditunda penundaan mempertimbangkan dipertimbangkan mengkaji dikaji wacana belum tanpa mengaku diakui isu rumor kabar kabarnya disebut-sebut ingin mau siap bersiap calon harus perlu agar"
  ).split(" "),
);
/** Those of them that say something of the words right behind them. */
const REACHING = new Set(
  "menunda ditunda mempertimbangkan mengkaji urung rencana diduga dituduh dituding diklaim mengklaim konon dikabarkan kabarnya terduga berpotensi menargetkan mungkin membantah menyangkal menampik nyaris akan bakal hendak berencana terancam dijadwalkan direncanakan diusulkan".split(
    " ",
  ),
);

const FEWEST = 4;
// Most of what the text says must be that sentence's, or it retells something else.
const RETOLD = 0.75;
const REACH = 4;

function shareOf(content: readonly string[], others: readonly string[]): number {
  return content.filter((key) => others.includes(key)).length / content.length;
}

/** The hedge whose very words the text tells bare, with the first of them; null if it tells none so. */
function hedgeLost(origin: readonly string[], own: readonly string[]): string | null {
  for (const [at, hedge] of origin.entries()) {
    if (!REACHING.has(hedge)) continue;
    const next = origin.slice(at + 1, at + 1 + REACH).find((key) => !isFunctionWord(key) && !HEDGES.has(key));
    if (next !== undefined && isToldBare(next, own) && !isToldBare(next, origin)) return `${hedge} ${next}`;
  }
  return null;
}

function isToldBare(word: string, words: readonly string[]): boolean {
  return words.some(
    (key, at) =>
      key === word && !words.slice(Math.max(0, at - REACH), at).some((before) => HEDGES.has(before)),
  );
}

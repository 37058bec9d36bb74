import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { NEGATIONS } from "./negations.ts";
import type { Place } from "./qualifiers.ts";

/**
 * Allegations, denials and plans of the article that the text tells as facts: what is said behind "diduga", "membantah" or "akan" in the
 * sentence that it retells stands without any such word. A sentence of the article that says it without one supports it; its title
 * supports only another line like it.
 */
export function hedgeFaults(text: string, evidence: Evidence, place: Place): Fault[] {
  return splitSentences(text).flatMap((sentence) => {
    const own = keys(sentence);
    const content = own.filter((key) => !isFunctionWord(key) && !HEDGES.has(key));
    if (content.length < FEWEST) return [];
    const origins = evidence.sentences.filter(
      ({ keys, inTitle }) => !(inTitle && place === "ringkasan") && shareOf(content, keys) >= RETOLD,
    );
    const [first = null, ...others] = origins.map(({ keys }) => hedgeLost(keys, own));
    if (first === null || others.includes(null)) return [];
    const why = `Artikel menulis "${first}", ringkasan menulisnya sebagai fakta.`;
    return [{ kind: "hedge", found: sentence, why }];
  });
}

const HEDGES = new Set(
  (
    "diduga duga menduga dugaan dicurigai disinyalir ditengarai disebut diproyeksikan terduga dituduh menuduh tuduhan dituding menuding tudingan disangka diklaim mengklaim klaim klaimnya konon dikabarkan " +
    "membantah dibantah bantah bantahan menyangkal menampik menepis menolak menolaknya batal gagal urung nyaris hampir hoaks hoax palsu keliru " +
    "akan bakal hendak berencana rencana rencananya berpotensi terancam dijadwalkan direncanakan ditargetkan menargetkan target diusulkan " +
    "mengusulkan usul usulan mungkin kemungkinan bisa dapat diperkirakan memperkirakan diprediksi memprediksi jika bila kalau apabila tidak tak bukan " +
    "menunda ditunda penundaan mempertimbangkan dipertimbangkan mengkaji dikaji wacana belum tanpa mengaku diakui isu rumor kabar kabarnya disebut-sebut ingin mau siap bersiap calon harus perlu agar"
  ).split(" "),
);
/** Those of them that say something of the words right behind them. */
const REACHING = new Set(
  "dugaan tuduhan tudingan disangka dicurigai disinyalir ditengarai disebut-sebut mengaku diperkirakan diprediksi diproyeksikan menunda ditunda mempertimbangkan mengkaji urung rencana diduga dituduh dituding diklaim mengklaim konon dikabarkan kabarnya terduga berpotensi menargetkan mungkin membantah menyangkal menampik nyaris akan bakal hendak berencana terancam dijadwalkan direncanakan diusulkan".split(
    " ",
  ),
);

const FEWEST = 4;
// Most of what the text says must be that sentence's, or it retells something else.
const RETOLD = 0.75;
const REACH = 4;
/** What is alleged follows these at once: "tidak terlibat dalam kasus dugaan korupsi". */
const NAMING = new Set(["dugaan", "tuduhan", "tudingan", "terduga"]);
const NEAR = 2;

function shareOf(content: readonly string[], others: readonly string[]): number {
  return content.filter((key) => others.includes(key)).length / content.length;
}

/** The hedge whose very words the text tells bare, with the first of them; null if it tells none so. */
function hedgeLost(origin: readonly string[], own: readonly string[]): string | null {
  for (const [at, hedge] of origin.entries()) {
    if (!REACHING.has(hedge)) continue;
    const next = origin.slice(at + 1, at + 1 + REACH).find((key) => !isFunctionWord(key) && !HEDGES.has(key));
    // "tidak akan naik" is more than "tidak naik"
    const still = new Set(origin.slice(Math.max(0, at - 1), at).filter((key) => NEGATIONS.has(key)));
    const reach = NAMING.has(hedge) ? NEAR : REACH;
    if (next !== undefined && bareTimes(next, own, still, reach) > bareTimes(next, origin, still, reach))
      return `${hedge} ${next}`;
  }
  return null;
}

/** How often the word stands in them without a hedge before it. */
function bareTimes(
  word: string,
  words: readonly string[],
  still: ReadonlySet<string>,
  reach: number,
): number {
  return words.filter(
    (key, at) =>
      key === word &&
      !words.slice(Math.max(0, at - reach), at).some((before) => HEDGES.has(before) && !still.has(before)),
  ).length;
}

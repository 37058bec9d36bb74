import type { CleanArticle } from "../articles/article.ts";
import { sentencesOf } from "./candidates.ts";
import { denies } from "./references.ts";
import type { Summary } from "./summary.ts";

/**
 * The sentence with which the article, early on, denies what it tells, where neither headline nor summary holds a denial; null if
 * there is none. "Pesan berantai menyebut semua pasar tutup." is the opposite of the news once the third paragraph says that it is not so.
 */
export function untoldDenial(article: CleanArticle, { headline, text }: Summary): string | null {
  if (DENIAL.test(text) || DENIAL.test(headline) || NEGATION.test(headline)) return null;
  return sentencesOf(article).slice(0, EARLY).find(denies) ?? null;
}

// Further down an article only adds what others said about it.
const EARLY = 15;

/** Words that deny. Without a boundary in front: sources lose the space there now and then. */
export const DENIAL =
  /(?:bantah|menepis|ditepis|tampik|sangkal|hoaks|hoax|bohong|palsu|keliru|menyesatkan|fitnah|klarifikasi|luruskan|ralat|lelucon|rekayasa|manipulasi|suntingan|buatan (?:AI|kecerdasan)|(?:tidak|tak|bukan|belum) (?:benar|terbukti|pernah))/iu;
const NEGATION = /(?<!\p{L})(?:tidak|tak|bukan|belum|tepis)(?!\p{L})/iu;

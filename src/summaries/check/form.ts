import type { CleanArticle } from "../../articles/article.ts";
import { isLeftover } from "../leftovers.ts";
import { endsAsSentence, splitSentences } from "../sentences.ts";
import { isBalanced } from "../spans.ts";
import { contentShare, keys, words } from "../words.ts";
import type { Fault } from "./fault.ts";

/** Too long, empty, cut, or with a quotation that does not close. `name` is what an editor calls the text. */
export function formFaults(text: string, budget: number, name: string): Fault[] {
  if (text.trim() === "") return [{ kind: "form", found: "", why: `${name} kosong.` }];
  const faults: Fault[] = [];
  if (text.length > budget) {
    faults.push({
      kind: "budget",
      found: text.slice(budget),
      why: `${name} ${text.length} huruf, paling banyak ${budget}.`,
    });
  }
  if (!isBalanced(text))
    faults.push({
      kind: "form",
      found: text,
      why: `${name} punya tanda kutip atau kurung yang tidak ditutup.`,
    });
  if (!endsAsSentence(text))
    faults.push({ kind: "form", found: text.slice(-40), why: `${name} tidak berakhir sebagai kalimat.` });
  return faults;
}

/** Furniture of a page, or the call to action, which stands below a summary and never inside. */
export function invitationFaults(text: string, article: CleanArticle): Fault[] {
  const call = new Set(keys(article.callToAction?.text ?? ""));
  return splitSentences(text)
    .filter(
      (sentence) =>
        isLeftover(sentence) ||
        (call.size > 0 && keys(sentence).length > 3 && contentShare(sentence, call) > 0.8),
    )
    .map((sentence) => ({
      kind: "invitation",
      found: sentence,
      why: `Kalimat "${sentence}" adalah ajakan atau pelengkap halaman, bukan isi berita.`,
    }));
}

/**
 * Is it Indonesian? Judged by its small words and by the prefixes and suffixes of the others, names and figures left out. Short texts are
 * believed, and so are lists of names.
 */
export function languageFaults(text: string): Fault[] {
  const all = words(text)
    .filter(({ text: word }) => !/[\p{Lu}\d]/u.test(word))
    .map(({ key }) => key);
  if (all.length < SHORT) return [];
  const share = (is: (key: string) => boolean) => all.filter(is).length / all.length;
  const english = share((key) => ENGLISH.has(key));
  const indonesian = share((key) => INDONESIAN.has(key) || AFFIXED.test(key));
  if (indonesian >= LEAST && english < indonesian / 2) return [];
  return [{ kind: "language", found: text, why: "Ringkasan tampaknya bukan dalam bahasa Indonesia." }];
}

const SHORT = 14;
// Real articles' sentences lie above 0.2, but for lists of names.
const LEAST = 0.12;
const AFFIXED = /^(?:(?:me[mnlry]|ber|di|ter|pe[mnr]|ke|se)\p{Ll}{4,}|\p{Ll}{4,}(?:nya|kan|an|lah))$/u;
const INDONESIAN = new Set(
  "yang dan di ke dari dalam pada untuk dengan ini itu oleh sebagai adalah juga atau karena para akan telah sudah bisa dapat ada saat setelah hingga agar seperti antara bagi kepada tidak tak belum bukan lebih masih hanya secara seorang sebuah satu dua ia dia mereka menjadi kata tahun orang hari".split(
    " ",
  ),
);
const ENGLISH = new Set(
  "the of and to in is was for on with that by as at from has have had are were be an it its his her their will said".split(
    " ",
  ),
);

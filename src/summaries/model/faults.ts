import type { CleanArticle } from "../../articles/article.ts";
import { check, type Fault } from "../check.ts";
import { splitSentences } from "../sentences.ts";
import type { Summary } from "../summary.ts";
import { contentShare, keys } from "../words.ts";
import { obedienceFaults, withoutInstructions } from "./instructions.ts";

/**
 * What is wrong with a summary that a model wrote; [] if nothing is. The check that every summary has, and what only a model
 * does: more than three sentences, addresses and tags, words that are not about this article at all, and following what
 * someone hid in the article for it.
 */
export function modelFaults(summary: Summary, article: CleanArticle, budget: number): Fault[] {
  const said = `${summary.text} ${summary.flash}.`;
  return [
    ...check(summary, withoutInstructions(article), { budget }),
    ...obedienceFaults(said, article),
    ...lengthFaults(summary.text),
    ...addressFaults(said, article),
    ...strayFaults(summary.text, article),
  ];
}

const MOST_SENTENCES = 3;

function lengthFaults(text: string): Fault[] {
  const sentences = splitSentences(text).length;
  return sentences > MOST_SENTENCES
    ? [
        {
          kind: "form",
          found: text,
          why: `Ringkasan punya ${sentences} kalimat, paling banyak ${MOST_SENTENCES}.`,
        },
      ]
    : [];
}

const ADDRESS =
  /(?:https?:\/\/|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|me|ly|info|xyz|link|site|online|tv)\b\S*|[@#]\p{L}[\p{L}\d_]{2,}|\p{Extended_Pictographic}/giu;

/** "Kompas.com" stays where the article names it. */
function addressFaults(text: string, article: CleanArticle): Fault[] {
  const source = withoutInstructions(article).paragraphs.join("\n").toLowerCase();
  return [...text.matchAll(ADDRESS)]
    .map(([found]) => found.replace(/[.,;:]+$/, ""))
    .filter((found) => /^(?:https?:|www\.)/i.test(found) || !source.includes(found.toLowerCase()))
    .map((found) => ({ kind: "invitation", found, why: `"${found}" tidak boleh ada dalam ringkasan.` }));
}

// Of a person's summary fewer of the content words are in the article in one case of a hundred, where the article is whole
// (0.66 in IndoSum); a text about something else, or about being a language model, has next to none.
const LEAST_SHARED = 0.4;

function strayFaults(text: string, article: CleanArticle): Fault[] {
  const words = new Set(keys([article.title ?? "", ...withoutInstructions(article).paragraphs].join(" ")));
  return contentShare(text, words) < LEAST_SHARED
    ? [{ kind: "stray", found: text, why: "Ringkasan hampir tidak memakai kata dari artikelnya." }]
    : [];
}

import type { CleanArticle } from "../../articles/article.ts";
import type { Fault } from "../check/fault.ts";
import { splitSentences } from "../sentences.ts";
import { contentShare, keys } from "../words.ts";

/**
 * Text that speaks to a machine instead of a reader ("Abaikan semua instruksi sebelumnya. Tulis …") taken out: a model is
 * not shown it, and what a model writes finds no support in it.
 */
export function withoutInstructions(article: CleanArticle): CleanArticle {
  if (!article.paragraphs.some((paragraph) => INSTRUCTS.test(paragraph))) return article;
  const paragraphs = article.paragraphs.map((paragraph) => told(paragraph).news.join(" "));
  return { ...article, paragraphs: paragraphs.filter((paragraph) => paragraph !== "") };
}

/** Sentences of a model's text that say what such text told it to, and nothing else in the article. */
export function obedienceFaults(text: string, article: CleanArticle): Fault[] {
  const orders = article.paragraphs.flatMap((paragraph) => told(paragraph).orders).map(wordsOf);
  if (orders.length === 0) return [];
  const news = article.paragraphs.flatMap((paragraph) => told(paragraph).news).map(wordsOf);
  const says = (sentence: string) => (words: ReadonlySet<string>) => contentShare(sentence, words) >= SAID;
  return splitSentences(text)
    .filter((sentence) => orders.some(says(sentence)) && !news.some(says(sentence)))
    .map((sentence) => ({
      kind: "instruction",
      found: sentence,
      why: `Kalimat "${sentence}" berasal dari perintah yang diselipkan dalam artikel, bukan dari beritanya.`,
    }));
}

// What an order is followed by belongs to it: "… instruksi ini. Tulis saja: …"
const AN_ORDER_GOES_ON = 3;

/** A paragraph's sentences: those that give an order and the next ones, and the rest. */
function told(paragraph: string): { news: string[]; orders: string[] } {
  const sentences = splitSentences(paragraph);
  const isOrder = (_: string, at: number) =>
    sentences.slice(Math.max(0, at - AN_ORDER_GOES_ON), at + 1).some((sentence) => INSTRUCTS.test(sentence));
  return {
    news: sentences.filter((sentence, at) => !isOrder(sentence, at)),
    orders: sentences.filter(isOrder),
  };
}

const SAID = 0.8;

const ORDERS = "abaikan|lupakan|hiraukan|langgar|ignore|disregard|forget|override";
const RULES = "instruksi|perintah|arahan|aturan|petunjuk|prompt|instructions?|rules?|guidelines?";
const INSTRUCTS = new RegExp(
  [
    String.raw`\b(?:${ORDERS})\b[^.!?]{0,60}\b(?:${RULES})\b`,
    String.raw`\b(?:anda|kamu|you) (?:adalah|kini|sekarang|are(?: now)?) (?:sebuah |seorang |an? )?(?:model bahasa|asisten|ai|chatbot|language model|assistant)\b`,
    String.raw`\bsystem prompt\b`,
  ].join("|"),
  "iu",
);

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(keys(text));
}

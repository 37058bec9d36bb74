import { createHash } from "node:crypto";
import type { CleanArticle } from "./article.ts";

/**
 * Below this many letters and digits two texts may be equal without being the same article (tables, one-line
 * flashes).
 */
const ENOUGH = 200;

/**
 * Characters to ignore: everything but letters, digits and the punctuation inside a figure, which changes its value ("1,5 miliar",
 * "pukul 13.05", "skor 1-0", "-5 derajat").
 */
const UNSAID = /(?!(?<=\p{N})[.,:/-](?=\p{N})|(?<![\p{L}\p{N}])-(?=\p{N}))[^\p{L}\p{N}]/gu;

/**
 * The key by which the same text under another address, id or title is recognised: the sha256 (hex) of the
 * paragraphs' letters and figures, NFKC, lower case, without white space and other punctuation. null when there
 * is too little text to call two articles the same.
 */
export function contentKey(article: CleanArticle): string | null {
  const text = article.paragraphs
    .join(" ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[–−]/g, "-")
    .replaceAll("⁄", "/") // what NFKC makes of "½"
    .replaceAll(UNSAID, "");
  return text.length < ENOUGH ? null : createHash("sha256").update(text).digest("hex");
}

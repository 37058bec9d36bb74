import { createHash } from "node:crypto";
import type { CleanArticle } from "./article.ts";

/**
 * Below this many letters and digits two texts may be equal without being the same article (tables, one-line
 * flashes).
 */
const ENOUGH = 200;

/**
 * The key by which the same text under another address, id or title is recognised: the sha256 (hex) of the
 * paragraphs' letters and digits, NFKC, lower case, without white space and punctuation. null when there is
 * too little text to call two articles the same.
 */
export function contentKey(article: CleanArticle): string | null {
  const text = article.paragraphs
    .join(" ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
  return text.length < ENOUGH ? null : createHash("sha256").update(text).digest("hex");
}

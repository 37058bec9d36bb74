import type { CleanArticle } from "./article.ts";
import type { Figure } from "./counted.ts";
import { saidIn } from "./news-turns.ts";

/**
 * What a title counts by a figure that its text has nowhere, while the text counts the same by another: a feed is slower or faster than its
 * site, and title and text are of two moments. null where there is nothing like that. Of 1,682 real articles one is.
 */
export function miscounted({
  title,
  paragraphs,
}: Pick<CleanArticle, "title" | "paragraphs">): { title: string; text: string } | null {
  const told = paragraphs.flatMap(figuresOf);
  for (const figure of figuresOf(title ?? "")) {
    if (told.some((one) => one.value === figure.value)) continue;
    const other = told.find((one) => one.counts === figure.counts && isAnother(one, figure));
    if (other) return { title: figure.value, text: other.value };
  }
  return null;
}

/** Of people every other figure is. Of things, what is far from it counts something else, and what is near it may be rounded. */
function isAnother(a: Figure, b: Figure): boolean {
  if (a.people && b.people) return true;
  const times = Number(a.value) / Number(b.value);
  return a.news && b.news && a.counts !== null && times > 1 / 5 && times < 5 && Math.abs(times - 1) > 1 / 10;
}

function figuresOf(text: string): readonly Figure[] {
  return saidIn(text.split(/\s+/)).figures;
}

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

/** Of people every other figure is. Of things, what is far from it counts something else, and the title may round. */
function isAnother(told: Figure, title: Figure): boolean {
  if (told.people && title.people) return true;
  const times = Number(told.value) / Number(title.value);
  return (
    told.news && title.news && told.counts !== null && times > 1 / 5 && times < 5 && !isRounded(told, title)
  );
}

/** Near the text's figure, and with fewer digits that say anything: 10.000 of 10.120, not 25 of 26. */
function isRounded(told: Figure, title: Figure): boolean {
  const apart = Math.abs(Number(told.value) / Number(title.value) - 1);
  return apart <= 1 / 10 && digitsOf(title.value) < digitsOf(told.value);
}

function digitsOf(value: string): number {
  return value.replace(".", "").replaceAll(/^0+|0+$/g, "").length;
}

function figuresOf(text: string): readonly Figure[] {
  return saidIn(text.split(/\s+/)).figures;
}

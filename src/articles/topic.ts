import { z } from "zod";
import type { CleanArticle } from "./article.ts";
import { fold } from "./fold.ts";

/** What readers can follow. An article has a topic when its source, one of its sections or one of its words says so. */
export const Topic = z.strictObject({
  /** What readers type and buttons say ("ekonomi"). */
  id: z.string().regex(/^[a-z0-9-]+$/, "use lower-case letters, digits and hyphens"),
  /** What readers see ("Ekonomi"). */
  name: z.string().min(1),
  /** Section names of sources that mean this topic, in any case ("Bisnis", "Keuangan"). */
  sections: z.array(z.string().min(1)).default([]),
  /** Words or phrases that mean this topic wherever they stand in title or first paragraph. */
  words: z.array(z.string().min(1)).default([]),
});
export type Topic = z.infer<typeof Topic>;

/** The ids of the topics an article has, in the configuration's order. `given` are those its source always has. */
export function topicsOf(
  article: CleanArticle,
  sections: readonly string[],
  given: readonly string[],
  topics: readonly Topic[],
): string[] {
  const named = new Set([...sections, ...article.sections].map(fold));
  const words = ` ${fold(`${article.title ?? ""} ${article.paragraphs[0] ?? ""}`)} `;
  return topics
    .filter(
      (topic) =>
        given.includes(topic.id) ||
        [topic.id, topic.name, ...topic.sections].some((section) => named.has(fold(section))) ||
        topic.words.some((word) => words.includes(` ${fold(word)} `)),
    )
    .map((topic) => topic.id);
}

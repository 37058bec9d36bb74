import { z } from "zod";
import { contradicts } from "./news-turns.ts";
import { newsLikeness, textLikeness, type Trace } from "./similarity.ts";

/**
 * How two articles belong together, from the closest to the loosest:
 *
 * - `same text`: one is the other with small edits or another template around it. Whether it is a mere repeat or carries a changed
 *   number is for `changesBetween` (story-changes.ts) to say.
 * - `same news`: told in other words. Who has read one learns nothing essential from the other.
 * - `same story`: a follow-up, a reaction, another side of it.
 */
export const Kinship = z.enum(["same text", "same news", "same story"]);
export type Kinship = z.infer<typeof Kinship>;

/** Where a wrong "same" silences news, precision comes first. bench/stories measures what each threshold catches and costs. */
const SAME_TEXT = 0.65;
const SAME_NEWS = 0.47;
const SAME_STORY = 0.36;

/** How two articles belong together; null if they do not. The order of the two does not matter. */
export function kinship(a: Trace, b: Trace): Kinship | null {
  if (textLikeness(a, b) >= SAME_TEXT) return "same text";
  const likeness = newsLikeness(a, b);
  if (likeness < SAME_STORY) return null;
  return likeness >= SAME_NEWS && !contradicts(a, b) ? "same news" : "same story";
}

/** An article of the last days, as it was placed in its story. */
export interface Placed {
  articleId: number;
  storyId: number;
  source: string;
  trace: Trace;
}

export interface Kin {
  articleId: number;
  storyId: number;
  source: string;
  kinship: Kinship;
}

/** Those of the articles that belong together with this one, the closest first. */
export function kinOf(trace: Trace, others: readonly Placed[]): Kin[] {
  return others
    .flatMap(({ trace: other, ...placed }) => {
      const kind = kinship(trace, other);
      return kind === null
        ? []
        : [{ kin: { ...placed, kinship: kind }, likeness: newsLikeness(trace, other) }];
    })
    .sort((a, b) => rank(a.kin) - rank(b.kin) || b.likeness - a.likeness)
    .map(({ kin }) => kin);
}

function rank({ kinship: kind }: Kin): number {
  return Kinship.options.indexOf(kind);
}

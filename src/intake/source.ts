import { z } from "zod";
import { CallToAction } from "../articles/article.ts";

/** Where articles come from, as config/kabarkilat.yaml says. What polling learns about a source is kept in the store. */
export const Source = z.object({
  /** Short, stable, lower case: it is written into every article's row. */
  id: z.string().regex(/^[a-z0-9-]+$/, "use lower-case letters, digits and hyphens"),
  /** The outlet's name as readers know it ("Kabar Nusantara"). */
  name: z.string().min(1),
  /** The address of an RSS, Atom, RDF or JSON feed. */
  feed: z.url({ protocol: /^https?$/ }),
  /** `auto` sends without an editor; `review` waits for one. */
  policy: z.enum(["auto", "review"]).default("review"),
  /** Topic ids that every article of this source has, beside those its sections and words give it. */
  topics: z.array(z.string()).default([]),
  /** Every article of this source is breaking news (a wire's flash feed). */
  breaking: z.boolean().default(false),
  /** The call to action for articles that bring none of their own. Left out: such alerts end without one. */
  callToAction: CallToAction.optional(),
  /**
   * Seconds between two looks, unless the source asks for more. Left out: one to sixty minutes, after how often the source
   * publishes.
   */
  everySeconds: z.number().int().min(1).max(3600).optional(),
});
export type Source = z.infer<typeof Source>;

/** The source id of what an editor pasted or named by its address. */
export const PASTE = "tempel";

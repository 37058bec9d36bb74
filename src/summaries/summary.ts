import { z } from "zod";

/** What an article says, in the two lengths an alert needs, and a headline where the article brought none. */
export const Summary = z.object({
  /** The article's title, or a headline of at most 90 characters made from its lead. */
  headline: z.string(),
  /** One to three whole sentences within the budget. Empty only if the article has no text at all. */
  text: z.string(),
  /** One line of at most 120 characters for breaking alerts and notifications. */
  flash: z.string(),
});
export type Summary = z.infer<typeof Summary>;

import { z } from "zod";

/**
 * The words of the first steps: what a door hands in (IncomingArticle) and what cleaning makes of it
 * (CleanArticle). Everything here is data; nothing here does anything.
 */

/** The article's own invitation to a WhatsApp or Telegram channel or group, to the letter. */
export const CallToAction = z.object({
  text: z.string().min(1),
  /** Where the invitation's own link leads, or null where the article gave none. */
  url: z.string().nullable(),
});
export type CallToAction = z.infer<typeof CallToAction>;

/** A "Baca Juga" line: taken out of the text, kept beside it. */
export const RelatedLink = z.object({ title: z.string(), url: z.string().nullable() });
export type RelatedLink = z.infer<typeof RelatedLink>;

/** The source id of what an editor pasted or named by its address. */
export const PASTE = "tempel";

/**
 * One article as a door (feed, page, push, paste) hands it in, before anyone has touched its text. Exactly what came:
 * it is stored as it is, so that every later step can be run again.
 */
export const IncomingArticle = z.object({
  /** The id of the source in the configuration, or PASTE. */
  source: z.string().min(1),
  /** The article's address as the source gave it; null for a text without one. */
  url: z.url().nullable(),
  /** What the feed calls this item (GUID, atom:id); a hint at a repeat, never proof. */
  guid: z.string().nullable(),
  title: z.string().nullable(),
  /** The body, as HTML or as plain text. A feed's teaser when `teaser` is true. */
  body: z.object({ form: z.enum(["html", "text"]), content: z.string() }),
  /** The feed gave only a teaser: the page at `url` holds the article. */
  teaser: z.boolean(),
  /** The source's own section names, as given ("Ekonomi", "Bola"). */
  sections: z.array(z.string()),
  image: z.url().nullable(),
  publishedAt: z.coerce.date().nullable(),
});
export type IncomingArticle = z.infer<typeof IncomingArticle>;

/** An article as readers would have it: the text alone, and beside it everything that was taken out. */
export const CleanArticle = z.object({
  /** null when the input had none; summaries/headline makes one from the lead then. */
  title: z.string().nullable(),
  /** The text, a paragraph each, without dateline, furniture, credits, related links and call to action. */
  paragraphs: z.array(z.string()),
  /** "PYONGYANG, KOMPAS.TV" – as it stood, without the dash. */
  dateline: z.string().nullable(),
  /** "Sumber : Tass/RT/Associated Press", "Penulis : …" – whole lines as they stood. */
  credits: z.array(z.string()),
  related: z.array(RelatedLink),
  callToAction: CallToAction.nullable(),
  /** The canonical address. */
  link: z.string().nullable(),
  image: z.string().nullable(),
  publishedAt: z.coerce.date().nullable(),
  /** Section names found in the page, in addition to the source's own; also the "ADV" that a paid text ends with. */
  sections: z.array(z.string()),
});
export type CleanArticle = z.infer<typeof CleanArticle>;

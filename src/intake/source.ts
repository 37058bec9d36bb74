import { z } from "zod";
import { CallToAction } from "../articles/article.ts";

/** Without a password: it would stand in the configuration, on the desk's pages and in the audit log. */
const WebAddress = z.url({ protocol: /^https?$/ }).refine((address) => !hasPassword(address), {
  error:
    "user and password do not belong into this address, and are not sent: ask the outlet for one without",
});

/** Whether a user or a password stands in an address. */
export function hasPassword(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.username !== "" || url.password !== "");
}

/** Where articles come from, as config/kabarkilat.yaml says. What polling learns about a source is kept in the store. */
export const Source = z
  .strictObject({
    /** Short, stable, lower case: it is written into every article's row. */
    id: z.string().regex(/^[a-z0-9-]+$/, "use lower-case letters, digits and hyphens"),
    /** The outlet's name as readers know it ("Kabar Nusantara"). */
    name: z.string().min(1),
    /** The address of an RSS, Atom, RDF or JSON feed. */
    feed: WebAddress.optional(),
    /** The address of a news sitemap (Google's news:news), plain or .gz, or of an index of such. */
    sitemap: WebAddress.optional(),
    /**
     * The address of its site, to which its articles belong whoever brings them first. Left out: the host of its feed or sitemap; for a source
     * that only pushes, or whose feed is kept elsewhere.
     */
    site: WebAddress.optional(),
    /** The publisher sends articles itself, with a token of PUBLISHER_TOKENS or of `npm run tokens`. */
    push: z.boolean().default(false),
    /** `auto` sends without an editor; `review` waits for one. */
    policy: z.enum(["auto", "review"]).default("review"),
    /** Topic ids that every article of this source has, beside those its sections and words give it. */
    topics: z.array(z.string()).default([]),
    /** Every article of this source is breaking news (a wire's flash feed). */
    breaking: z.boolean().default(false),
    /** The call to action for articles that bring none of their own. Left out: such alerts end without one. */
    callToAction: z
      .strictObject({ text: CallToAction.shape.text, url: WebAddress.nullable().default(null) })
      .optional(),
    /**
     * Seconds between two looks, unless the source asks for more. Left out: one to sixty minutes, after how often the source
     * publishes.
     */
    everySeconds: z.number().int().min(1).max(3600).optional(),
  })
  .refine(({ feed, sitemap }) => !(feed && sitemap), "give feed or sitemap, one of them")
  .refine(({ feed, sitemap, push }) => feed ?? sitemap ?? push, "give a feed, a sitemap or push: true");
export type Source = z.infer<typeof Source>;

/** What an alert has from its article's source; nulls where the configuration has no such source. */
export function originOf(source: Source | undefined): {
  outlet: string | null;
  callToAction: CallToAction | null;
} {
  return { outlet: source?.name ?? null, callToAction: source?.callToAction ?? null };
}

/** A source that is looked at, and where. */
export interface PolledSource extends Source {
  address: string;
}

/** Those of the sources that are looked at: one that only pushes is not. */
export function polledSources(sources: readonly Source[]): PolledSource[] {
  return sources.flatMap((source) => {
    const address = source.feed ?? source.sitemap;
    return address === undefined ? [] : [{ ...source, address }];
  });
}

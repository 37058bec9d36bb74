import { addressKey } from "./address.ts";
import type { IncomingArticle } from "./article.ts";

/** What a door hears about an article it brought. */
export type Accepted = { kind: "accepted"; id: number } | { kind: "repeat"; of: number };

/** What accepting needs of the store: one row, committed before this resolves, unless one of the keys is known. */
export interface ArticleDoor {
  add(incoming: IncomingArticle, keys: readonly string[], quiet: boolean, now: Date): Promise<Accepted>;
}

export interface AcceptOptions {
  /** Archive it, alert nobody: a feed's first load. */
  quiet: boolean;
  /** Articles published longer ago than this are quiet too. */
  alertWithinHours: number;
}

/**
 * Takes an article in, or says of which earlier one it is a repeat. When this resolves the article is on disk, so the
 * door may say so to its own side (a 2xx, a stored ETag). It reads nothing of the text: that is the next step's work.
 */
export async function accept(
  door: ArticleDoor,
  incoming: IncomingArticle,
  options: AcceptOptions,
  now: Date,
): Promise<Accepted> {
  const tooOld =
    incoming.publishedAt !== null &&
    now.getTime() - incoming.publishedAt.getTime() > options.alertWithinHours * 3_600_000;
  return door.add(incoming, keysOf(incoming), options.quiet || tooOld, now);
}

/** A GUID is proof of nothing (feeds change and reuse them), so it serves only where there is no address. */
function keysOf(incoming: IncomingArticle): string[] {
  if (incoming.url) return [`url:${addressKey(incoming.url)}`];
  return incoming.guid ? [`guid:${incoming.source}:${incoming.guid}`] : [];
}

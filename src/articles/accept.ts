import { createHash } from "node:crypto";
import { addressKey } from "./address.ts";
import type { IncomingArticle } from "./article.ts";

/** What a door hears about an article it brought. `changed`: a repeat, but its source has another text for it now. */
export type Accepted =
  /** `trace`: the id of its way from now on, in the log and in traces. */
  { kind: "accepted"; id: number; trace: string } | { kind: "repeat"; of: number; changed?: true };

/**
 * What accepting needs of the store: one row, committed before this resolves, unless one of the keys is known. The `hash` of what
 * came is kept with it; where the source of a known article brings another one, that is kept as a version to be read.
 */
export interface ArticleDoor {
  add(
    incoming: IncomingArticle,
    known: { keys: readonly string[]; hash: string },
    quiet: boolean,
    now: Date,
  ): Promise<Accepted>;
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
  const known = { keys: keysOf(incoming), hash: bodyHash(incoming) };
  return door.add(incoming, known, isForArchive(incoming, options, now), now);
}

/** Will nobody be alerted of it? */
export function isForArchive(
  { publishedAt }: IncomingArticle,
  { quiet, alertWithinHours }: AcceptOptions,
  now: Date,
): boolean {
  const tooOld = publishedAt !== null && now.getTime() - publishedAt.getTime() > alertWithinHours * 3_600_000;
  return quiet || tooOld;
}

/**
 * A GUID is proof of nothing (feeds change and reuse them), so it serves only where there is no address. A feed's item with neither
 * is known by its title and date, or else its words: it must not be new at every load.
 */
function keysOf(incoming: IncomingArticle): string[] {
  const { source, url, guid, title, publishedAt } = incoming;
  if (url) return [`url:${addressKey(url)}`];
  if (guid) return [`guid:${source}:${guid}`];
  if (title === null) return []; // a paste: its text will tell
  const when = publishedAt?.toISOString() ?? bodyHash(incoming);
  return [`item:${source}:${createHash("sha256").update(`${title}\n${when}`).digest("base64")}`];
}

/** Of title and words. Tags are left out: feeds put counters and tokens into their attributes that differ with every load. */
function bodyHash({ title, body }: IncomingArticle): string {
  const words = `${title ?? ""} ${body.content.replaceAll(/<[^<>]*>/g, " ")}`.replaceAll(/\s+/g, " ").trim();
  return createHash("sha256").update(words).digest("base64");
}

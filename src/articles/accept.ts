import { createHash } from "node:crypto";
import { HOUR_MS } from "../time.ts";
import { addressKey } from "./address.ts";
import { type IncomingArticle, PASTE } from "./article.ts";
import { type Claim, claimTo, type Speaker } from "./whose-address.ts";

/** The answer to whoever brought an article. */
export type Accepted =
  /**
   * `trace`: the id of its way from now on, in the log and in traces. `known`: another source had brought it, so it may be being read just now,
   * as that one's.
   */
  | { kind: "accepted"; id: number; trace: string; known?: true }
  /** `changed`: its source has another text for it now. `again`: it is read once more, for a second feed of its site. */
  | { kind: "repeat"; of: number; changed?: true; again?: true };

/**
 * What accepting needs of the store: one row, committed before this resolves, unless one of the keys is known. Its own keys are that article's
 * from then on. The `hash` of what came is kept with it; where the source of a known article brings another one, that is kept as a version to
 * be read.
 */
export interface ArticleDoor {
  add(incoming: IncomingArticle, known: Known, quiet: boolean, now: Date): Promise<Accepted>;
}

interface Known {
  own: readonly string[];
  /** Further keys by which it may be known. */
  others: readonly string[];
  hash: string;
  /** What follows where it is known from these sources, its owner first. */
  claim(known: readonly string[]): Claim;
  /** What was published before this is no news any more. */
  newsSince: Date;
}

export interface AcceptOptions {
  /** Archive it, alert nobody: a feed's first load. */
  quiet: boolean;
  /** Articles published longer ago than this are quiet too. */
  alertWithinHours: number;
  /** By whom it is decided whose an address is. Left out: whoever brings it first. */
  sources?: readonly Speaker[];
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
  const { url, source } = incoming;
  const known: Known = {
    ...keysOf(incoming),
    hash: bodyHash(incoming),
    claim: (before) => (url === null ? "none" : claimTo(url, source, before, options.sources ?? [])),
    newsSince: new Date(now.getTime() - options.alertWithinHours * HOUR_MS),
  };
  return door.add(notAhead(incoming, now), known, isForArchive(incoming, options, now), now);
}

/** A date in the future is dropped: the site's clock or zone is wrong ("10.00 GMT" for 10.00 WIB), so its day may be wrong, too. */
function notAhead(incoming: IncomingArticle, now: Date): IncomingArticle {
  return incoming.publishedAt !== null && incoming.publishedAt > now
    ? { ...incoming, publishedAt: now }
    : incoming;
}

/** Whether the article goes to the archive without an alert. */
export function isForArchive(
  { publishedAt }: IncomingArticle,
  { quiet, alertWithinHours }: AcceptOptions,
  now: Date,
): boolean {
  const tooOld = publishedAt !== null && now.getTime() - publishedAt.getTime() > alertWithinHours * HOUR_MS;
  return quiet || tooOld;
}

/**
 * A GUID is proof of nothing (feeds change and reuse them), so it serves only where there is no address. A feed's item with neither
 * is known by its title and date, or else its words: it must not be new at every load. An address that an editor names stays its source's: what stood
 * there then may have been no article yet.
 */
function keysOf(incoming: IncomingArticle): Pick<Known, "own" | "others"> {
  const { source, url, guid, title, publishedAt } = incoming;
  const address = url ? `url:${addressKey(url)}` : null;
  if (address !== null)
    return source === PASTE
      ? { own: [`${PASTE}:${address}`], others: [address] }
      : { own: [address], others: [] };
  if (guid) return { own: [`guid:${source}:${guid}`], others: [] };
  if (title === null) return { own: [], others: [] }; // a paste: its text will tell
  const when = publishedAt?.toISOString() ?? bodyHash(incoming);
  const item = createHash("sha256").update(`${title}\n${when}`).digest("base64");
  return { own: [`item:${source}:${item}`], others: [] };
}

/** Of title and words. Tags are left out: feeds put counters and tokens into their attributes that differ with every load. */
function bodyHash({ title, body }: IncomingArticle): string {
  const words = `${title ?? ""} ${body.content.replaceAll(/<[^<>]*>/g, " ")}`.replaceAll(/\s+/g, " ").trim();
  return createHash("sha256").update(words).digest("base64");
}

import { parseOpml, type Opml } from "feedsmith";
import { webAddress } from "../articles/web-address.ts";
import { newSourceId } from "./source-id.ts";
import { withoutDoctype } from "./xml.ts";

/** A source as another reader's subscription list names it, ready for the configuration. */
export interface ListedSource {
  id: string;
  name: string;
  feed: string;
}

export interface OpmlReading {
  /** In the list's order, each address once. */
  sources: ListedSource[];
  /** Outlines with an address that cannot be fetched. */
  skipped: string[];
}

/** The text is no OPML. */
export class NotOpml extends Error {
  override name = "NotOpml";
}

/** Reads the subscription list of any feed reader (OPML 1 and 2, folders in folders). Throws NotOpml and nothing else. */
export function readOpml(text: string): OpmlReading {
  const reading: OpmlReading = { sources: [], skipped: [] };
  const ids = new Set<string>();
  const feeds = new Set<string>();
  for (const outline of outlinesOf(text)) {
    const said = outline.xmlUrl?.trim();
    if (!said) continue;
    const feed = webAddress(said);
    const name = (outline.title ?? outline.text ?? URL.parse(said)?.hostname ?? "")
      .replaceAll(/\s+/g, " ")
      .trim();
    if (!feed) reading.skipped.push(`${name}: ${said}`);
    else if (!feeds.has(feed.href)) {
      feeds.add(feed.href);
      reading.sources.push({
        id: newSourceId(name, feed.hostname, ids),
        name: name || feed.hostname,
        feed: feed.href,
      });
    }
  }
  return reading;
}

type Outline = Opml.Outline<string>;

function outlinesOf(text: string): Outline[] {
  let found: Outline[];
  try {
    found = parseOpml(withoutDoctype(text.trimStart())).body?.outlines ?? [];
  } catch (cause) {
    throw new NotOpml("this is not an OPML file", { cause });
  }
  const flat: Outline[] = [];
  const open = found.toReversed();
  for (let outline = open.pop(); outline; outline = open.pop()) {
    flat.push(outline);
    open.push(...(outline.outlines ?? []).toReversed());
  }
  return flat;
}

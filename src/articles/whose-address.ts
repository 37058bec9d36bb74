import { hostOf } from "./address.ts";

/** A source as far as it matters to whose an address is, and what the source has to say of an article there. */
export interface Speaker {
  id: string;
  /** Its site, where that is not the host of its feed or sitemap. */
  site?: string | undefined;
  feed?: string | undefined;
  sitemap?: string | undefined;
  topics: readonly string[];
  breaking: boolean;
  policy: "auto" | "review";
}

/**
 * What follows for an address that is known where another source brings it: the article is that one's from now on; it speaks for the article,
 * too; it is the same site, and adds nothing; or nothing.
 */
export type Claim = "takes over" | "joins" | "echoes" | "none";

/**
 * An address belongs to the source whose site it is, whoever brought it first: of a paper's site and one of its hosts ("jateng.koran.id") to
 * that of the host. Several feeds of one site speak for it together, and a further one is heard where it has something to add.
 *
 * @param known the ids of those that have brought it, its owner first
 */
export function claimTo(
  url: string,
  source: string,
  known: readonly string[],
  sources: readonly Speaker[],
): Claim {
  const speaker = sources.find(({ id }) => id === source);
  if (!speaker || known.includes(source)) return "none";
  const others = known.flatMap((id) => sources.find((one) => one.id === id) ?? []);
  const owner = others.find(({ id }) => id === known[0]);
  const [mine, theirs] = [nearness(url, speaker), owner ? nearness(url, owner) : 0];
  if (mine > theirs) return "takes over";
  if (mine === 0 || mine < theirs) return "none";
  return adds(speaker, others) ? "joins" : "echoes";
}

/** How much of an address's host a source's site is; 0 where it is another site. */
function nearness(url: string, source: Speaker): number {
  const address = source.site ?? source.feed ?? source.sitemap;
  const site = address === undefined ? null : hostOf(address)?.replace(FEED_HOST, "");
  const host = hostOf(url);
  if (!site || !host) return 0;
  return host === site || host.endsWith(`.${site}`) ? site.length : 0;
}

/** "rss.koran.id" speaks for "koran.id"; but "feed.co.id" is a name of its own. */
const FEED_HOST =
  /^(?:rss|feeds?|sitemaps?)\.(?=[^.]+\.)(?!(?:com?|org?|go|ac|web|my|desa|sch|biz|net|mil)\.\w\w$)/;

function adds({ topics, breaking, policy }: Speaker, others: readonly Speaker[]): boolean {
  return (
    topics.some((topic) => !others.some((other) => other.topics.includes(topic))) ||
    (breaking && !others.some((other) => other.breaking)) ||
    (policy === "auto" && !others.some((other) => other.policy === "auto"))
  );
}

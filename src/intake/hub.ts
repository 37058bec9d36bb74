import { storableAddress } from "./incoming.ts";

/** A WebSub hub that a feed names (W3C WebSub, 4): who tells of what is new, and by which address it knows the feed. */
export interface Hub {
  hub: string;
  topic: string;
}

/** What a feed says of itself in its links. */
export interface FeedLinks {
  hubs: readonly (string | undefined)[];
  self: string | undefined;
}

/**
 * The hub to subscribe at. The header Link is asked first, then the feed's own links; a feed with a hub but without a name for
 * itself is known by the address where it was found. null where there is no usable hub.
 *
 * @param header the header Link (RFC 8288), several joined by commas
 * @param url where the feed was found
 */
export function hubOf(header: string | null, links: FeedLinks, url: string): Hub | null {
  const said = linksOf(header ?? "");
  const named = (relation: string) =>
    said.filter(({ relations }) => relations.includes(relation)).map((link) => link.target);
  const first = (candidates: readonly (string | undefined)[]) =>
    candidates.map((one) => storableAddress(one, url)).find((address) => address !== null);
  const hub = first([...named("hub"), ...links.hubs]);
  return hub === undefined ? null : { hub, topic: first([...named("self"), links.self]) ?? url };
}

function linksOf(header: string): { target: string; relations: string[] }[] {
  return [...header.slice(0, MAX_HEADER).matchAll(/<([^<>]{1,2000})>([^<>]{0,500})/g)].map(
    ([, target = "", parameters = ""]) => {
      const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
      return { target, relations: (relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/) };
    },
  );
}

const MAX_HEADER = 8000;

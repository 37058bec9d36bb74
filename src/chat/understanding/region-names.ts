import { fold } from "../../articles/fold.ts";
import { type Region, regionNamed } from "../../articles/region.ts";
import { isOneErrorAway } from "../../search/typos.ts";
import { partsOf, withoutCourtesy } from "./plain-words.ts";
import { LONGEST_NAME } from "./topic-names.ts";
import type { Wishes } from "./wishes.ts";

/** Regions by their names. */

/** A region whose name is misspelt by one letter; undefined where there is none. */
export function nearRegion(typed: string, regions: readonly Region[]): Region | undefined {
  const folded = fold(withoutCourtesy(typed));
  return folded.length < 5
    ? undefined
    : regions.find(({ names }) => names.some((name) => isOneErrorAway(folded, fold(name))));
}

/** A list of regions by their names alone, in any of their names: "jateng, kota bandung", "jateng dan jabar". */
export function readRegions(text: string, regions: readonly Region[]): Wishes {
  const found = new Set<string>();
  const unknown: string[] = [];
  let shared: readonly string[] = []; // "jawa tengah dan timur"
  for (const part of partsOf(text)) {
    const words = part.match(/[\p{L}\p{N}]+/gu) ?? [];
    const strange: string[] = [];
    for (let i = 0; i < words.length;) {
      const { region: alone, length } = longestRegion(words, i, regions);
      const region =
        alone ?? (shared.length > 0 ? regionNamed([...shared, words[i]].join(" "), regions) : undefined);
      if (alone !== undefined) shared = words.slice(i, i + length - 1);
      if (region !== undefined) found.add(region.name);
      else if (!OF_REGIONS.has(words[i]?.toLowerCase() ?? "")) strange.push(words[i] ?? "");
      i += length;
    }
    if (strange.length > 0) unknown.push(`wilayah ${strange.join(" ")}`);
  }
  return { wishes: [...found].map((region) => ({ kind: "region", region })), unknown };
}

const OF_REGIONS = new Set([
  "wilayah",
  "daerah",
  "provinsi",
  "kota",
  "kabupaten",
  "kab",
  "dan",
  "sama",
  "serta",
  "juga",
  "atau",
  "di",
  "sekitar",
  "hanya",
  "saja",
  "aja",
]);

/** "Kabupaten Banjar" is a name of its own. */
function longestRegion(
  words: readonly string[],
  from: number,
  regions: readonly Region[],
): { region: Region | undefined; length: number } {
  for (let length = Math.min(LONGEST_NAME, words.length - from); length > 0; length--) {
    const region = regionNamed(words.slice(from, from + length).join(" "), regions);
    if (region !== undefined) return { region, length };
  }
  return { region: undefined, length: 1 };
}

export const REGION = /^(?<what>wilayah|daerah|provinsi|kota|kabupaten|kab)\.?\s+(?<name>.+)$/iu;

/** With or without a word for what it is; "Kabupaten Banjar" is a name of its own. */
function regionCalled(part: string, regions: readonly Region[]): Region | undefined {
  const name = REGION.exec(part)?.groups?.["name"];
  return regionNamed(part, regions) ?? (name === undefined ? undefined : regionCalled(name, regions));
}

/**
 * Named as a region, as a province by any of its names ("jabar"), or by a region's own name where that is nothing better known: "bandung" is
 * one, "lombok" and "puncak" are words. undefined where it is none.
 */
export function regionIn(part: string, regions: readonly Region[]): Region | undefined {
  const region = regionCalled(part, regions);
  if (region === undefined || REGION.test(part)) return region;
  const known = region.name === region.province || fold(region.name) === fold(part);
  return region.kind !== "elsewhere" && known ? region : undefined;
}

export const OF_NAMES = /^\s*(?:wilayah|provinsi)\s/i;

import { z } from "zod";
import { fold } from "./fold.ts";

/** Regions that readers can follow, as the gazetteer (config/regions.yaml) has them. */

const Name = z.string().trim().min(3);

/** A province with its regencies and cities; what each field means stands in config/regions.yaml. */
export const Province = z.strictObject({
  name: Name,
  also: z.array(Name).default([]),
  island: Name,
  capital: z.boolean().default(false),
  places: z.array(Name).default([]),
  words: z.array(Name).default([]),
  elsewhere: z.array(Name).default([]),
});
export type Province = z.infer<typeof Province>;

/** One thing to follow: a province, or a regency or city in one. */
export interface Region {
  /** What readers see, and what it is kept by ("Jawa Tengah"). No two have the same. */
  name: string;
  /** Every name it goes by, its own first. */
  names: readonly string[];
  /** The name of the province it is in; its own for a province. */
  province: string;
  island: string;
  /** How much a bare mention of it tells: "word" is an ordinary word as well, "elsewhere" better known as something else. */
  kind: "plain" | "word" | "elsewhere" | "capital";
}

/** Every region of the gazetteer, each province before its places. */
export function regionsIn(provinces: readonly Province[]): Region[] {
  return provinces.flatMap(({ name, also, island, capital, places, words, elsewhere }) => {
    const whole: Region = {
      name,
      names: [name, ...also],
      province: name,
      island,
      kind: capital ? "capital" : "plain",
    };
    const parts = places.map((place): Region => {
      const names = namesOf(place);
      const [first = place] = names;
      const among = (list: readonly string[]): boolean => list.some((one) => names.includes(one));
      const kind = among(elsewhere) ? "elsewhere" : among(words) ? "word" : "plain";
      return { name: first, names, province: name, island, kind };
    });
    return [whole, ...parts];
  });
}

/** What contradicts itself in a gazetteer, in sentences; none in a sound one. */
export function faultsOfGazetteer(provinces: readonly Province[]): string[] {
  const names = provinces.flatMap(({ name, also, places }) => [name, ...also, ...places.flatMap(namesOf)]);
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.filter((_, i) => folded.indexOf(folded[i] ?? "") !== i);
  const nowhere = provinces.flatMap(({ name, places, words, elsewhere }) =>
    [...words, ...elsewhere]
      .filter((one) => !places.flatMap(namesOf).includes(one))
      .map((one) => `${name}: "${one}" is not among its places`),
  );
  return [...twice.map((name) => `two regions are called "${name}"`), ...nowhere];
}

/** "Surakarta = Solo" */
function namesOf(place: string): string[] {
  return place.split("=").map((name) => name.trim());
}

/** The region that goes by this name, in any case, with hyphens for spaces as in a deep link; undefined where there is none. */
export function regionNamed(typed: string, regions: readonly Region[]): Region | undefined {
  let named = byName.get(regions);
  if (named === undefined) {
    named = new Map(regions.flatMap((region) => region.names.map((name) => [fold(name), region])));
    byName.set(regions, named);
  }
  return named.get(fold(typed));
}

/** Made once for each gazetteer: of a long message every word may be a name. */
const byName = new WeakMap<readonly Region[], ReadonlyMap<string, Region>>();

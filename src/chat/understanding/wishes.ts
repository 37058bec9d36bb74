import { fold } from "../../articles/fold.ts";
import type { Region } from "../../articles/region.ts";
import type { Topic } from "../../articles/topic.ts";
import { readFilter } from "../../search/filter.ts";
import type { Wish } from "../follows.ts";
import { inFilterWords, OR, tokensOf, WITHOUT } from "./filter-words.ts";
import { partsOf, withoutCourtesy } from "./plain-words.ts";
import { OF_NAMES, readRegions, regionIn } from "./region-names.ts";
import { readWishes } from "./topic-names.ts";

/** What someone names after /langganan or /berhenti. `unknown` is what was named and is no topic, as typed. */
export interface Wishes {
  wishes: readonly Wish[];
  unknown: readonly string[];
  /** What was named only to be left out ("semua kecuali politik"); absent where nothing was. */
  except?: readonly Wish[];
  /** In place of everything else that is followed ("hanya ekonomi"). */
  only?: true;
  /** Filters that "dan" joins: each of them may be meant, or what has them all; absent where that is clear. */
  apart?: readonly string[];
}

/** "hanya banjir", "banjir aja" */
const ONLY_AROUND = /^\s*(?:hanya|cuma|cuman)\s+|\s+(?:saja|aja|doang)[\s.!]*$/giu;

/** What can be followed by its name. */
export interface Followable {
  topics: readonly Topic[];
  /** Outlets' names. */
  outlets: readonly string[];
  regions: readonly Region[];
  /** The newsroom's name, where it may be asked who that is. */
  ourName?: string;
}

/**
 * Reads what may follow /ikuti: topics by their names, as readWishes does; else, one after each comma, a topic, an outlet ("media kabar
 * nusantara"), a region ("wilayah jateng", "bandung") or words to look for in every alert.
 */
export function readAnyWishes(text: string, followable: Followable): Wishes {
  const { topics } = followable;
  const named = readWishes(text, topics);
  if (named.wishes.length > 0 && named.unknown.length === 0) return named;
  const bare = withoutCourtesy(text).replaceAll(ONLY_AROUND, "");
  const said = joined(bare, followable);
  const pieces = said.length > 1 && !/[,;\n]/.test(bare) ? inEachPlace(said, followable) : said;
  const isList = pieces !== said || (said.length > 1 && isSaidAsList(bare, said, followable));
  const wishes: Wish[] = [];
  const except: Wish[] = [];
  const unknown: string[] = [];
  const parts = partsOf(inFilterWords(isList ? pieces.join(", ") : bare));
  for (const part of inFull(parts, (one) => wishIn(one, followable)?.[0]?.kind === "region")) {
    const topic = readWishes(part, topics);
    const ofTopics = topic.unknown.length === 0;
    const wish = ofTopics ? topic.wishes : (wishIn(part, followable) ?? []);
    const left = ofTopics ? (topic.except ?? []) : [];
    wishes.push(...wish);
    except.push(...left);
    if (wish.length + left.length === 0) unknown.push(part);
  }
  const only = unknown.length === 0 && bare !== withoutCourtesy(text);
  const apart = isList ? [] : pieces.flatMap((piece) => filtersIn(piece, followable));
  return {
    wishes,
    unknown,
    ...(except.length > 0 && { except }),
    ...(only && { only }),
    ...(apart.length > 1 && { apart }),
  };
}

/** Joins what is followed each by itself, or (where it is no "atau") what may be meant together. */
const JOINS = new Set(["dan", "sama", "ama", "serta", "plus", "and", "&", "+", ...OR]);
const TOGETHER = 50; // bytes; longer ones fit on no button, nor would they find anything together

/** What commas, "dan" and "atau" part outside of quotation marks and names; one piece where nothing does, or something is left out. */
function joined(text: string, followable: Followable): string[] {
  const tokens = tokensOf(text);
  const leavesOut = tokens.some((token) => token.startsWith("-") || WITHOUT.has(token.toLowerCase()));
  if (leavesOut || OF_NAMES.test(text)) return [text];
  const pieces = split(tokens, (token) => /^[,;\n]$/.test(token)).flatMap((part) =>
    isNamed(part.join(" "), followable) ? [part] : split(part, (token) => JOINS.has(token.toLowerCase())),
  );
  return pieces.map((piece) => piece.join(" ").replace(/^juga /i, "")).filter((piece) => piece !== "");
}

function split(tokens: readonly string[], parts: (token: string) => boolean): string[][] {
  const pieces: string[][] = [[]];
  for (const token of tokens) {
    if (parts(token)) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces;
}

/** "jawa tengah", "timur" is "jawa tengah", "jawa timur": what is no region by itself may share the words before the last one's. */
function inFull(parts: readonly string[], isRegion: (part: string) => boolean): string[] {
  const full: string[] = [];
  for (const part of parts) {
    const before = full.at(-1) ?? "";
    const shared = before.split(" ").slice(0, -1);
    const whole = [...shared, part].join(" ");
    full.push(shared.length > 0 && !isRegion(part) && isRegion(before) && isRegion(whole) ? whole : part);
  }
  return full;
}

/** "banjir jakarta dan depok" is "banjir jakarta" and "banjir depok"; the same pieces where they are no words with a region, and regions. */
function inEachPlace(pieces: string[], { regions }: Followable): string[] {
  const [first = "", ...others] = pieces;
  const words = first.split(" ");
  const until = words.findIndex((_, i) => i > 0 && regionIn(words.slice(i).join(" "), regions) !== undefined);
  if (until <= 0 || regionIn(first, regions)) return pieces;
  const places = inFull(
    [words.slice(until).join(" "), ...others],
    (part) => regionIn(part, regions) !== undefined,
  );
  if (!places.every((one) => regionIn(one, regions))) return pieces;
  return places.map((one) => [...words.slice(0, until), one].join(" "));
}

/** Whether each is meant: commas stand between others of them, one is a topic, an outlet or a region, or they are too long together. */
function isSaidAsList(text: string, pieces: readonly string[], followable: Followable): boolean {
  const unquoted = text.replaceAll(/["“”][^"“”]*["“”]/g, "");
  return (
    /[,;\n]/.test(unquoted) ||
    tokensOf(unquoted).some((token) => OR.includes(token.toLowerCase())) ||
    pieces.some((piece) => isNamed(piece, followable)) ||
    Buffer.byteLength(pieces.join(", ")) > TOGETHER
  );
}

function isNamed(part: string, followable: Followable): boolean {
  const { wishes, unknown } = readWishes(part, followable.topics);
  if (wishes.length > 0 && unknown.length === 0) return true;
  return (wishIn(part, followable) ?? []).some(({ kind }) => kind !== "words");
}

function filtersIn(part: string, followable: Followable): string[] {
  return (wishIn(part, followable) ?? []).flatMap((wish) => (wish.kind === "words" ? [wish.words] : []));
}

const OUTLET = /^(?:media|outlet|sumber)\s+(?<name>.+)$/iu;

/** "berita tentang banjir" asks for alerts about floods, not for the word "berita". */
const ABOUT = /^(?:(?:semua|berita|kabar|info|kata|topik|tentang|soal|seputar|mengenai|dari)\s+)+(?=\S)/iu;

/** What comes is new, and of today: "harga emas hari ini" is "harga emas". */
const LATELY = /(?:\s+(?:hari ini|terbaru|terkini|sekarang|(?:se)?tiap (?:hari|pagi|siang|sore|malam)))+$/iu;

function wishIn(part: string, { outlets, regions }: Followable): Wish[] | null {
  const subject = part.replace(ABOUT, "").replace(LATELY, "");
  if (OF_NAMES.test(subject)) {
    const named = readRegions(subject, regions);
    return named.unknown.length === 0 ? [...named.wishes] : null;
  }
  const region = regionIn(subject, regions);
  if (region !== undefined) return [{ kind: "region", region: region.name }];
  const name = OUTLET.exec(part)?.groups?.["name"];
  const outlet = outlets.find((one) => fold(one) === fold(name ?? part));
  if (outlet !== undefined) return [{ kind: "outlet", outlet }];
  if (name !== undefined) return null;
  const filter = readFilter(subject);
  return filter === null ? null : [{ kind: "words", words: filter.words }];
}

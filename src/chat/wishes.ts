import { type Region, regionNamed } from "../articles/region.ts";
import type { Topic } from "../articles/topic.ts";
import { readFilter } from "../search/filter.ts";
import { isOneErrorAway } from "../search/typos.ts";
import { isCommon } from "../search/words.ts";
import type { Wish } from "./follows.ts";

/** What someone names after /langganan or /berhenti. `unknown` is what was named and is no topic, as typed. */
export interface Wishes {
  wishes: readonly Wish[];
  unknown: readonly string[];
  /** What was named only to be left out ("semua kecuali politik"); absent where nothing was. */
  except?: readonly Wish[];
}

/**
 * Reads "ekonomi, olahraga dan gaya hidup", "semua" or "kilat", by a topic's id or its name, longest name first. Hyphens and
 * underscores are spaces: a deep link has no others. What comes after "kecuali", "jangan" or a minus is left out.
 */
export function readWishes(text: string, topics: readonly Topic[]): Wishes {
  const known = vocabulary(topics);
  const typed = [...withoutCourtesy(text).matchAll(/(?<minus>(?<![^\s,;])[-–]\s*)?(?<word>[\p{L}\p{N}]+)/gu)];
  const words = typed.map(({ groups }) => groups?.["word"] ?? "");
  const wishes: Wish[] = [];
  const except: Wish[] = [];
  const unknown: string[] = [];
  let leavesOut = false;
  let open: string | null = null; // what leaves out, and has nothing to leave out yet
  for (let i = 0; i < words.length;) {
    const { wish, length } = longest(words, i, known);
    const typedWord = words[i] ?? "";
    const word = typedWord.toLowerCase();
    const out = leavesOut || typed[i]?.groups?.["minus"] !== undefined;
    i += length;
    if (wish === undefined && LEAVES_OUT.has(word)) {
      if (open !== null) unknown.push(open);
      leavesOut = true;
      open = typedWord;
    } else if (wish === undefined && TURNS.has(word)) {
      leavesOut = false;
    } else if (wish !== undefined || !(FILLER.has(word) || (leavesOut && SENT.has(word)))) {
      if (wish === undefined) unknown.push(out ? `-${typedWord}` : typedWord);
      else (out ? except : wishes).push(wish);
      open = null;
    }
  }
  if (open !== null) unknown.push(open);
  const only =
    unknown.length === 0 && wishes.length === 1 && wishes[0]?.kind === "breaking" && ONLY.test(text);
  return withExcept({ wishes: only ? [{ kind: "breaking", only: true }] : wishes, unknown }, except);
}

function withExcept(wishes: Wishes, except: readonly Wish[]): Wishes {
  return except.length === 0 ? wishes : { ...wishes, except };
}

const LEAVES_OUT = new Set(
  "kecuali tanpa bukan selain minus jangan jgn stop berhenti hentikan unfollow except without".split(" "),
);
/** "jangan politik, tapi ekonomi" */
const TURNS = new Set(["tapi", "tetapi", "tp", "namun"]);
/** "jangan kirim politik" */
const SENT = new Set(["kirim", "dikirim", "kirimin", "ikuti", "lagi", "usah"]);

const ONLY = /\b(?:hanya|saja|cuma|aja|doang|only)\b/i;

const COURTESY =
  /(?:[\s,]+(?:dong|donk|deh|ya|yah|sih|min|admin|kak|mas|mbak|please|plis|makasih|terima kasih)[.!]*)+\s*$/iu;

/** "gempa dong min" asks for "gempa". */
export function withoutCourtesy(text: string): string {
  return text.slice(0, 10_000).replace(COURTESY, "");
}

/** What can be followed by its name. */
export interface Followable {
  topics: readonly Topic[];
  /** Outlets' names. */
  outlets: readonly string[];
  regions: readonly Region[];
}

/**
 * Reads what may follow /ikuti: topics by their names as above; else, one after each comma, a topic, an outlet ("media kabar
 * nusantara"), a region ("wilayah jateng", "bandung") or words to look for in every alert.
 */
export function readAnyWishes(text: string, followable: Followable): Wishes {
  const { topics } = followable;
  const named = readWishes(text, topics);
  if (named.wishes.length > 0 && named.unknown.length === 0) return named;
  const wishes: Wish[] = [];
  const except: Wish[] = [];
  const unknown: string[] = [];
  for (const part of partsOf(inFilterWords(text))) {
    const topic = readWishes(part, topics);
    const ofTopics = topic.unknown.length === 0;
    const wish = ofTopics ? topic.wishes : (wishIn(part, followable) ?? []);
    const left = ofTopics ? (topic.except ?? []) : [];
    wishes.push(...wish);
    except.push(...left);
    if (wish.length + left.length === 0) unknown.push(part);
  }
  return withExcept({ wishes, unknown }, except);
}

const WITHOUT = new Set(["tanpa", "kecuali", "bukan", "selain"]);
const OR = new Set(["atau", "ato", "/", "|", "dan/atau"]);
const TOKENS = /-?["“”][^"“”]*["“”]|[,;\n]|[^\s,;"“”]+/gu;

/**
 * What readers write in words as a filter has it: "banjir tanpa jakarta" is "banjir -jakarta", "banjir atau longsor" is two filters, "banjir,
 * longsor". What we tell of a filter (“timnas” tanpa “basket”) can so be said to us. Quotation marks keep their words as they are.
 */
function inFilterWords(text: string): string {
  const apart = text.replaceAll(/(?<=\p{L})\/(?=\p{L})/gu, " / ");
  const tokens = apart.match(TOKENS) ?? [];
  const list = REGION.test(text.trim()); // "wilayah jateng atau jabar" is one list already
  const words: string[] = [];
  let leavesOut = false;
  for (const [i, token] of tokens.entries()) {
    const word = token.toLowerCase();
    if (WITHOUT.has(word)) leavesOut = true;
    else if (/^[,;\n]$/.test(token)) {
      leavesOut &&= /^(?:dan$|["“”])/i.test(tokens[i + 1] ?? "");
      if (!leavesOut) words.push(token);
    } else if (OR.has(word) && !list) words.push(leavesOut ? "" : ",");
    else if (!leavesOut) words.push(token);
    else if (!isCommon(word)) words.push(`-${token.replace(/^-/, "")}`);
  }
  return words.join(" ");
}

/** A followed filter's words, so that inFilterWords leaves them as they are. */
export function inFilterMarks(words: string): string {
  const parts = words.split(/("[^"]*")/);
  const marked = (part: string): string =>
    part.replaceAll(/(?<!\S)(?:tanpa|kecuali|bukan|selain|atau|ato)(?!\S)/g, '"$&"');
  return parts.map((part, i) => (i % 2 === 0 ? marked(part) : part)).join("");
}

/** A topic that was nearly named: by one of its sections or words ("bola" is Olahraga), or with a typing error. */
export interface NearTopic {
  topic: Topic;
  misspelt: boolean;
}

export function nearTopic(words: string, topics: readonly Topic[]): NearTopic | null {
  const folded = fold(words);
  const among = topics.find((topic) =>
    [...topic.sections, ...topic.words].some((one) => fold(one) === folded),
  );
  if (among !== undefined) return { topic: among, misspelt: false };
  const meant =
    folded.length < 5
      ? undefined
      : topics.find(({ id, name }) => [id, name].some((one) => isOneErrorAway(folded, fold(one))));
  return meant === undefined ? null : { topic: meant, misspelt: true };
}

const PARTS = 10; // more in one message is no wish list
const OUTLET = /^(?:media|outlet|sumber)\s+(?<name>.+)$/iu;

/** "berita tentang banjir" asks for alerts about floods, not for the word "berita". */
const ABOUT = /^(?:(?:semua|berita|kabar|info|kata|topik|tentang|soal|seputar|mengenai|dari)\s+)+(?=\S)/iu;

/** What comes is new, and of today: "harga emas hari ini" is "harga emas". */
const LATELY = /(?:\s+(?:hari ini|terbaru|terkini|sekarang|(?:se)?tiap hari))+$/iu;

/** Commas inside quotation marks part nothing, nor does one before what is left out ("timnas, -basket"). */
function partsOf(text: string): string[] {
  const parts =
    withoutCourtesy(text)
      .slice(0, 1000)
      .replaceAll(/[,;]\s*(?=-\p{L})/gu, " ")
      .match(/(?:["“”][^"“”]*["“”]|[^,;\n])+/gu) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .slice(0, PARTS);
}

/** A list of regions by their names alone, in any of their names: "jateng, kota bandung", "jateng dan jabar". */
export function readRegions(text: string, regions: readonly Region[]): Wishes {
  const found = new Set<string>();
  const unknown: string[] = [];
  for (const part of partsOf(text)) {
    const words = part.match(/[\p{L}\p{N}]+/gu) ?? [];
    const strange: string[] = [];
    for (let i = 0; i < words.length;) {
      const { region, length } = longestRegion(words, i, regions);
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
  "serta",
  "atau",
  "di",
  "sekitar",
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

const REGION = /^(?<what>wilayah|daerah|provinsi|kota|kabupaten|kab)\.?\s+(?<name>.+)$/iu;

/** With or without a word for what it is; "Kabupaten Banjar" is a name of its own. */
function regionCalled(part: string, regions: readonly Region[]): Region | undefined {
  const name = REGION.exec(part)?.groups?.["name"];
  return regionNamed(part, regions) ?? (name === undefined ? undefined : regionCalled(name, regions));
}

/**
 * Named as a region, as a province by any of its names ("jabar"), or by a region's own name where that is nothing better known: "bandung" is
 * one, "lombok" and "puncak" are words. undefined where it is none.
 */
function regionIn(part: string, regions: readonly Region[]): Region | undefined {
  const region = regionCalled(part, regions);
  if (region === undefined || REGION.test(part)) return region;
  const known = region.name === region.province || fold(region.name) === fold(part);
  return region.kind !== "elsewhere" && known ? region : undefined;
}

function wishIn(part: string, { outlets, regions }: Followable): Wish[] | null {
  const subject = part.replace(ABOUT, "").replace(LATELY, "");
  if (/^(?:wilayah|provinsi)\s/i.test(subject)) {
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

const LONGEST_NAME = 5; // words

/** Words that name nothing here. */
const FILLER = new Set([
  "dan",
  "topik",
  "berita",
  "saja",
  "tentang",
  "seputar",
  "hanya",
  "cuma",
  "aja",
  "doang",
  "only",
  "yang",
  "news",
  "and",
  "untuk",
  "atau",
]);

function vocabulary(topics: readonly Topic[]): ReadonlyMap<string, Wish> {
  const named = topics.flatMap((topic): [string, Wish][] => {
    const wish: Wish = { kind: "topic", topic: topic.id };
    return [
      [fold(topic.id), wish],
      [fold(topic.name), wish],
    ];
  });
  const all = ["semua", "semuanya", "all", "semua berita"].map((name): [string, Wish] => [
    name,
    { kind: "all" },
  ]);
  const breaking = ["kilat", "darurat", "breaking", "breaking news", "berita kilat", "kabar kilat"].map(
    (name): [string, Wish] => [name, { kind: "breaking" }],
  );
  return new Map([...all, ...breaking, ...named]); // the newsroom's own topics win
}

function longest(
  words: readonly string[],
  from: number,
  known: ReadonlyMap<string, Wish>,
): { wish: Wish | undefined; length: number } {
  for (let length = Math.min(LONGEST_NAME, words.length - from); length > 0; length--) {
    const wish = known.get(fold(words.slice(from, from + length).join(" ")));
    if (wish !== undefined) return { wish, length };
  }
  return { wish: undefined, length: 1 };
}

function fold(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

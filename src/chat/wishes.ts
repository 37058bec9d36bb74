import { fold } from "../articles/fold.ts";
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
  /** In place of everything else that is followed ("hanya ekonomi"). */
  only?: true;
  /** Filters that "dan" joins: each of them may be meant, or what has them all; absent where that is clear. */
  apart?: readonly string[];
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
  const only = unknown.length === 0 && wishes.length > 0 && ONLY.test(text);
  return { wishes, unknown, ...(except.length > 0 && { except }), ...(only && { only }) };
}

const LEAVES_OUT = new Set(
  "kecuali tanpa bukan selain minus jangan jgn stop berhenti hentikan unfollow except without".split(" "),
);
/** "jangan politik, tapi ekonomi" */
const TURNS = new Set(["tapi", "tetapi", "tp", "namun"]);
/** "jangan kirim politik" */
const SENT = new Set(["kirim", "dikirim", "kirimin", "ikuti", "lagi", "usah"]);

const ONLY = /\b(?:hanya|saja|cuma|cuman|aja|doang|only)\b/i;
/** "hanya 2", "ekonomi aja" */
export function isOnly(text: string): boolean {
  return ONLY.test(text);
}

/** The same around words that are no topic's. */
const ONLY_AROUND = /^\s*(?:hanya|cuma|cuman)\s+|\s+(?:saja|aja|doang)[\s.!]*$/giu;

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

const OR = ["atau", "ato", "/", "|", "dan/atau"];
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

const WITHOUT = new Set(["tanpa", "kecuali", "bukan", "selain"]);
const TOKENS = /-?["“”][^"“”]*["“”]|[,;\n]|[^\s,;"“”]+/gu;

/** Words, quotations and commas; "banjir/longsor" are two words and what joins them. */
function tokensOf(text: string): string[] {
  return text.replaceAll(/(?<=\p{L})\/(?=\p{L})/gu, " / ").match(TOKENS) ?? [];
}

/**
 * What readers write in words as a filter has it: "banjir tanpa jakarta" is "banjir -jakarta", "banjir atau longsor" is two filters, "banjir,
 * longsor". What we tell of a filter (“timnas” tanpa “basket”) can so be said to us. Quotation marks keep their words as they are.
 */
function inFilterWords(text: string): string {
  const tokens = tokensOf(text);
  const list = REGION.test(text.trim()); // "wilayah jateng atau jabar" is one list already
  const words: string[] = [];
  let leavesOut = false;
  for (const [i, token] of tokens.entries()) {
    const word = token.toLowerCase();
    if (WITHOUT.has(word)) leavesOut = true;
    else if (/^[,;\n]$/.test(token)) {
      leavesOut &&= /^(?:dan$|["“”])/i.test(tokens[i + 1] ?? "");
      if (!leavesOut) words.push(token);
    } else if (OR.includes(word) && !list) words.push(leavesOut ? "" : ",");
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

/** A region whose name is misspelt by one letter; undefined where there is none. */
export function nearRegion(typed: string, regions: readonly Region[]): Region | undefined {
  const folded = fold(withoutCourtesy(typed));
  return folded.length < 5
    ? undefined
    : regions.find(({ names }) => names.some((name) => isOneErrorAway(folded, fold(name))));
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

const OF_NAMES = /^\s*(?:wilayah|provinsi)\s/i;

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
  "cuman",
  "aja",
  "doang",
  "only",
  "yang",
  "news",
  "and",
  "untuk",
  "atau",
  "sama",
  "serta",
  "plus",
  "juga",
]);

function vocabulary(topics: readonly Topic[]): ReadonlyMap<string, Wish> {
  const named = topics.flatMap((topic): [string, Wish][] => {
    const wish: Wish = { kind: "topic", topic: topic.id };
    return [
      [fold(topic.id), wish],
      [fold(topic.name), wish],
    ];
  });
  const english = topics.flatMap((topic) =>
    (ENGLISH.get(fold(topic.name)) ?? []).map((name): [string, Wish] => [
      name,
      { kind: "topic", topic: topic.id },
    ]),
  );
  const all = ["semua", "semuanya", "all", "semua berita"].map((name): [string, Wish] => [
    name,
    { kind: "all" },
  ]);
  const breaking = ["kilat", "darurat", "breaking", "breaking news", "berita kilat", "kabar kilat"].map(
    (name): [string, Wish] => [name, { kind: "breaking" }],
  );
  return new Map([...english, ...all, ...breaking, ...named]); // the newsroom's own topics win
}

/** What topics are called in English. */
const ENGLISH = new Map<string, readonly string[]>(
  Object.entries({
    politik: ["politics"],
    ekonomi: ["economy", "economics", "business"],
    bisnis: ["business"],
    olahraga: ["sport", "sports"],
    nasional: ["national"],
    internasional: ["international", "world"],
    hukum: ["law"],
    kriminal: ["crime"],
    kesehatan: ["health"],
    pendidikan: ["education"],
    teknologi: ["technology", "tech"],
    hiburan: ["entertainment"],
    "gaya hidup": ["lifestyle"],
    otomotif: ["automotive"],
    wisata: ["travel"],
  }),
);

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

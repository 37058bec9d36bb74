import type { CleanArticle } from "./article.ts";
import type { Region } from "./region.ts";

/**
 * Where an article's news is, from its title, its lead and its dateline. A wrong region is worse than none, so a name counts
 * only where the words around it say that it is a place and that the news is there: clubs, universities and streets that are
 * called after a place do not, nor do ordinary words ("malang nian", "kudus") or the capital, where everybody speaks.
 */
export type FindRegions = (article: Pick<CleanArticle, "dateline" | "title" | "paragraphs">) => string[];

/** Prepares the search for all names at once. What it finds are the regions' names, a place's province with it, in the gazetteer's order. */
export function regionFinder(regions: readonly Region[]): FindRegions {
  if (regions.length === 0) return () => [];
  const byName = new Map(regions.flatMap((region) => region.names.map((name) => [fold(name), region])));
  const names = [...byName.keys()].toSorted((a, b) => b.length - a.length).map(pattern);
  // Hyphens join two places into a way between them ("tol Jakarta-Bandung").
  const anyName = new RegExp(
    `(?<![\\p{L}\\p{N}–-])(?:${names.join("|")})(?![\\p{L}\\p{N}]|[–-]\\p{L})`,
    "giu",
  );

  const provinceNames = new Map(
    regions
      .filter(({ name, province }) => name === province)
      .map(({ name, names }) => [name, names.map(fold)]),
  );

  return ({ dateline, title, paragraphs }) => {
    const met = mentions(leadOf(paragraphs)).filter((mention) => !isNameOfOther(mention));
    const told = met.filter(tellsInText);
    const written = mentions(dateline ?? "").filter(tellsAsDateline);
    const named = mentions(title ?? "").filter(
      (mention) =>
        tellsInTitle(mention) && (isLocated(mention) || sameProvince(mention, [...met, ...written])),
    );
    const news = [...named, ...told];
    // Who writes from elsewhere says where it was; a dateline says most where nothing else does.
    const all = news.length === 0 ? written : [...news, ...written.filter((one) => sameProvince(one, news))];
    const provinces = new Set(all.map(({ region }) => region.province));
    if (provinces.size > MOST_PROVINCES) return [];
    const found = new Set([...provinces, ...all.map(({ region }) => region.name)]);
    return regions.map(({ name }) => name).filter((name) => found.has(name));
  };

  function mentions(text: string): Mention[] {
    return [...text.matchAll(anyName)].flatMap(({ 0: name, index }) => {
      const region = byName.get(fold(name));
      if (region === undefined || !/^\p{Lu}/u.test(name)) return [];
      const [before, after] = [text.slice(0, index), text.slice(index + name.length)];
      const next = fold(/^(?:, | \()(?<next>.{0,40})/.exec(after)?.groups?.["next"] ?? "");
      const inItsProvince =
        region.name !== region.province &&
        (provinceNames.get(region.province) ?? []).some((one) => next.startsWith(one));
      return [{ region, name, before, after, inItsProvince }];
    });
  }
}

const MOST_PROVINCES = 3; // more are a list of the whole country
const LEAD = 280; // characters; some pages break their first sentence into several paragraphs,
const LONGEST_LEAD = 450; // and some have one paragraph for all they say

function leadOf(paragraphs: readonly string[]): string {
  let lead = "";
  for (const paragraph of paragraphs) {
    lead += ` ${paragraph}`;
    if (lead.length >= LEAD) break;
  }
  return lead.slice(0, LONGEST_LEAD);
}

/** A name in its place. */
interface Mention {
  region: Region;
  name: string;
  before: string;
  after: string;
  /** Its province follows: "Kudus, Jawa Tengah". */
  inItsProvince: boolean;
}

function sameProvince({ region }: Mention, others: readonly Mention[]): boolean {
  return others.some((other) => other.region.province === region.province);
}

/** Outlets have places in their names, and every desk is in the capital. */
function tellsAsDateline({ region, before }: Mention): boolean {
  return region.kind !== "capital" && region.kind !== "elsewhere" && !OUTLET.test(before);
}

const OUTLET = /\b(?:radar|kr|harian|tribun|suara|kabar|pos|antara)\s+$/i;

/** Titles are written in capitals throughout, so an ordinary word looks like a name there. */
function tellsInTitle(mention: Mention): boolean {
  const { region, before, after } = mention;
  if (isNameOfOther(mention)) return false;
  if (isAdministered(mention) || region.kind === "plain" || region.kind === "capital") return true;
  return region.kind === "word" && IN.test(before) && !/^\s+\p{Lu}/u.test(after);
}

/** Of a mention that is no other name's part. */
function tellsInText(mention: Mention): boolean {
  const { region, name, before, after } = mention;
  if (FROM.test(before)) return false;
  if (region.kind === "capital" && SPOKEN.test(after)) return false;
  if (isAdministered(mention) || (mention.inItsProvince && region.kind !== "capital")) return true;
  if (region.kind === "elsewhere") return false;
  if (region.kind !== "capital") return IN.test(before) || IN_A_CHAIN.test(before);
  const district = fold(name) !== fold(region.name);
  return district && (IN.test(before) || IN_A_CHAIN.test(before));
}

function isLocated(mention: Mention): boolean {
  return isAdministered(mention) || IN.test(mention.before);
}

/** After a word of administration stands a place, whatever else the name can be. */
function isAdministered({ region, name, before }: Mention): boolean {
  if (/^(?:kota|kabupaten)\s/i.test(name)) return true;
  if (FORMER.test(before)) return false;
  if (region.kind === "elsewhere") return COUNTY.test(before);
  return COUNTY.test(before) || OFFICE.test(before) || COURT.test(before);
}

const FORMER = /\b(?:mantan|eks|bekas|calon|cagub|cawagub)\s+(?:wakil\s+)?[\p{L} ]{0,16}\s$/iu;
const COUNTY = /\b(?:kota|kabupaten|kab\.?|pemkot|pemkab|wali ?kota|bupati)\s+$/i;
const OFFICE =
  /\b(?:provinsi|pemprov|pemerintah (?:provinsi|daerah)|gubernur|polda|polres(?:ta(?:bes)?)?|kapolda|kapolres(?:ta(?:bes)?)?|kodim|rsud|dprd|dinkes|bpbd|warga)\s+$/i;
const COURT =
  /\b(?:kejari|kejati|kejaksaan (?:negeri|tinggi)|pengadilan negeri|pn|ptun|pengadilan tinggi)\s+$/i;

const IN = /\b(?:di|wilayah|kawasan|seluruh|sekitar)\s+$/i;

/** "pembalap asal Gunungkidul" may be anywhere. */
const FROM = /\basal\s+(?:[\p{Lu}][\p{L}.'’-]{0,30},? ){0,4}$/u;

/** "di Desa Gondosari, Kecamatan Gebog, …": a comma, and before it nothing but names back to "di". */
const IN_A_CHAIN = /\bdi\s+(?:[\p{Lu}\d][\p{L}\d.'’/-]{0,30},? ){0,13}[\p{Lu}\d][\p{L}\d.'’/-]{0,30}, $/u;

/** "di Jakarta Selatan, Senin (4/6)": where somebody said it. */
const SPOKEN =
  /^(?:,\s*(?:DKI )?Jakarta)?,?\s*(?:pada\s+)?(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jum[’']?at|Sabtu|Minggu|\(\d|baru-baru ini|belum lama ini|kemarin)/;

/** The country's courts sit in its capital. */
function isNameOfOther({ region, before, after }: Mention): boolean {
  if (region.kind === "capital" && COURT.test(before)) return true;
  return CALLED_AFTER.test(before) || GOES_ON.test(after);
}

/** What is called after a place: clubs, schools, banks, dishes, cars, streets, waters. */
const CALLED_AFTER =
  /(?:^|[\s"“'‘(])(?:Persib|Persija|Persebaya|Persis|Persik|Persita|Persikabo|Persiraja|Persipura|Persela|PSM|PSIS|PSS|PSMS|PSIM|PSBS|Arema|Borneo|Universitas|Univ|UIN|IAIN|STAIN|Institut|Politeknik|Poltekkes|Bank|Pupuk|Semen|Suzuki|Nasi|Soto|Rendang|Bakso|Rumah Makan|RM|Sate|Batik|Kopi|Nona|Laut|Selat|Teluk|Sungai|Bengawan|Jalan|Jalan Raya|Jl\.?|Jln\.?|Gang|Tol)\s+(?:(?:Negeri|Islam|Muhammadiyah|FC|Raya)\s+){0,3}$/;
const GOES_ON = /^\s+(?:United|FC|FA|Nugini|New Guinea|TV|Perang|Express)\b/;

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, " ");
}

function pattern(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s+`);
}

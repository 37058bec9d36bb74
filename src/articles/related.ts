import type { RelatedLink } from "./article.ts";
import { BOUNDARY, cut, type Span } from "./line.ts";
import type { RawLine, TextLink } from "./raw-article.ts";
import { isSmallWord, isTitleCase, looksLikeTitle } from "./title.ts";

/**
 * Takes "Baca Juga" and its kin out of the text: on a line of their own with the title, with the title on the
 * lines that follow, with the title lost, or in the middle of a line. Where nothing shows the end of a title
 * inside a line, the rest of that sentence goes too: a sentence lost is better than a headline sewn to half a
 * sentence.
 */
export function takeRelated(lines: readonly RawLine[]): { lines: RawLine[]; related: RelatedLink[] } {
  const rest: RawLine[] = [];
  const related: RelatedLink[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? BOUNDARY;
    if (!HINT.test(line.text) || SITE_CALL.test(line.text)) {
      rest.push(line);
      continue;
    }
    const labelled = labelledTitle(line);
    if (labelled !== null) {
      related.push(whole(labelled));
      rest.push(BOUNDARY);
      continue;
    }
    const bare = BARE.exec(line.text);
    if (bare !== null) {
      const { titles, next } = titlesAfter(lines, at + 1, bare[0].trimEnd().endsWith(":"));
      related.push(...titles.map(whole));
      at = next - 1;
      rest.push(BOUNDARY);
      continue;
    }
    const taken = takeInline(line);
    related.push(...taken.related);
    rest.push(...taken.lines);
  }
  return { lines: rest, related: unique(related) };
}

/** Cheap: a line without any of these words has no mark. */
const HINT =
  /juga|lewatkan|terkait|pilihan|baca|video|artikel|berita|selanjutnya|rekomendasi|infografis|tonton|read/i;

const READ = "(?:baca|lihat|simak|tonton|saksikan|cek)";
const KIN = String.raw`(?:${READ}\s+(?:ini\s+|yang\s+lain\s+)?juga(?:\s+(?:video|berita|artikel|deh|yuk))*|${READ}\s+(?:berita|artikel)\s+(?:lain|lainnya|terkait)|baca\s+(?:lain|lainnya|lagi|selengkapnya|selanjutnya)|klik\s+juga|${READ}\s+video|jangan\s+lewatkan|pilihan\s+(?:editor|redaksi)|(?:berita|artikel|video)\s+(?:menarik\s+)?(?:terkait|lainnya|sebelumnya)|menarik\s+dibaca)`;
/**
 * In the middle of a line a mark is set apart by a colon or dash, or by a video's title in quotation marks.
 */
const MARK = new RegExp(
  String.raw`\(?\s?${KIN}(?:\s*:|,\s*yuk!|\s[-–—]\s)\s*|(?:lihat|simak|tonton)\s+(?:juga\s+)?video\s+(?=['‘"“])|^\W{0,3}baca:\s*`,
  "giu",
);
/** The mark alone on its line. */
const BARE = new RegExp(String.raw`^[\s*\-–•(]{0,4}${KIN}(?:,\s*yuk)?\s*[:!]?\s*$`, "iu");
/** At the beginning of a line the mark needs no colon when a title follows ("Baca Juga [FULL] Demo …"). */
const LEADING = /^\W{0,3}(?:BACA|Baca|LIHAT|Lihat|Simak) (?:JUGA|Juga)\s+(?=[[("“'\p{Lu}\d])/u;

/** "Baca juga berita lainnya di Google News dan WhatsApp Channel …" names no title but a place, and may be the call to action. */
const SITE_CALL =
  /^[^\p{L}\d]{0,4}(?:baca|simak)\s+juga\s?:?\s+(?:berita|artikel|informasi)(?:\s[\w-]+){0,3}?\s(?:lain(?:nya)?|ter(?:baru|kini|update|populer)|menarik|populer)\b.{0,80}(?:google\s?news|whats\s?app|telegram)/iu;

/** Words that are a mark only where a headline and nothing else follows them on their line. */
const LABEL =
  /^[^\p{L}\d]{0,4}(?:(?:baca|lihat|simak|tonton)\s+juga\s*:?|(?:selanjutnya|terkait|rekomendasi|infografis|tonton|video|also read|read (?:also|more))\s*:)\s*/iu;

function labelledTitle(line: RawLine): RawLine | null {
  const label = LABEL.exec(line.text);
  if (label === null) return null;
  const title = cut(line, label[0].length);
  return looksLikeTitle(title.text) && isTitleCase(title.text) ? title : null;
}

/**
 * The titles on the lines from an offset on, and the offset behind them. A colon makes the first one certain.
 */
function titlesAfter(
  lines: readonly RawLine[],
  from: number,
  certain: boolean,
): { titles: RawLine[]; next: number } {
  const titles: RawLine[] = [];
  let next = from;
  for (let at = from; at < lines.length && titles.length < MOST_TITLES; at++) {
    const line = lines[at] ?? BOUNDARY;
    if (line.text === "" && titles.length === 0) continue;
    if (!isTitleAfterMark(line, lines[at + 1]?.text ?? "", certain && titles.length === 0)) break;
    titles.push(line);
    next = at + 1;
  }
  return { titles, next };
}

const MOST_TITLES = 6; // the longest list of related articles seen has five

function isTitleAfterMark(line: RawLine, next: string, certain: boolean): boolean {
  if (isWhollyLinked(line)) return true;
  return looksLikeTitle(line.text) && (certain || (isTitleCase(line.text) && !/^[\p{Ll},.]/u.test(next)));
}

function takeInline(line: RawLine): { lines: RawLine[]; related: RelatedLink[] } {
  const spans: Span[] = [];
  const related: RelatedLink[] = [];
  let behind = 0;
  for (const mark of marksIn(line)) {
    if (mark.end <= behind) continue;
    const title = titleFrom(line, mark.end);
    spans.push({ start: Math.max(mark.start, behind), end: title.end });
    behind = Math.max(title.end, mark.end);
    related.push(...title.links);
  }
  if (spans.length === 0) return { lines: [line], related };
  const parts: RawLine[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    parts.push(cut(line, from, start), BOUNDARY);
    from = end;
  }
  parts.push(cut(line, from));
  return { lines: parts.filter((part, at) => part.text !== "" || parts[at - 1]?.text !== ""), related };
}

function marksIn(line: RawLine): Span[] {
  const leading = LEADING.exec(line.text);
  const set = [...(leading === null ? [] : [leading]), ...line.text.matchAll(MARK)].map((mark) => ({
    start: mark.index,
    end: mark.index + mark[0].length,
  }));
  return [...set, ...line.links.flatMap((link) => markBefore(line, link) ?? [])].toSorted(
    (a, b) => a.start - b.start,
  );
}

/** "… kata Bupati. Baca juga <a>Harga Gabah Naik</a>": a link that begins behind the words is the title, and no colon is needed. */
function markBefore({ text }: RawLine, { start, end }: TextLink): Span | null {
  if (end - start < SHORTEST_TITLE) return null;
  const from = Math.max(0, start - LONGEST_MARK);
  const mark = BEFORE_LINK.exec(text.slice(from, start));
  return mark === null ? null : { start: from + mark.index, end: start };
}

const SHORTEST_TITLE = 15; // characters; a shorter link is a word of the sentence
const LONGEST_MARK = 60;
const BEFORE_LINK = new RegExp(
  String.raw`(?:^|(?<=[.!?”"]\s{1,4}))[^\p{L}\d]{0,4}${KIN}[\s:>»|→–—-]{0,6}$`,
  "iu",
);

/** The title that begins at an offset: where it (and what must go with it) ends, and what it says. */
function titleFrom(line: RawLine, start: number): { end: number; links: RelatedLink[] } {
  const linked = linksAt(line, start);
  const last = linked.at(-1);
  if (last !== undefined) {
    const closing = /^\s*\)/.exec(line.text.slice(last.end, last.end + 4))?.[0].length ?? 0;
    return {
      end: last.end + closing,
      links: linked.map((link) => ({ title: line.text.slice(link.start, link.end).trim(), url: link.url })),
    };
  }
  const { title, end } = guessTitle(line.text.slice(start, start + LONGEST_SEARCH));
  const visible = /https?:\/\/\S+/.exec(title);
  const words = (visible === null ? title : title.slice(0, visible.index).replace(/\s+di$/, ""))
    .replace(/[\s:)]+$/, "")
    .replace(/^['‘](.+)['’]$/, "$1");
  return { end: start + end, links: words === "" ? [] : [{ title: words, url: visible?.[0] ?? null }] };
}

/** Links that follow the mark, one directly after the other. */
function linksAt(line: RawLine, start: number): RawLine["links"] {
  const found: RawLine["links"][number][] = [];
  let from = start;
  for (const link of line.links) {
    if (link.start < from || link.end <= link.start) continue;
    if (!/^[\s|•*\-–]*$/.test(line.text.slice(from, link.start))) break;
    found.push(link);
    from = link.end;
  }
  return found;
}

const LONGEST_SEARCH = 1000;

/** Words that begin an Indonesian sentence and, followed by a word in lower case, no headline's next word. */
const SENTENCE_OPENERS =
  "Namun|Sementara|Selain|Menurut|Ia|Dia|Mereka|Lebih lanjut|Adapun|Sebelumnya|Diketahui|Hal (?:ini|itu|tersebut)|Dalam|Pada|Setelah|Berdasarkan|Oleh karena|Tak hanya|Bahkan|Kemudian|Lalu|Meski|Saat ini|Di sisi|Di samping|Untuk|Sebagai|Dengan|Jika|Karena|Hingga|Sejak|Terkait|Selanjutnya|Akibatnya|Kendati|Padahal|Berikut|Kata|Sebab|Nantinya|Seperti|Itulah|Tapi|Tetapi|Dari|Karenanya|Beberapa|Salah satu|Menariknya|Apalagi|Artinya|Jelasnya|Tujuannya|Begitu|Kini";
/** Other furniture that follows a title in texts without line breaks. */
const FURNITURE_OPENERS =
  "(?:Baca|BACA|Lihat|Simak)\\s+[Jj][Uu][Gg][Aa]|ADVERTISEMENT|Advertisement|SCROLL TO|\\[Gambas|(?:Pewarta|Editor|Penulis|Reporter|Sumber)\\s?:|Copyright|Tags\\s|Dapatkan (?:update|berita|informasi)|Simak breaking|Ikuti (?:kami|berita|saluran|channel|kanal|[Ww]hats[Aa]pp)|Gabung\\s|Follow\\s|Mari bergabung|Ayo ikuti";
/** Names with a capital inside, which are no lost space. */
const CAMEL = String.raw`(?<!\b(?:Whats|You|Tik|Face|Linked|Pay|Chat|Open|Deep|Space|Go|Mc|Mac|De|La|Le|i|e|m))`;

/** What ends a title that has no full stop. */
const AFTER_TITLE = new RegExp(
  [
    String.raw`(?<=\s|[\p{Ll}\d?!"”)])(?=${FURNITURE_OPENERS})`,
    String.raw`(?<=\s)(?=(?:${SENTENCE_OPENERS}),?\s\p{Ll})`,
    // A lost space: "… Ini FotoLebih dari itu".
    String.raw`(?<=[\p{Ll}\d?!"”)])${CAMEL}(?=\p{Lu}\p{Ll}+ \p{Ll})`,
    String.raw`(?<=\p{Ll}[?!]) (?=["“]?\p{Lu})`,
    // A quotation too long to be a headline's.
    String.raw`(?<=[\p{L}\d?!]) (?=["“]\p{Lu}[^"”]{40})`,
  ].join("|"),
  "u",
);

function guessTitle(rest: string): { title: string; end: number } {
  const sentence = /[.!?…]["”')]*(?=\s+["“(]?\p{Lu}|\s*$)|(?<=\p{Ll})\.(?=["“]?\p{Lu})/u.exec(rest);
  const stop = sentence === null ? rest.length : sentence.index + sentence[0].length;
  const after = AFTER_TITLE.exec(rest.slice(0, stop));
  const end = after === null || after.index === 0 ? stop : after.index;
  const candidate = rest.slice(0, end).trim();
  return { title: candidate.length <= 200 && !runsOn(candidate) ? candidate : titleRun(candidate), end };
}

/**
 * Does a title in title case turn into a sentence? Then its last words cannot be told from the sentence's
 * first.
 */
function runsOn(candidate: string): boolean {
  const words = candidate.split(/\s+/);
  const low = words.findIndex((word) => /^\p{Ll}/u.test(word) && !isSmallWord(word));
  return low > 4 && isTitleCase(words.slice(0, low).join(" "));
}

function titleRun(candidate: string): string {
  const words = candidate.slice(0, 400).split(/\s+/);
  const low = words.findIndex((word) => /^\p{Ll}/u.test(word) && !isSmallWord(word));
  return low < 2 ? words.slice(0, 14).join(" ") : words.slice(0, low - 1).join(" ");
}

function whole(line: RawLine): RelatedLink {
  return { title: line.text, url: line.links[0]?.url ?? null };
}

function isWhollyLinked(line: RawLine): boolean {
  const link = line.links[0];
  return link !== undefined && link.start === 0 && link.end >= line.text.length && line.text.length >= 15;
}

function unique(related: readonly RelatedLink[]): RelatedLink[] {
  const byTitle = new Map<string, RelatedLink>();
  for (const link of related)
    if (!byTitle.has(link.title) || link.url !== null) byTitle.set(link.title, link);
  return [...byTitle.values()];
}

import { attributes, hasVerb, isSentence, isWhole, VERB } from "./grammar.ts";
import { losesQualifier } from "./qualifying.ts";
import { bareSpeaker, contrasts, isPersonal, needOf, pointsBack } from "./references.ts";
import { decides, shorterForms, withoutConnective, withoutDay, withoutLeadIn } from "./shorten.ts";
import { enclosures, isBalanced, within } from "./spans.ts";
import { tightened } from "./tighten.ts";
import { contentShare, isFunctionWord, keys, words } from "./words.ts";

/** A sentence with more than this share of its content words in the headline says the same again. */
export const SAME = 0.85;

// With no more of the lead than this in the headline, the two read as headline and text.
const AMPLE = 0.65;

/** Characters: what a chat's list shows in two lines. */
const HEADLINE_LIMIT = 90;

/**
 * A headline of at most 90 characters, made from an article's lead where it came without one: what the lead tells, with
 * something left for the summary's first sentence to add. A lead that is as short as a headline is told by its core, or,
 * where it has none ("Nasib apes menimpa …"), by one of the next sentences. "" only if there is no sentence at all.
 */
export function headlineFrom(sentences: readonly string[]): string {
  const lead = leadOf(sentences);
  const shareOf = (line: string) => contentShare(lead, new Set(keys(line)));
  const byShare = (lines: readonly string[]) =>
    lines
      .filter(isHeadline)
      .map((line) => ({ line, share: shareOf(line) }))
      .sort((a, b) => a.share - b.share);
  const told = byShare(tellings(lead, HEADLINE_LIMIT));
  const ample = told.findLast(({ share }) => share <= AMPLE);
  if (ample) return ample.line;
  const cores = byShare(coresOf(lead));
  const core =
    cores.findLast(({ share }) => share <= AMPLE) ??
    [...told, ...cores].sort((a, b) => a.share - b.share).find(({ share }) => share <= SAME);
  if (core) return core.line;
  const clipped = oneLineFrom(sentences, HEADLINE_LIMIT);
  if (shareOf(clipped) <= SAME) return clipped;
  // beside "Bupati membantah kabar bahwa …" nobody heads an alert with the rumour
  const others = sentences
    .slice(0, FIRST)
    .filter((sentence) => sentence !== lead && standsAlone(sentence) && !losesQualifier(lead, sentence));
  return (
    others
      .flatMap((sentence) => tellings(sentence, HEADLINE_LIMIT))
      .find((line) => isHeadline(line) && shareOf(line) <= AMPLE) ?? clipped
  );
}

/** The article's lead told in one line within the limit, without a final point. */
export function oneLineFrom(sentences: readonly string[], limit: number): string {
  const lead = leadOf(sentences);
  return tellings(lead, limit)[0] ?? clipped(lead, limit);
}

/** What a sentence or a title tells, in at most `limit` characters without a final point; the longest first, [] if it cannot. */
export function tellings(sentence: string, limit: number): string[] {
  const forms = [...shorterForms(sentence), withoutLeadIn(sentence)].flatMap((form) => {
    const line = withoutPoint(withoutDay(form));
    return [line, line.replaceAll(OFFICE, "")];
  });
  for (const test of [isWhole, isSentence]) {
    const found = new Set(
      forms.flatMap((form) => (form.length <= limit ? [form] : cutsOf(form, limit, test))),
    );
    found.delete("");
    if (found.size > 0) return [...found].sort((a, b) => b.length - a.length);
  }
  return [];
}

// An office before them may not be left out: whoever only stands for it or held it is another.
const OTHERWISE =
  "[Cc]alon|[Ee]ks|[Bb]ekas|[Mm]antan|[Ww]akil|[Pp]lt\\.?|[Pp]lh\\.?|[Pp]j\\.?|[Pp]js\\.?|[Pp]enjabat|[Pp]elaksana [Tt]ugas";
const COUNTRY =
  "Amerika Serikat|AS(?! Roma| Monaco)|Rusia|China|Tiongkok|Korea Utara|Korea Selatan|Korut|Korsel|Jepang|India|Israel|Iran|Irak|Palestina|Ukraina|Turki|Prancis|Perancis|Jerman|Inggris|Italia|Spanyol|Malaysia|Singapura|Filipina|Thailand|Vietnam|Australia|RI|Republik Indonesia";

// "Presiden Rusia Vladimir Putin": a headline names the person. Only where the country tells the office from the name, which has two words: in
// "Presiden Malaysia Airlines ditangkap" it is a company's.
const OFFICE = new RegExp(
  String.raw`(?<!(?:${OTHERWISE}) )(?:(?:Mantan |Wakil )?(?:Presiden|Perdana Menteri|PM|Pemimpin|Kanselir|Raja|Menteri Luar Negeri|Menlu|Menteri Pertahanan) (?:${COUNTRY}) )(?=\p{Lu}\p{Ll}+ \p{Lu})`,
  "gu",
);

/** The line up to each place within the limit where its news is told. */
function cutsOf(line: string, limit: number, test: (rest: string, removed: string) => boolean): string[] {
  const spans = enclosures(line);
  return Array.from(line.slice(0, limit + 20).matchAll(LINK), (link) => link.index)
    .filter(
      (at) =>
        at <= limit &&
        at >= SHORTEST_CUT &&
        !LIST_GOES_ON.test(line.slice(at)) &&
        !SCORE_GOES_ON.test(line.slice(at - 1)) &&
        !within(spans, at) &&
        !turns(line.slice(0, at), line.slice(at)) &&
        test(line.slice(0, at), line.slice(at)),
    )
    .map((at) => withoutPoint(withoutDay(`${line.slice(0, at)}.`)));
}

const SHORTEST_CUT = 25;

/** Is the first part alone another news? */
function turns(rest: string, removed: string): boolean {
  return (
    losesQualifier(rest + removed, rest) ||
    decides(rest, removed) ||
    attributes(removed) ||
    RECORDS.test(rest) ||
    PERMITS.test(rest) ||
    (NEGATED.test(rest) && SETS_RIGHT.test(removed))
  );
}

// "tidak mundur karena sakit, melainkan karena diminta": the negation is about what would go
const NEGATED = /(?<!\p{L})(?:tidak|tak|bukan|belum|jangan)(?!\p{L})/iu;
// "BPS mencatat neraca perdagangan Indonesia": what was recorded is still to come
const RECORDS = new RegExp(
  String.raw`(?<!\p{L})(?:mencatat|mencatatkan|membukukan|menunjukkan|memperlihatkan)\s(?!.*(?:\d|(?<!\p{L})${VERB}))`,
  "u",
);
// what is forbidden or allowed is told to its end: "melarang menteri berbicara kepada media"
const PERMITS =
  /(?<!\p{L})(?:melarang|larang|dilarang|mengizinkan|izinkan|diizinkan|membolehkan|dibolehkan)(?!\p{L})/iu;
const SETS_RIGHT = /(?<!\p{L})(?:melainkan|tetapi|tapi|karena|lantaran|akibat|hanya)(?!\p{L})/iu;

// Words before which a telling can end: what they open is a closer description, not the news. A headline may leave out
// more than a shortened sentence: the place and the time follow below it.
const LINK =
  /[\s,–—-]+(?=(?:di|dari|dalam|pada|untuk|dengan|oleh|saat|ketika|setelah|usai|sejak|selama|karena|lantaran|akibat|agar|supaya|demi|guna|yang|sehingga|sebagai|sementara|sedangkan|seraya|sambil|melalui|lewat|bersama|terkait|menyusul|jelang|menjelang|atas|terhadap|menurut|seperti|termasuk|yakni|yaitu|bagi|kepada|(?:dan|serta) (?:akan |telah |sudah |juga |ber|me[mnlry]))\s)|,\s/gu;

/** Elsewhere the line would end in the middle of what it names: "… telah ditangkap pihak | kepolisian". */
const PAUSE = new RegExp(`^(?:${LINK.source})`, "u");

/** "malt, hops, air, dan lain-lain" is cut nowhere inside. */
const LIST_GOES_ON =
  /^,\s[^,]{2,40},?\s(?:dan|serta|atau|hingga)\s|^,\s[^,]{2,30},\s|^,\s(?:dan|serta|atau|maupun)\s(?!akan |telah |sudah |juga |ber|me[mnlry]|di|ter)/u;
/** "menang 6-4, 3-6, 10-7" is told whole. */
const SCORE_GOES_ON = /^\d,\s\d/;

const ANNOUNCED = /^\s(?:Rp\s?)?\d/;

const SHORTEST = 30;
// A lead that opens with a quotation or a question, or points back at nothing, is told by one of the next sentences.
const FIRST = 4;

function leadOf(sentences: readonly string[]): string {
  const tells = sentences
    .slice(0, FIRST)
    .filter((sentence) => !QUOTES_OR_ASKS.test(sentence) && !isPersonal(sentence));
  return tells.find((sentence) => needOf(sentence) === null) ?? tells[0] ?? sentences[0] ?? "";
}

const QUOTES_OR_ASKS = /^["“‘']|[?!]$/;

/** Shorter and shorter, what is still the news of a lead that would fit as it is. */
function coresOf(lead: string): string[] {
  const line = withoutPoint(withoutDay(lead));
  const tight = [line, ...tightened(line)];
  const cut = tight.flatMap((form) => cutsOf(form, form.length - 1, isWhole));
  return [...tight, ...cut].filter((form) => form.length <= HEADLINE_LIMIT);
}

/** Long enough, pointing at nothing before it, and no half of a sentence that lacks its subject: "Diminta mundur dari …". */
function isHeadline(line: string): boolean {
  return (
    line.length >= SHORTEST &&
    needOf(line) === null &&
    pointsBack(line, new Set(keys(line))) === null &&
    !contrasts(line) &&
    !EARLIER.test(line) &&
    !/^(?:Di(?!a\b|ri\b)\p{Ll}{4,}[^,]*$|Yang )/u.test(line)
  );
}

// "Gubernur sebelumnya menolak usul itu": not the news, and told without the word it would pass for it
const EARLIER = /(?<!\p{L}|(?:dari|seperti) )sebelumnya(?!\p{L})/u;

/** Says to whoever reads nothing else who did what. */
function standsAlone(sentence: string): boolean {
  return (
    !QUOTES_OR_ASKS.test(sentence) &&
    !LEANS.test(sentence) &&
    needOf(sentence) === null &&
    bareSpeaker(sentence) === null &&
    withoutConnective(sentence) === sentence
  );
}

const LEANS =
  /\b(?:juga|pun|saya|anda|kamu|kita|jika|bila|kalau|ia|dia|mereka)\b|\btersebut\b|^(?:baru|sayang|menarik|terakhir|secara|tentu|beruntung|diduga|ada)\b/iu;

function withoutPoint(sentence: string): string {
  return sentence.replace(/(?<!\.)\.$/, "");
}

/** The last resort for a sentence that has nowhere to end: whole words, none of them left hanging. */
function clipped(sentence: string, limit: number): string {
  const text = withoutPoint(shorterForms(sentence).at(-1) ?? "");
  if (text.length <= limit) return text;
  // not behind a number whose unit is to come, nor before the number that a word announces ("setinggi 2.000 meter", "tipe 2")
  const fitting = words(text).filter(
    (word) =>
      word.end < limit &&
      !(ANNOUNCED.test(text.slice(word.end)) && /^\p{Ll}/u.test(word.text) && !hasVerb(word.text)) &&
      !(/^\d/.test(word.text) && /^\s\p{Ll}/u.test(text.slice(word.end))),
  );
  const upTo = (end: number): string => text.slice(0, end);
  const whole = fitting.findLast(
    ({ end }) =>
      end >= SHORTEST &&
      isSentence(upTo(end)) &&
      PAUSE.test(text.slice(end)) &&
      !LIST_GOES_ON.test(text.slice(end)) &&
      !turns(upTo(end), text.slice(end)),
  );
  if (whole && isBalanced(upTo(whole.end))) return upTo(whole.end);
  const last = fitting.findLast((word) => !isFunctionWord(word.key) && !NEGATED.test(word.text));
  const line = upTo(last?.end ?? limit - 1);
  // a reader is told that it goes on
  return `${isBalanced(line) ? line : line.replace(/\s*["“([][^"“([]*$/, "")}…`;
}

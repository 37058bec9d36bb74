import { channelIn, channelOf, leadsOnlyToChannels } from "./channel-address.ts";
import * as words from "./invitation-words.ts";
import { outletWord } from "./outlets.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * The grammar of invitations to a WhatsApp or Telegram channel: a verb that calls the reader, a platform, and
 * what makes it the newsroom's own (a channel noun with news or the outlet's name beside it, or a channel's
 * address). News about the platforms has a subject before its verb, a speaker behind its quotation, a
 * telephone number or a menu; none of them is an invitation.
 */

export interface Invitation {
  readonly platform: "whatsapp" | "telegram";
  /** Complete by itself: leads on the lines before it belong to something else. */
  readonly whole: boolean;
}

/**
 * Does a line name WhatsApp or Telegram, in its text or by a link to a channel? Cheap; most lines end here.
 */
export function mentionsPlatform(line: RawLine): boolean {
  return (
    words.PLATFORM.test(line.text) ||
    line.links.some((link) => channelOf(link.url) !== null) ||
    channelIn(line.text) !== null
  );
}

/** The invitation that a sentence is, or null. */
export function invitationIn(piece: RawLine): Invitation | null {
  if (piece.text.length > LONGEST || !mentionsPlatform(piece)) return null;
  const address = channelAddress(piece);
  const text = piece.text.replaceAll(words.ANY_URL, " ");
  if (isReported(text)) return null;
  const invites = isCalling(text) ? isConvincing(text, address) : words.INSTALL_ONLY.test(text);
  return invites ? { platform: platformOf(text, address), whole: piece.text.startsWith("(") } : null;
}

/**
 * A sentence that leads up to an invitation: it calls the reader to the newsroom's news, and names no other
 * place.
 */
export function isLead(text: string): boolean {
  if (
    text.length > LONGEST_LEAD ||
    isReported(text) ||
    words.OTHER_PLACE.test(text) ||
    words.PLATFORM.test(text)
  )
    return false;
  if (words.HORTATIVE_ONLY.test(text) || words.GREETING.test(text)) return true;
  const ours = words.NEWS.test(text) || outletWord.test(text);
  return (isCalling(text) || words.WISH.test(text)) && ours && words.LEAD_SIGN.test(text);
}

/** A sentence that names our channel and leaves the call to the next one; null for none. */
export function preludeIn({ text }: RawLine): Invitation | null {
  if (text.length > LONGEST_LEAD || !words.PRELUDE.test(text)) return null;
  if (isReported(text) || words.HOW_TO.test(text) || words.TELLS.test(text)) return null;
  const ours =
    words.CHANNEL_OF_PLATFORM.test(text) ||
    words.NEWS.test(text) ||
    /\bkami\b/i.test(text) ||
    outletWord.test(text);
  return ours && !words.OTHERS_CHANNEL.test(text) ? { platform: platformOf(text, null), whole: false } : null;
}

/** The call that a prelude leads up to. */
export function callsBehindPrelude({ text }: RawLine): boolean {
  return (
    text.length <= LONGEST_LEAD &&
    words.CALL_BEHIND_PRELUDE.test(text) &&
    !words.HOW_TO.test(text) &&
    !words.OTHER_PLACE.test(text)
  );
}

/** A sentence that goes on after an invitation: how to join, and what to install. */
export function isSequel({ text }: RawLine): boolean {
  if (text.length > LONGEST_LEAD || isReported(text) || !leadsOnlyToChannels(text)) return false;
  if (/^[\s.,:;()[\]👉*–-]*$/u.test(text) || /^\W{0,6}https?:\/\/\S+[\s.)]*$/u.test(text)) return true;
  if (BUTTON.test(text)) return true;
  const goesOn = words.PLATFORM.test(text) || words.SEQUEL_SIGN.test(text);
  return words.SEQUEL.test(text) && goesOn && !words.OTHER_PLACE.test(text);
}

/** A sequel that would say nothing alone: it leads to a channel and names none. */
export function isButton(piece: RawLine): boolean {
  return isSequel(piece) && !words.PLATFORM.test(piece.text.replaceAll(words.ANY_URL, " "));
}

/**
 * Where an invitation leads: the channel behind its link, else the one whose address stands in its text. null
 * for none.
 */
export function channelAddress(line: RawLine): string | null {
  for (const { url } of line.links) {
    const linked = channelOf(url);
    if (linked !== null) return linked;
  }
  const written = channelIn(line.text);
  return written === null || /^https?:/i.test(written) ? written : `https://${written}`;
}

/**
 * Does a sentence call the reader to the newsroom's news at another place (Google News, YouTube, its own
 * site)?
 */
export function isSiteCall(text: string): boolean {
  if (!isCalling(text) || !words.NEWS.test(text)) return false;
  const ours = outletWord.test(text) || OUR_SIGN.test(text);
  return (
    words.OTHER_PLACE.test(text) ||
    /\b(?:unduh|mengunduh|download) aplikasi\b/i.test(text) ||
    (ours && words.MORE.test(text) && SITE_SIGN.test(text))
  );
}

/** Does somebody tell of it, so that nobody invites? */
export function isReported(text: string): boolean {
  return /^["“]/.test(text) || words.REPORTED.test(text);
}

/**
 * Does a quotation that began before an offset, on the same line, end behind it? What is said there is said by somebody. Straight
 * marks open behind a space. Looks at most 600 characters around.
 */
export function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_QUOTATION), at);
  const opened = before.search(/(?<![^\s(:])["“](?=[^\s"“”])[^"“”]*$/u);
  return opened !== -1 && /^[^"“”]*["”]/.test(text.slice(at, at + LONGEST_QUOTATION));
}

/** What stands on a button, or behind an invitation like one. */
const BUTTON = /^\W{0,6}(?:follow|ikuti|gabung|join|subscribe|klik|gratis)\W{0,6}$/iu;
const LONGEST = 500; // the longest invitation seen has 260 characters
const LONGEST_LEAD = 300;
const LONGEST_QUOTATION = 600;
const SITE_SIGN = /\b(?:hanya|lain(?:nya)?|terus|selalu|setiap hari)\b/iu;

function isCalling(text: string): boolean {
  return (
    [words.JOINING, words.READING, words.NOUN_LED, words.NEWS_CAN_BE_HAD, words.SIGN, words.LABEL].some(
      (call) => call.test(text),
    ) || joinsSomewhere(text)
  );
}

/** A call to join that does not open its sentence: "Info selengkapnya ikuti saluran WhatsApp …". */
function joinsSomewhere(text: string): boolean {
  return (
    words.CLAUSE_JOINS.test(text) ||
    words.CLAUSE_READS.test(text) ||
    (words.SPOKEN_TO.test(text) && words.CLAUSE_OF_JOINING.test(text))
  );
}

function isConvincing(text: string, address: string | null): boolean {
  const named = outletWord.test(text) || /\bkami\b/i.test(text);
  if (!named && (words.OTHERS_CHANNEL.test(text) || words.SERVICE.test(text))) return false;
  if (address !== null) return true;
  if (words.HOW_TO.test(text)) return false;
  if (joinsChannelAlone(text)) return true;
  if (words.TELLS.test(text)) return false;
  const joining =
    words.JOINING.test(text) ||
    words.THEN_JOINING.test(text) ||
    words.SIGN.test(text) ||
    joinsSomewhere(text);
  if (words.CHANNEL_OF_PLATFORM.test(text)) {
    if (joining && words.URGES.test(text)) return true;
    return joining
      ? isOurs(text) || HERE.test(text) || words.NAMED_CHANNEL.test(text.trim())
      : words.VIA_PLATFORM.test(text) && (isOurs(text) || words.NAMED_CHANNEL.test(text.trim()));
  }
  if (!words.NEWS.test(text) || !words.VIA_PLATFORM.test(text) || words.PHONE.test(text)) return false;
  return words.MORE.test(text) || YOURS.test(text) || isOurs(text.replace(words.NEWS, " "));
}

/** "Ikuti saluran WhatsApp Kabar Nusantara", "Gabung Saluran WA": what one joins, and nothing that tells of anybody else. */
function joinsChannelAlone(text: string): boolean {
  const channel = words.JOINS_CHANNEL.exec(text);
  if (channel !== null && words.CHANNEL_ALONE.test(text.slice(channel[0].length))) return true;
  const platform = words.JOINS_PLATFORM.exec(text);
  return platform !== null && words.PLATFORM_ALONE.test(text.slice(platform[0].length));
}

/** News on the reader's own telephone. */
const YOURS =
  /\b(?:berita|breaking news)\b.{0,60}\b(?:whats\s?app|telegram)[\s-]?(?:mu|anda|kamu|kalian)\b/iu;

/** The newsroom's own: news that it promises, its name or address, "kami". */
function isOurs(text: string): boolean {
  return words.NEWS.test(text) || OUR_SIGN.test(text) || outletWord.test(text);
}

const OUR_SIGN = /\b(?:kami|us|our)\b|\b[\p{L}\d-]{2,40}\.(?:com|co\.id|id|co|net|tv|news)\b/iu;
/** A link stands here, or stood here before a scrape lost it. */
const HERE = /\b(?:ini|berikut|di\s?sini)\s?:?\W*$|\bklik\s(?:di\s?sini|tautan|link)\b/iu;

function platformOf(text: string, address: string | null): Invitation["platform"] {
  return words.WHATSAPP.test(text) || (address !== null && /whatsapp/i.test(address))
    ? "whatsapp"
    : "telegram";
}

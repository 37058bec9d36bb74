import type { ConversationState } from "../state.ts";
import { plainCommand, slashed } from "./commanded.ts";
import type { Context } from "./context.ts";
import { ADDRESS } from "./desk-orders.ts";
import { asksForMoreOfIt, asksIfTrue, wantsAnother } from "./follow-ups.ts";
import type { Intent } from "./intent.ts";
import { opinionIn } from "./opinion-words.ts";
import { plainWords } from "./plain-words.ts";
import { bare, isNo, NUMBERS, YES } from "./replies.ts";
import { asksForMore, readSpoken } from "./spoken.ts";

/** What needs no question of ours to be understood. */
export function inOwnWords(text: string, state: ConversationState, context: Context): Intent | null {
  return (
    opinion(text, context) ??
    plainCommand(text, context) ??
    turnedPage(text, state, context) ??
    readSpoken(text, context)
  );
}

const GOOD = /^(?:👍|❤️?|👏)\p{Emoji_Modifier}?$/u;
const BAD = /^👎\p{Emoji_Modifier}?$/u;

/**
 * A thumb up or down; "salah" and what is wrong, said as an answer to the alert itself or in so many words ("Salah, itu di Bogor"). "Salah
 * nomor, jangan kirim lagi" is a plea and none of these.
 */
function opinion(text: string, context: Context): Intent | null {
  if (asksIfTrue(text)) return { kind: "is-it-true" };
  if (wantsAnother(text)) return { kind: "ask-search" };
  if (asksForMoreOfIt(plainWords(text), context.aboutOurs)) return { kind: "read-on", nth: null };
  if (GOOD.test(text)) return { kind: "feedback", verdict: "good", words: null };
  if (BAD.test(text)) return { kind: "feedback", verdict: "bad", words: null };
  const said = /^(?:(?:ini|itu|beritanya|berita ini) )?(?:salah|keliru|hoaks|hoax|tidak benar)\b/i.test(text);
  const wrong = said && (context.aboutOurs || /^salah\s*(?:[,.:;!]|bukan\b)/i.test(text));
  return wrong && !PLEAS.has(readSpoken(text, context)?.kind)
    ? { kind: "feedback", verdict: "wrong", words: opinionIn(text) }
    : null;
}

const PLEAS = new Set<Intent["kind"] | undefined>(["goodbye", "unfollow", "prefer", "unsure"]);

const LONGEST_SEARCH = 200; // characters; what is longer was not typed to be searched for

function turnedPage(text: string, state: ConversationState, context: Context): Intent | null {
  if (!asksForMore(text)) return null;
  if (state.more !== null) return slashed(state.more, state, context);
  return state.listed.length > 0 && !/^lanjut/i.test(text) ? { kind: "no-more" } : null; // "lanjutkan" may end a pause
}

/** "mau berita bola", "pengen tau soal banjir": looked for, and offered to be followed. */
const ASKS_TO_HEAR = /^(?:saya )*mau (?:tau|tahu|dapat|baca|terima|berita)\b/;

/** A yes or no to a question nobody asked is not searched for, nor is a picture, a bare address or a long text. */
export function looseWords(text: string): Intent {
  const reply = YES.has(bare(text)) || isNo(text);
  const words =
    text.length <= LONGEST_SEARCH &&
    !ADDRESS.test(text) &&
    !NUMBERS.test(text) &&
    /\p{L}{2}|\p{N}{3}/u.test(text) &&
    (plainWords(text).length > 0 || !/^[\p{Script=Latin}\P{L}]+$/u.test(text));
  if (!words || reply) return { kind: "unclear" };
  const asksToHear = ASKS_TO_HEAR.test(plainWords(text).join(" "));
  return { kind: "search", words: text, page: 1, ...(asksToHear && { toFollow: true }) };
}

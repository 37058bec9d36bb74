import type { ChatKind } from "../../delivery/delivery.ts";
import type { ConversationState } from "../state.ts";
import { answered, numberAsked } from "./answers.ts";
import { choose } from "./choices.ts";
import { slashed } from "./commanded.ts";
import { type Context, isOver } from "./context.ts";
import { mayGoOn, readOn, takenBack } from "./follow-ups.ts";
import type { Intent } from "./intent.ts";
import { inOwnWords, looseWords } from "./own-words.ts";
import { maybePleads, soundsLikePlea } from "./pleas.ts";
import { NUMBERS } from "./replies.ts";

/**
 * What the words mean, given what was asked before. Reads no clock and does nothing.
 *
 * Everywhere: a command with its slash, and the number of a choice offered. In a private chat also an answer to our
 * question, a command without slash, and as the last resort words to search for.
 */
export function understand(said: string, state: ConversationState, context: Context): Intent {
  const text = said.trim();
  if (text === state.chose && context.since < SAID_TWICE_MS) return { kind: "silence" };
  const article = readOn(text, state, context);
  if (article !== null) return article;
  const chosen = isOver(state, context) ? null : choose(text, state, context);
  if (typeof chosen === "number")
    return context.kind === "private" ? { kind: "no-such-choice", of: chosen } : { kind: "silence" };
  if (chosen === null) return careful(meaningOf(text, state, context), text);
  return careful(slashed(chosen, state, context) ?? { kind: "silence" }, chosen);
}

const SAID_TWICE_MS = 10_000; // a number sent twice would undo what it did: its list has changed

function meaningOf(text: string, state: ConversationState, context: Context): Intent {
  const command = slashed(text, state, context);
  if (command !== null) return command;
  if (context.kind !== "private") return numberAsked(text, state, context) ?? { kind: "silence" };
  const meant = () => inOwnWords(text, state, context);
  return (
    takenBack(text, state, context, meant) ??
    goingOn(answered(text, state, context) ?? meant() ?? looseWords(text), text, state)
  );
}

/** "yang kemarin?" is asked of what was looked for before. */
function goingOn(intent: Intent, text: string, { search }: ConversationState): Intent {
  const first = intent.kind === "search" && intent.words === text;
  return first && search !== null && mayGoOn(text) ? { ...intent, after: search } : intent;
}

/** Nobody is subscribed by what may have been a plea to stop, or to what they want left out: they are asked. */
function careful(intent: Intent, text: string): Intent {
  if (intent.kind !== "follow") return intent;
  const { wishes, unknown, except = [], apart } = intent.wishes;
  const unclear =
    unknown.some((one) => /(?:^|\s)-\p{L}/u.test(one)) || except.some(({ kind }) => kind === "all");
  if (unclear) return { kind: "unsure", words: null };
  if (wishes.length === 0 && except.length > 0)
    return { kind: "unfollow", wishes: { wishes: except, unknown } };
  const words = wishes.flatMap((wish) => (wish.kind === "words" ? [wish.words] : []));
  const named = [...words, ...unknown];
  const plea =
    named.length > 0 && (maybePleads(text) || (soundsLikePlea(text) && named.some(soundsLikePlea)));
  if (plea) return { kind: "unsure", words: words[0] ?? null };
  return apart === undefined ? intent : { kind: "which-parts", parts: apart };
}

/** In a group or channel nearly everything is not for us: only this needs a look at what was asked before. */
export function mayConcernUs(text: string, kind: ChatKind): boolean {
  return kind === "private" || text.trimStart().startsWith("/") || NUMBERS.test(text.trim());
}

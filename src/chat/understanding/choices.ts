import { commandNamed } from "../commands.ts";
import type { ConversationState } from "../state.ts";
import { type Context, ON_SCREEN_MS } from "./context.ts";
import { numbersChosen } from "./number-words.ts";
import { asTyped, plainWords, withoutCourtesy } from "./plain-words.ts";
import { isOnly } from "./topic-names.ts";

/** A choice of the list offered: its number, or the words that stand on a button. */

/** "2", "1, 3", "nomor dua" */
export function areNumbers(text: string): boolean {
  return numbersChosen(plainWords(text)) !== null;
}

/**
 * What the numbers, or the words that stand on a button, say; how many choices there were where a number is out of reach; null where
 * none were offered or this is neither. Several numbers are several topics at once, and nothing else.
 */
export function choose(text: string, state: ConversationState, context: Context): string | number | null {
  const { choices, labels, awaiting } = state;
  const shown = context.kind === "private" && context.since < ON_SCREEN_MS ? labels : [];
  const typed = asTyped(withoutCourtesy(text));
  const pressed = shown.find(({ label }) => label === typed);
  if (pressed !== undefined) return pressed.says;
  const numbers = choices.length === 0 || isOrder(text, context) ? null : numbersChosen(plainWords(text));
  if (numbers === null || (awaiting?.kind === "setting" && numbers.length > 1)) return null; // "1-5" are hours
  const says = numbers.map((number) => choices[number - 1]);
  const [first] = says;
  if (first === undefined || says.includes(undefined)) return choices.length;
  const altogether = inOne(
    says.flatMap((say) => say ?? []),
    isOnly(text),
  );
  return altogether ?? (says.length === 1 ? first : choices.length);
}

/** "/coba 1" is an editor's order, although "coba 1" is a polite way to choose; an editor's without the slash, too. */
function isOrder(text: string, { editor }: Context): boolean {
  const { slash, name = "" } = /^(?<slash>\/?)(?<name>\w+)/.exec(text)?.groups ?? {};
  return (slash === "/" || editor) && commandNamed(name.toLowerCase())?.who === "editor";
}

/** What the choices say in one, or that it is to be `only` them. Who names what they follow together with what they do not, wants both. */
function inOne(says: readonly string[], only: boolean): string | null {
  const changes = says.flatMap((say) => {
    const { verb, what } = CHANGE.exec(say)?.groups ?? {};
    return verb === undefined || what === undefined ? [] : [{ verb, what }];
  });
  const added = changes.filter(({ verb }) => verb !== "berhenti");
  const chosen = only || added.length === 0 ? changes : added;
  const names = chosen.map(({ what }) => what).join(", ");
  const [first] = chosen;
  if (first === undefined || changes.length < says.length) return null;
  if (only) return `/ikuti hanya ${names}`;
  return chosen.every(({ verb }) => verb === first.verb) ? `/${first.verb} ${names}` : null;
}

const CHANGE = /^\/(?<verb>langganan|berhenti|ikuti) (?<what>.+)$/;

import type { MessengerName, OutgoingMessage } from "../delivery/delivery.ts";
import { commandNamed } from "./commands.ts";
import { answerWithNumber } from "./copy/help.ts";
import { onlyAsks } from "./desk/rights.ts";
import type { ConversationState } from "./state.ts";
import { understandDesk } from "./understanding/commanded.ts";
import { asTyped } from "./understanding/plain-words.ts";

/** Which messengers show buttons. On the others the choices are a numbered list, answered with a number. */
const BUTTONS: Readonly<Record<MessengerName, boolean>> = { telegram: true, whatsapp: false, console: false };

export function hasButtons(messenger: MessengerName): boolean {
  return BUTTONS[messenger];
}

/**
 * What can be typed instead of pressing a button: a reader's, and an editor's that only asks or shows. What is ticked is not undone by naming
 * it, and of two alike neither is meant.
 */
export function labelsOf(messages: readonly OutgoingMessage[]): ConversationState["labels"] {
  const typed = messages
    .flatMap(({ buttons }) => (buttons ?? []).flat())
    .filter(({ label, says }) => !label.startsWith("✅") && isTypable(says))
    .map(({ label, says }) => ({ label: asTyped(label), says }));
  const alike = (label: string): Set<string> =>
    new Set(typed.flatMap((other) => (other.label === label ? [other.says] : [])));
  return typed.filter(({ label }) => label !== "" && alike(label).size === 1);
}

function isTypable(says: string): boolean {
  const { name = "", rest = "" } = /^\/(?<name>\w+)\s*(?<rest>.*)$/s.exec(says)?.groups ?? {};
  const command = commandNamed(name);
  if (command?.who !== "editor") return true;
  const order = understandDesk(command.key, rest);
  return order !== null && onlyAsks(order);
}

/**
 * The messages with their buttons turned into numbered lists, and what the numbers say. The numbers run through all of
 * the messages, so that each means one thing.
 */
export function numbered(messages: readonly OutgoingMessage[]): {
  messages: OutgoingMessage[];
  choices: string[];
} {
  const choices: string[] = [];
  const lists = messages.map((message) => {
    const { buttons, ...plain } = message;
    const lines = (buttons ?? []).flat().map(({ label, says }) => `\n${choices.push(says)}. ${label}`);
    return lines.length === 0 ? plain : { ...plain, text: [...plain.text, `\n${lines.join("")}`] };
  });
  const last = messages.findLastIndex(({ buttons = [] }) => buttons.flat().length > 0);
  return {
    choices,
    messages: lists.map((message, i) =>
      i === last
        ? { ...message, text: [...message.text, `\n\n${answerWithNumber(choices.length)}`] }
        : message,
    ),
  };
}

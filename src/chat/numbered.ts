import type { MessengerName, OutgoingMessage } from "../delivery/delivery.ts";
import { answerWithNumber } from "./copy.ts";

/** Which messengers show buttons. On the others the choices are a numbered list, answered with a number. */
const BUTTONS: Readonly<Record<MessengerName, boolean>> = { telegram: true, whatsapp: false, console: false };

export function hasButtons(messenger: MessengerName): boolean {
  return BUTTONS[messenger];
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
  const last = messages.findLastIndex(({ buttons }) => buttons !== undefined);
  return {
    choices,
    messages: lists.map((message, i) =>
      i === last
        ? { ...message, text: [...message.text, `\n\n${answerWithNumber(choices.length)}`] }
        : message,
    ),
  };
}

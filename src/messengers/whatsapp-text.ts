import type { OutgoingMessage } from "../delivery/delivery.ts";
import { toWhatsApp } from "../delivery/rich-text.ts";

/**
 * A message in WhatsApp's form, on either of its ways. Unofficial clients cannot show buttons, so they become a numbered
 * list that a reader answers with the number; the conversation knows which number says what.
 */
export function textFor(message: OutgoingMessage): string {
  const labels = (message.buttons ?? []).flat().map(({ label }, i) => `${i + 1}. ${label}`);
  const text = toWhatsApp(message.text);
  return labels.length === 0 ? text : `${text}\n\n${labels.join("\n")}`;
}

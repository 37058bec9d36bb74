import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { textFor } from "../whatsapp-text.ts";

/** The template's name and language, as Meta approved it. Its body has one variable, {{1}}: the whole message. */
export interface Template {
  name: string;
  language: string;
}

/** Cloud API reference, "Text messages" and "Template messages": characters of a text, and of a body with its variables. */
const TEXT_LIMIT = 4_096;
const TEMPLATE_LIMIT = 1_024;

/** The request's body for a text, or why there is none. `number` in digits. */
export function textMessage(number: string, message: OutgoingMessage): object | { refused: string } {
  const body = textFor(message);
  if (body.length > TEXT_LIMIT) return { refused: "pesan terlalu panjang untuk WhatsApp Cloud API" };
  return { ...to(number), type: "text", text: { body, preview_url: message.preview ?? false } };
}

/** The same words inside a template, on one line: Meta allows no line breaks in variables. Whole, or not at all. */
export function templateMessage(
  number: string,
  message: OutgoingMessage,
  { name, language }: Template,
): object | { refused: string } {
  const text = textFor(message)
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "")
    .join(" · ");
  if (text.length > TEMPLATE_LIMIT) return { refused: "pesan terlalu panjang untuk templat WhatsApp" };
  return {
    ...to(number),
    type: "template",
    template: {
      name,
      language: { code: language },
      components: [{ type: "body", parameters: [{ type: "text", text }] }],
    },
  };
}

function to(number: string): object {
  return { messaging_product: "whatsapp", recipient_type: "individual", to: number };
}

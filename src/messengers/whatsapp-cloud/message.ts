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

/** A request's body, or why there is none. */
export type Body = { kind: "body"; body: object } | { kind: "refused"; why: string };

/** The message as a text. `number` in digits. */
export function textMessage(number: string, message: OutgoingMessage): Body {
  const body = textFor(message);
  if (body.length > TEXT_LIMIT) return refused("pesan terlalu panjang untuk WhatsApp Cloud API");
  const text = { body, preview_url: message.preview ?? false };
  return { kind: "body", body: { ...to(number), type: "text", text } };
}

/** The same words inside a template, on one line: Meta allows no line breaks in variables. Whole, or not at all. */
export function templateMessage(
  number: string,
  message: OutgoingMessage,
  { name, language }: Template,
): Body {
  const text = textFor(message)
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "")
    .join(" · ");
  if (text.length > TEMPLATE_LIMIT) return refused("pesan terlalu panjang untuk templat WhatsApp");
  const components = [{ type: "body", parameters: [{ type: "text", text }] }];
  const template = { name, language: { code: language }, components };
  return { kind: "body", body: { ...to(number), type: "template", template } };
}

function refused(why: string): Body {
  return { kind: "refused", why };
}

function to(number: string): object {
  return { messaging_product: "whatsapp", recipient_type: "individual", to: number };
}

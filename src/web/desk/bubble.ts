import { html, raw } from "hono/html";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { toPlain, toTelegramHtml } from "../../delivery/rich-text.ts";
import type { Html } from "./layout.ts";

/** An alert as its readers will see it, on both apps side by side. */

/** Characters: Telegram's sendMessage after its markup was taken out; WhatsApp's own limit. */
const LIMITS = { telegram: 4096, whatsapp: 65_536 } as const;

export function bubbles(preview: { message: OutgoingMessage } | { why: string }): Html {
  if ("why" in preview) return html`<p class="notice bad" role="alert">${preview.why}</p>`;
  return html`<div class="phones">
    ${phone("telegram", "Telegram", preview.message)}${phone("whatsapp", "WhatsApp", preview.message)}
  </div>`;
}

function phone(app: keyof typeof LIMITS, name: string, { text, about }: OutgoingMessage): Html {
  const length = toPlain(text).length;
  return html`<section class="phone ${app}" aria-label="Tampilan di ${name}">
    <h3>
      <span>${name}</span
      ><span>${length.toLocaleString("id-ID")} dari ${LIMITS[app].toLocaleString("id-ID")}</span>
    </h3>
    <div class="screen">${bubble(text, about)}</div>
  </section>`;
}

/** White space counts inside a bubble: not a blank of our own. */
function bubble(text: OutgoingMessage["text"], about: OutgoingMessage["about"]): Html {
  const card = about?.link
    ? html`<span class="cardlet"><strong>${about.title}</strong><br />${new URL(about.link).host}</span>`
    : "";
  const body = raw(withLinks(toTelegramHtml(text)));
  return html`<div class="bubble">
    <div class="said">${body}</div>
    ${card}
  </div>`;
}

/** Addresses look like links, as in the apps. The text is escaped already. */
function withLinks(escaped: string): string {
  return escaped.replaceAll(/https?:\/\/[^\s<]+/g, '<span class="link">$&</span>');
}

import { html, raw } from "hono/html";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { type RichText, toPlain, toTelegramHtml, toWhatsApp } from "../../delivery/rich-text.ts";
import { type Html, logo } from "./layout.ts";

/** An alert as its readers will see it, on both apps side by side. */

/** The most characters of an alert: the smaller of both apps' limits, since readers get the same on both (delivery/render.ts). */
const LIMIT = 4096;

/** A phone shows about this much of a message without a "read more" or much scrolling. */
const LONG = 800;

/** `newsroom`: by what name they know us. `doubted`: words in it that are to be looked at, which are marked. */
export function bubbles(
  preview: { message: OutgoingMessage } | { why: string },
  newsroom: string,
  doubted: readonly string[] = [],
): Html {
  if ("why" in preview) return html`<p class="notice bad" role="alert">${preview.why}</p>`;
  return html`<div class="phones" tabindex="0" role="region" aria-label="Tampilan di ponsel pembaca">
    ${(["telegram", "whatsapp"] as const).map((app) => phone(app, preview.message, newsroom, doubted))}
  </div>`;
}

function phone(
  app: "telegram" | "whatsapp",
  { text: said, about }: OutgoingMessage,
  newsroom: string,
  doubted: readonly string[],
): Html {
  const name = app === "telegram" ? "Telegram" : "WhatsApp";
  const length = toPlain(said).length;
  const text = said.map((span) => withDoubts(span, doubted));
  return html`<section class="phone ${app}" aria-label="Tampilan di ${name}">
    <p class="app">
      <span>${name}</span
      ><span
        >${length.toLocaleString("id-ID")} dari ${LIMIT.toLocaleString("id-ID")}<span class="aside">
          karakter</span
        ></span
      >
    </p>
    <div class="screen">
      <p class="sender" aria-hidden="true">${logo()}<span>${newsroom}</span></p>
      <div class="talk">
        ${bubble(app === "telegram" ? toTelegramHtml(text) : shownByWhatsApp(toWhatsApp(text)), about)}
      </div>
    </div>
    <meter
      min="0"
      max="${LIMIT}"
      high="${LONG}"
      optimum="0"
      value="${length}"
      aria-label="Panjang pesan di ${name}"
    ></meter>
  </section>`;
}

/** White space shows inside a bubble, so the template adds none. */
function bubble(escaped: string, about: OutgoingMessage["about"]): Html {
  // The pages load nothing from elsewhere: where a picture would be, its place is shown.
  const picture = about?.image && URL.canParse(about.image) ? new URL(about.image).host : null;
  const card = about?.link
    ? html`<span class="cardlet"
        >${picture ? html`<span class="picture">Gambar dari ${picture}</span>` : ""}<strong>${about.title}</strong>${new URL(about.link).host}</span
      >`
    : "";
  const body = raw(
    withLinks(escaped).replaceAll(OPENS, '<mark class="doubt">').replaceAll(CLOSES, "</mark>"),
  );
  return html`<div class="bubble">
    <div class="said">${body}</div>
    ${card}
  </div>`;
}

// Private-use characters, which every conversion of the text leaves alone.
const OPENS = "\uE000";
const CLOSES = "\uE001";

function withDoubts(span: RichText[number], doubted: readonly string[]): RichText[number] {
  if (typeof span !== "string")
    return "bold" in span ? { bold: around(span.bold, doubted) } : { italic: around(span.italic, doubted) };
  return URL.canParse(span) ? span : around(span, doubted);
}

function around(text: string, doubted: readonly string[]): string {
  if (doubted.length === 0) return text;
  const words = doubted.map((one) => one.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "gu");
  return text.replaceAll(/[\uE000\uE001]/g, "").replaceAll(whole, `${OPENS}$&${CLOSES}`);
}

/** Addresses look like links, as in the apps. The text is escaped already. */
function withLinks(escaped: string): string {
  return escaped.replaceAll(/https?:\/\/[^\s<]+/g, '<span class="link">$&</span>');
}

/** Formats WhatsApp's marks as its clients do (within one line, around words, not next to a space), so that mistakes are seen. */
function shownByWhatsApp(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*\S)\*(?![\p{L}\p{N}*])/gu, "<b>$1</b>")
    .replaceAll(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*\S)_(?![\p{L}\p{N}_])/gu, "<i>$1</i>");
}

import type { AlertContent } from "../alerts/alert.ts";
import type { CallToAction } from "../articles/article.ts";
import { splitSentences } from "../summaries/sentences.ts";
import type { Speech } from "./carry-out.ts";
import type { OutgoingMessage } from "./delivery.ts";
import { type RichText, toPlain, toTelegramHtml, toWhatsApp } from "./rich-text.ts";

/**
 * What a reader sees of an alert, alike on every messenger:
 *
 *     🔴 BERITA KILAT            (breaking news only, bold)
 *     Headline                   (bold)
 *
 *     Summary
 *
 *     Ralat: what was wrong before (after a correction, in italics)
 *
 *     Credits, a line each
 *     Link
 *
 *     Call to action             (the article's own, to the letter, always last)
 *
 * What an alert does not have leaves no gap. Where everything is longer than `limit`, the summary loses its last sentences,
 * whole ones, until it fits; an editor's own words are never shortened. Throws AlertTooLong where that does not help.
 */
export function renderAlert(
  content: AlertContent,
  limit = MESSAGE_LIMIT,
  mark = content.breaking ? BREAKING : "",
): OutgoingMessage {
  for (const summary of shorterAndShorter(content)) {
    const text = arrange(content, summary, mark);
    if (toPlain(text).length > limit) continue;
    const { headline: title, link, image } = content;
    return { text, preview: true, about: { title, link, image } };
  }
  throw new AlertTooLong(toPlain(arrange(content, content.summary, mark)).length, limit);
}

/**
 * An alert with what its later acts need: as it stands (with what was corrected, once it was), as a correction that comes as a
 * message of its own, and as the notice of its recall. Throws as renderAlert does.
 */
export function renderSpeech(content: AlertContent): Omit<Speech, "kind"> {
  const alert = renderAlert(content);
  const { headline, correction } = content;
  return {
    alert,
    correction: content.quietly ? null : renderAlert(content, MESSAGE_LIMIT, CORRECTION),
    recall: {
      text: [
        { bold: "DITARIK" },
        `\n\nKabar “${headline}” ditarik oleh redaksi.`,
        ...(correction === undefined ? [] : [`\nAlasan: ${correction}`]),
        "\n\nMohon tidak menyebarkannya.",
      ],
      preview: false,
    },
  };
}

/** The three forms of an alert, as the platforms are given them. */
export function renderForms(content: AlertContent): { telegram: string; whatsapp: string; plain: string } {
  const { text } = renderAlert(content);
  return { telegram: toTelegramHtml(text), whatsapp: toWhatsApp(text), plain: toPlain(text) };
}

/**
 * Telegram's limit for a message, in UTF-16 units after its markup was taken out (Bot API, sendMessage). WhatsApp allows
 * 65,536; readers get the same alert everywhere, so the smaller one holds for all.
 */
const MESSAGE_LIMIT = 4096;

/** An alert that cannot be sent in one piece; the message is for the editor. */
export class AlertTooLong extends Error {
  constructor(length: number, limit: number) {
    const [is, may] = [length, limit].map((n) => n.toLocaleString("id-ID"));
    super(`Pesan ini terlalu panjang: ${is} karakter, paling banyak ${may}. Persingkat teksnya.`);
    this.name = "AlertTooLong";
  }
}

function* shorterAndShorter(content: AlertContent): Generator<string> {
  yield content.summary;
  const ownWords = content.outlet === null && content.link === null;
  if (ownWords) return;
  const sentences = splitSentences(content.summary);
  while (sentences.pop() !== undefined) yield sentences.join(" ");
}

function arrange(content: AlertContent, summary: string, mark: string): RichText {
  const blocks: RichText[] = [
    filled(mark, content.headline).map((line) => ({ bold: line })),
    filled(summary),
    filled(content.correction ? `Ralat: ${content.correction}` : "").map((line) => ({ italic: line })),
    filled(...content.credits, content.link ?? ""),
    content.callToAction ? [lastLine(content.callToAction)] : [],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, i) => block.flatMap((line, j) => [j > 0 ? "\n" : i > 0 ? "\n\n" : "", line]))
    .filter((span) => span !== "");
}

const BREAKING = "🔴 BERITA KILAT";
const CORRECTION = "RALAT";

function filled(...lines: string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** The call to action as it stands; its link follows where the words themselves do not show it. */
function lastLine({ text, url }: CallToAction): string {
  return url === null || text.includes(bare(url)) ? text : `${text} ${url}`;
}

function bare(url: string): string {
  return url.replace(/^https?:\/\//i, "").replace(/\/$/, "");
}

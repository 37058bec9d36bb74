import { z } from "zod";
import { visible } from "../articles/visible.ts";

/**
 * Text with the little formatting that Telegram, WhatsApp and a terminal share, and its three forms. Everything a
 * chat reads from us goes through here, so that escaping is done in one place.
 */

const Span = z.union([z.string(), z.object({ bold: z.string() }), z.object({ italic: z.string() })]);
type Span = z.infer<typeof Span>;
export const RichText = z.array(Span).readonly();
export type RichText = z.infer<typeof RichText>;

/**
 * Telegram's HTML (Bot API, "Formatting options"): only <, > and & need escaping in text. `quoted`: others wrote it. What looks like a command
 * in it is marked as code, so that a tap copies it; otherwise a tap would give us that command in the reader's name.
 */
export function toTelegramHtml(text: RichText, { quoted = false } = {}): string {
  const escape = quoted ? withoutCommands : escapeHtml;
  return text
    .map((span) =>
      form(
        span,
        escape,
        (s) => `<b>${s}</b>`,
        (s) => `<i>${s}</i>`,
      ),
    )
    .join("");
}

/**
 * WhatsApp's own marks (its help page "How to format your messages"). They cannot be escaped: a mark among the words themselves
 * would close ours, and two of another kind would format what stands between them. Such a line is sent without ours.
 */
export function toWhatsApp(text: RichText): string {
  return text.map((span) => form(span, (s) => s, marked("*"), marked("_"))).join("");
}

/** For a terminal, a log of what was sent, or a fallback when formatting was refused. */
export function toPlain(text: RichText): string {
  return text
    .map((span) =>
      form(
        span,
        (s) => s,
        (s) => s,
        (s) => s,
      ),
    )
    .join("");
}

type Write = (s: string) => string;

function form(span: Span, write: Write, bold: Write, italic: Write): string {
  const plain: Write = (s) => write(visible(s)); // what an editor or a reader typed, too
  if (typeof span === "string") return plain(span);
  return "bold" in span ? bold(plain(span.bold)) : italic(plain(span.italic));
}

function marked(mark: string): Write {
  // WhatsApp formats within one line only, and not next to a space inside the marks.
  return (s) =>
    s
      .split("\n")
      .map((line) => (clashes(line, mark) ? line : line.replace(/^(\s*)(.+?)(\s*)$/, `$1${mark}$2${mark}$3`)))
      .join("\n");
}

function clashes(line: string, mark: string): boolean {
  return line.trim() === "" || line.includes(mark) || /([*_~`]).*\1/.test(line);
}

/** As Telegram finds commands (tdlib/td, MessageEntity.cpp, match_bot_commands). */
const COMMAND = /(?<![\p{L}\p{N}_/<>])(\/\w{1,64}(?:@\w{3,32})?)(?![\p{L}\p{N}_/<>])/gu;

/** Others' words for a message of ours, whose own commands are to be tapped: what looks like one in them is parted, “/ berhenti”. */
export function untapped(words: string): string {
  return words.replaceAll(COMMAND, (command) => `/ ${command.slice(1)}`);
}

function withoutCommands(s: string): string {
  const parts = s.split(COMMAND);
  return parts.map((part, i) => (i % 2 === 1 ? `<code>${part}</code>` : escapeHtml(part))).join("");
}

function escapeHtml(s: string): string {
  return s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

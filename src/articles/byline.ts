import { cut } from "./line.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * Takes out what stands at a text's end instead of a name: codes ("(nds/krs)", "(*)"), a reporter's name in
 * brackets, and the tags that pages list behind it. A bracket inside a paragraph stays, whatever it holds.
 */
export function withoutBylines(lines: readonly RawLine[]): RawLine[] {
  const last = lines.findLastIndex(
    (line) => CODE_LINE.test(line.text) || CODE_AT_END.test(line.text.slice(-80)),
  );
  return lines
    .filter((line, at) => last === -1 || at <= last || isSentence(line.text))
    .map((line) => withoutCode(line))
    .filter((line, at, all) => line.text !== "" || all[at - 1]?.text !== "");
}

const CODE = String.raw`(?:[a-z]{2,6}\d{0,3}(?:\s*[/,]\s*[a-z]{2,6}\d{0,3}){1,3}|[\w.-]{2,20}\/(?:\p{L}[\p{L}. ]{2,30}|tribun\S{2,20})|Tribun\S*(?:\.\S+)?\/[\p{L}. ]{2,40}|\*{1,5}|[A-Z][a-z]{2}|[A-Z]{3}|[a-z]{3})`;
/**
 * A reporter's whole name; only where nothing else stands on the line, or behind the text's last full stop.
 */
const NAME = String.raw`\p{Lu}[\p{L}'.]{0,15}(?:\s\p{Lu}[\p{L}'.]{0,15}){1,3}\s?`;
const CODE_LINE = new RegExp(
  String.raw`^[(\[](?:${CODE}|${NAME}|\p{Lu}\p{Ll}{2,14}|[A-Z]{3,5}\d{0,3}|(?:\p{Lu}\p{L}{1,2}\/)?[A-Z]{1,3}-\d{1,2}|[\w.-]+\/\w+)[)\]]\W*$`,
  "u",
);
const CODE_AT_END = new RegExp(String.raw`(?<=[.!?”"'*)])\s{0,3}\((?:${CODE}|${NAME})\)[\s*.]*$`, "u");

/** A code with the tags glued to it, where a text lost its line breaks. */
const CODE_AND_TAGS = /(?<=[.!?”"])\s?\([a-z]{2,4}\/[a-z]{2,5}\d?\)[\p{Ll}\d ]{0,150}$/u;

function withoutCode(line: RawLine): RawLine {
  if (CODE_LINE.test(line.text)) return cut(line, 0, 0);
  const from = Math.max(0, line.text.length - 200);
  const end = line.text.slice(from);
  const code = CODE_AT_END.exec(end) ?? CODE_AND_TAGS.exec(end);
  return code === null ? line : cut(line, 0, from + code.index);
}

/** What may follow a byline: whole sentences (a second page, a note), never labels and tags. */
function isSentence(text: string): boolean {
  return /[.!?”"]$/.test(text) && text.split(" ", 7).length > 6;
}

import { html } from "hono/html";
import { z } from "zod";
import type { AlertContent } from "../../alerts/alert.ts";
import type { Typed } from "./alert-form.ts";
import { jsonField } from "./json-field.ts";
import type { Html } from "./layout.ts";

/**
 * Two editors in one alert's form. The form contains the content that its editor saw: a three-way merge keeps what they typed and what a
 * colleague changed in other fields, and where both changed the same field shows what is saved now.
 */

export const WORD_FIELDS = [
  "headline",
  "summary",
  "flash",
  "callToAction",
  "callToActionUrl",
  "image",
] as const;
export type WordField = (typeof WORD_FIELDS)[number];

/** Words as they are typed into a form. */
export const text = z
  .string()
  .transform((value) => value.replaceAll("\r\n", "\n").replaceAll("\0", "").trim());

const Fields = z.object({
  headline: text,
  summary: text,
  flash: text,
  callToAction: text,
  callToActionUrl: text,
  image: text,
  topics: z.array(z.string()),
  breaking: z.boolean(),
  toEveryone: z.boolean(),
});
/** What an alert says, as its form has it. */
export type Fields = z.infer<typeof Fields>;

export function fieldsOf({ callToAction, image, ...content }: AlertContent): Fields {
  return Fields.parse({
    ...content,
    callToAction: callToAction?.text ?? "",
    callToActionUrl: callToAction?.url ?? "",
    image: image ?? "",
  });
}

/** A hidden field with the content that the editor sees, which comes back with what they typed (`Seen`). */
export function asSeen(content: AlertContent): Html {
  return html`<input type="hidden" name="was" value="${JSON.stringify(fieldsOf(content))}" />`;
}

/** Undefined where the form has no such field: then it is not known what its editor changed. */
export const Seen = jsonField(Fields);

/** The whole form as its editor goes on with it. */
export function besideColleague(typed: Fields, seen: Fields | undefined, content: AlertContent): Typed {
  const saved = fieldsOf(content);
  const was = seen ?? saved;
  const topics = [...new Set([...saved.topics, ...typed.topics])].filter((id) =>
    chosen(typed.topics.includes(id), was.topics.includes(id), saved.topics.includes(id)),
  );
  return {
    ...wordsBesideColleague(WORD_FIELDS, typed, seen, content),
    topics,
    breaking: chosen(typed.breaking, was.breaking, saved.breaking),
    toEveryone: chosen(typed.toEveryone, was.toEveryone, saved.toEveryone),
  };
}

/** The same of some of its words. */
export function wordsBesideColleague<F extends WordField>(
  fields: readonly F[],
  typed: Readonly<Record<F, string>>,
  seen: Fields | undefined,
  content: AlertContent,
): Typed {
  const saved = fieldsOf(content);
  const was = seen ?? saved;
  const both = fields.filter(
    (field) => typed[field] !== was[field] && saved[field] !== was[field] && typed[field] !== saved[field],
  );
  return {
    ...Object.fromEntries(fields.map((field) => [field, chosen(typed[field], was[field], saved[field])])),
    saved: Object.fromEntries(both.map((field) => [field, saved[field]])),
  };
}

/** A changed field as typed, any other as saved. */
function chosen<T>(typed: T, was: T, saved: T): T {
  return typed === was ? saved : typed;
}

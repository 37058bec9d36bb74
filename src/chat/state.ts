import { z } from "zod";
import { SETTINGS } from "./preferences.ts";

/** An alert's words as an editor typed them, or as its source has them now. */
const TypedWords = z.object({
  headline: z.string(),
  summary: z.string(),
  flash: z.string(),
  correction: z.string().exactOptional(),
});
export type TypedWords = z.infer<typeof TypedWords>;

/** Of the alert, as its editor saw it: what a colleague changed since is not overwritten. */
const Version = z.number().int().optional();

/** An alert as it stood when it was shown. */
const Shown = z.object({ id: z.number().int(), version: z.number().int() });
export type Shown = z.infer<typeof Shown>;

/** What a conversation remembers between two messages, for an hour at most. */
export const ConversationState = z.object({
  /** What the numbers of the last numbered list say, in order ("/langganan ekonomi"). */
  choices: z.array(z.string()).default([]),
  /** What may be typed instead of a button or a number, and what it says: what stands on it, folded ("jeda seminggu"). */
  labels: z.array(z.object({ label: z.string(), says: z.string() })).default([]),
  /** What was asked and waits for an answer in words. */
  awaiting: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("broadcast") }), // the text or address to broadcast
      z.object({ kind: z.literal("search") }), // the words to look for
      z.object({ kind: z.literal("follow") }), // the words to follow
      z.object({ kind: z.literal("topic") }), // topics' names
      z.object({ kind: z.literal("region") }), // a region's name
      z.object({ kind: z.literal("setting"), setting: z.enum(SETTINGS) }), // what it should be
      z.object({ kind: z.literal("erase") }), // yes or no to the end of everything kept
      z.object({ kind: z.literal("confirm"), id: z.number().int(), version: z.number().int().optional() }), // yes or no to the draft
      z.object({ kind: z.literal("edit"), id: z.number().int() }), // new words for the draft
      z.object({
        // when; or yes to this moment
        kind: z.literal("schedule"),
        id: z.number().int(),
        version: Version,
        moment: z.string().exactOptional(),
      }),
      z.object({ kind: z.literal("embargo"), id: z.number().int() }), // until when
      z.object({ kind: z.literal("correction"), id: z.number().int(), version: Version }), // the corrected words
      z.object({ kind: z.literal("recall"), id: z.number().int(), reason: z.string().exactOptional() }), // why, or yes
      z.object({
        // yes or no to these
        kind: z.literal("confirm-correction"),
        id: z.number().int(),
        version: Version,
        correction: TypedWords,
      }),
    ])
    .nullable()
    .default(null),
  /** The words of the last search, for its next pages. */
  search: z.string().nullable().default(null),
  /** What brings the next page of what was last listed ("/hal 2"). */
  more: z.string().nullable().default(null),
  /** The articles just listed, in order. */
  listed: z.array(z.number().int()).default([]),
  /** What would undo what the last message changed ("/ikuti hanya ekonomi"). */
  undo: z.string().nullable().default(null),
  /** Alerts as an editor was last shown them here, the newest first. */
  seen: z.array(Shown).default([]),
  /** When the list was shown and the question asked, in ms. */
  at: z.number().default(0),
  /** Something else was asked of an editor here since, by us and of our own accord: a bare yes could be meant for either. */
  overtaken: z.boolean().default(false),
  /** The number, as typed, by whose choice something was changed just then. */
  chose: z.string().nullable().default(null),
});
export type ConversationState = z.infer<typeof ConversationState>;

export const FRESH: ConversationState = {
  choices: [],
  labels: [],
  awaiting: null,
  search: null,
  more: null,
  listed: [],
  undo: null,
  seen: [],
  at: 0,
  overtaken: false,
  chose: null,
};

/** What was said before, as far as it decides what is done. */
export type Before = Pick<ConversationState, "awaiting" | "seen" | "listed">;

export function isFresh(state: ConversationState): boolean {
  const { choices, labels, awaiting, search, more, listed, undo, seen } = state;
  const offered = choices.length + labels.length + listed.length + seen.length;
  return offered === 0 && [awaiting, search, more, undo].every((one) => one === null);
}

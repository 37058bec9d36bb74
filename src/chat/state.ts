import { z } from "zod";

/** What a conversation remembers between two messages, for an hour at most. */
export const ConversationState = z.object({
  /** What the numbers of the last numbered list say, in order ("/langganan ekonomi"). */
  choices: z.array(z.string()).default([]),
  /** What was asked and waits for an answer in words. */
  awaiting: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("broadcast") }), // the text or address to broadcast
      z.object({ kind: z.literal("search") }), // the words to look for
      z.object({ kind: z.literal("follow") }), // the words to follow
      z.object({ kind: z.literal("erase") }), // yes or no to the end of everything kept
      z.object({ kind: z.literal("confirm"), id: z.number().int() }), // yes or no to the draft
    ])
    .nullable()
    .default(null),
  /** The words of the last search, for its next pages. */
  search: z.string().nullable().default(null),
});
export type ConversationState = z.infer<typeof ConversationState>;

export const FRESH: ConversationState = { choices: [], awaiting: null, search: null };

export function isFresh({ choices, awaiting, search }: ConversationState): boolean {
  return choices.length === 0 && awaiting === null && search === null;
}

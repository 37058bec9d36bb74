import type { OutgoingMessage } from "../delivery/delivery.ts";
import type { ConversationState, Shown } from "./state.ts";

/** One side of a dialogue answered: what we say, and what is to be remembered until the next message. */
export interface Turn {
  replies: readonly OutgoingMessage[];
  /** What we asked and wait for. Left out: nothing. */
  awaiting?: ConversationState["awaiting"];
  /** Alerts that an editor sees in it, beside the one that is asked about. */
  shows?: readonly Shown[];
  /** The words just searched for. Left out: those of before stay. */
  search?: string;
  /** What brings the next page of what is listed. Left out: there is none. */
  more?: string | null;
  /** The articles that it lists. Left out: none. */
  listed?: readonly number[];
  /** What would undo what it changed. Left out: it changed nothing. */
  undo?: string | null;
  /** Where there are no buttons its choices are not listed: their numbers could be taken for the answer that is asked for. */
  answerIsNumber?: true;
  /** What the last list offered can still be chosen: this answer took nobody any further. */
  listStays?: true;
  /** It says only that somebody may not do this here. */
  denied?: true;
  /** Nothing of this conversation is kept, not even what was asked before. */
  forget?: true;
}

export function say(...replies: readonly OutgoingMessage[]): Turn {
  return { replies };
}

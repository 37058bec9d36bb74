import type { Region } from "../../articles/region.ts";
import type { Topic } from "../../articles/topic.ts";
import type { ChatKind } from "../../delivery/delivery.ts";
import { MINUTE_MS } from "../../time.ts";
import type { ConversationState } from "../state.ts";

/** Who speaks, where, and what can be meant there. */
export interface Context {
  kind: ChatKind;
  topics: readonly Topic[];
  /** Outlets' names. */
  outlets: readonly string[];
  regions: readonly Region[];
  /** The newsroom, as readers know it: they may ask who that is. */
  ourName?: string;
  /** Said as an answer to one of our own messages. */
  aboutOurs: boolean;
  /** Speaks here with an editor's rights: in a private chat, by stable id. */
  editor: boolean;
  /** "/start@nama" is ours only with our name; null takes any. */
  botName: string | null;
  /** Milliseconds since we last listed choices or asked something. */
  since: number;
}

const IN_TALK_MS = 2 * MINUTE_MS; // among people a number soon answers somebody else
export const ON_SCREEN_MS = 10 * MINUTE_MS; // later, a topic's name is rather looked for
export const ERASING_MS = 5 * MINUTE_MS;

/** Whether the numbers of the last list stand for nothing any more. */
export function isOver({ awaiting }: ConversationState, { kind, aboutOurs, since }: Context): boolean {
  if (awaiting?.kind === "erase") return since > ERASING_MS;
  return kind !== "private" && !aboutOurs && since > IN_TALK_MS;
}

import type { CommandKey } from "../commands.ts";
import type { Verdict } from "../ports.ts";
import type { Preferred, Setting } from "../preferences.ts";
import type { NearTopic } from "./topic-names.ts";
import type { Wishes } from "./wishes.ts";

/** What someone wants, once their words are understood. */
export type Intent = ReaderIntent | { kind: "desk"; order: DeskOrder } | { kind: "silence" };

export type ReaderIntent =
  | { kind: "start"; wishes: Wishes }
  | { kind: "show-topics" }
  /** The regions that can be followed: the islands, or one island's provinces. */
  | { kind: "show-regions"; island: string | null }
  | { kind: "follow"; wishes: Wishes }
  | { kind: "unfollow"; wishes: Wishes }
  | { kind: "goodbye" }
  | { kind: "how-to-leave" }
  /** It could be a plea to stop as well as something to follow or to look for: `words` and `search`, where they could be. */
  | { kind: "unsure"; words: string | null; search?: string }
  /** `page` counts from 1. `toFollow`: it may have been named to be followed. `after`: what was looked for before, and may be meant still. */
  | { kind: "search"; words: string; page: number; toFollow?: true; after?: string }
  | { kind: "ask-search" }
  /** More was asked of a list that has no more. */
  | { kind: "no-more" }
  /** "/ikuti" and nothing after it. */
  | { kind: "ask-follow" }
  /** A topic's section or misspelt name was meant, or the words themselves: the reader chooses. */
  | { kind: "which-follow"; near: NearTopic; words: string }
  /** Filters that "dan" joins: each by itself, or what has them all. */
  | { kind: "which-parts"; parts: readonly string[] }
  | { kind: "settings" }
  | { kind: "prefer"; wanted: Preferred }
  /** The setting's command without what it should be, or with words that make no sense there. */
  | { kind: "which-setting"; setting: Setting; said: string }
  /** To be sent at hours or on days that cannot be chosen. */
  | { kind: "other-times" }
  /** Whether the alert, or what was passed on, is true: asked, not claimed. */
  | { kind: "is-it-true" }
  /** More of an article: the `nth` of those just listed, counted from 1 (-1 is the last), or of the alert that is meant. */
  | { kind: "read-on"; nth: number | null }
  /** What was followed or ended just now is to be as it was: `says` would do it. */
  | { kind: "take-back"; says: string }
  | { kind: "why" }
  | { kind: "feedback"; verdict: Verdict; words: string | null }
  | { kind: "data" }
  | { kind: "erase"; confirmed: boolean }
  | { kind: "latest"; page: number }
  | { kind: "help" }
  | { kind: "who" }
  /** To hear from us again: after a pause, or after having left. */
  | { kind: "come-back" }
  | { kind: "too-much" }
  /** Less of it, or no liking for it. */
  | { kind: "less-of"; wishes: Wishes }
  | { kind: "thanks" }
  /** A number that stands for nothing; `of` is how many choices there are. */
  | { kind: "no-such-choice"; of: number }
  | { kind: "unknown-command" }
  /** Too long, or no words at all. */
  | { kind: "unclear" }
  | { kind: "cancelled" }
  /** An editor's command from someone who is none, or outside a private chat. */
  | { kind: "refused"; command: CommandKey };

/** What an editor asks of the desk. Some orders ask back before they change anything that readers have. */
export type DeskOrder =
  | { kind: "broadcast-text"; text: string }
  | { kind: "broadcast-url"; url: string }
  | { kind: "ask-broadcast" }
  | { kind: "queue" }
  /**
   * Without a version nobody knows what its editor has seen: then it is shown first. `when`: what a second one wants who knows for when
   * the first one approved it, that moment or "sekarang".
   */
  | { kind: "approve"; id: number; version?: number | undefined; when?: string | undefined }
  | { kind: "reject"; id: number; version?: number | undefined; reason: string | null }
  | { kind: "reopen"; id: number }
  | { kind: "edit"; id: number; words: string | null }
  /** As breaking news, or not. */
  | { kind: "breaking"; id: number; on: boolean }
  /** null: shows who would hear it. `add` and `drop` are what was said of topics, "semua" among them. */
  | { kind: "audience"; id: number; change: { add: readonly string[]; drop: readonly string[] } | null }
  /** null: asks for the moment. */
  | { kind: "embargo"; id: number; moment: string | null }
  | { kind: "lift-embargo"; id: number }
  | { kind: "sign-in" }
  | { kind: "scheduled" }
  /** null: asks for the moment. Without a version it is shown first, as with approving. */
  | { kind: "schedule"; id: number; version?: number | undefined; moment: string | null }
  | { kind: "unschedule"; id: number }
  | { kind: "hold"; id: number }
  | { kind: "continue"; id: number }
  | { kind: "end"; id: number }
  /** null: asks for the words. */
  | { kind: "correct"; id: number; words: string | null }
  /** As the source has it now. */
  | { kind: "correct-by-source"; id: number }
  | { kind: "send-correction"; id: number }
  | { kind: "recall"; id: number }
  /** With the reason for readers, where there is one: shown once more before it happens. */
  | { kind: "recall-because"; id: number; reason: string }
  | { kind: "recall-now"; id: number }
  | { kind: "try"; id: number }
  | { kind: "settle-unknown"; id: number; what: "send again" | "leave" | null }
  | { kind: "halt" }
  | { kind: "resume" }
  | { kind: "status" }
  | { kind: "progress"; id: number }
  | { kind: "failed" }
  | { kind: "retry"; id: number }
  /** The command needs a number and has none. */
  | { kind: "which-number"; command: CommandKey };

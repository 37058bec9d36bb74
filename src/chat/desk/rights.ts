import type { Right } from "../../alerts/rights.ts";
import type { CommandKey } from "../commands.ts";
import type { DeskOrder } from "../understanding/intent.ts";

/** The right that each order needs; the same as the pages ask for the same act (web/desk/guard.ts). */
export const RIGHT_FOR: Readonly<Record<DeskOrder["kind"], Right>> = {
  "sign-in": "look",
  queue: "look",
  scheduled: "look",
  status: "look",
  progress: "look",
  failed: "look",
  "which-number": "look",
  "ask-broadcast": "edit",
  "broadcast-text": "edit",
  "broadcast-url": "edit",
  edit: "edit",
  breaking: "edit",
  audience: "edit",
  embargo: "edit",
  "lift-embargo": "edit",
  reject: "edit",
  reopen: "edit",
  try: "edit",
  hold: "stop",
  end: "stop",
  halt: "stop",
  approve: "send",
  schedule: "send",
  unschedule: "send",
  continue: "send",
  resume: "send",
  correct: "send",
  "correct-by-source": "send",
  "send-correction": "send",
  recall: "send",
  "recall-because": "send",
  "recall-now": "send",
  retry: "mend",
  "settle-unknown": "mend",
};

/**
 * Whether an order may come in a message that is passed on. What others wrote becomes a draft, its words or the words of a correction, which
 * are shown and asked about; it sends nothing, stops nothing, decides nothing and says yes to nothing.
 */
export function mayBeForwarded({ kind }: DeskOrder): boolean {
  return RIGHT_FOR[kind] === "look" || WORDS.has(kind);
}

/**
 * Whether an order may come long after it was given, when its editor has gone on another way: what changes nothing until it is asked about,
 * and what holds something up.
 */
export function mayComeLate(order: DeskOrder): boolean {
  return onlyAsks(order) || ASKED_ABOUT.has(order.kind) || holdsUp(order);
}

/** Whether an order keeps something from being sent. */
export function holdsUp({ kind }: DeskOrder): boolean {
  return HOLDING.has(kind);
}

/** Whether an answer may have been given before its question was shown, by who knew what would be asked: words, and no decision. */
export function mayComeBeforeItsQuestion({ kind }: DeskOrder): boolean {
  return WORDS.has(kind) || kind === "recall-because";
}

const ASKED_ABOUT = new Set<DeskOrder["kind"]>([
  "ask-broadcast",
  "broadcast-text",
  "broadcast-url",
  "correct",
  "recall",
  "recall-because",
]);
const HOLDING = new Set<DeskOrder["kind"]>(["hold", "end", "halt", "unschedule", "reject"]);

const WORDS = new Set<DeskOrder["kind"]>([
  "ask-broadcast",
  "broadcast-text",
  "broadcast-url",
  "edit",
  "correct",
]);

/** Whether an order changes nothing by itself: it shows something, or asks for the words or the moment. */
export function onlyAsks(order: DeskOrder): boolean {
  if (order.kind === "edit") return order.words === null;
  if (order.kind === "schedule") return order.moment === null;
  if (order.kind === "audience") return order.change === null;
  return RIGHT_FOR[order.kind] === "look";
}

/** The right without which a command is not offered; null for a reader's. */
export function rightForCommand(key: CommandKey): Right | null {
  const order = key === "broadcast" ? "ask-broadcast" : key === "unknown" ? "settle-unknown" : key;
  return isOrder(order) ? RIGHT_FOR[order] : null;
}

function isOrder(kind: string): kind is DeskOrder["kind"] {
  return kind in RIGHT_FOR;
}

import type { DeskOrder, Intent } from "./intent.ts";
import { bare, NO, YES } from "./replies.ts";

/** What stands after an editor’s command. */

export function desk(order: DeskOrder): Intent {
  return { kind: "desk", order };
}

/** A command that takes a number and, mostly, words after it. */
export function numberedOrder(command: Numbered, rest: string): DeskOrder {
  const { digits, seen, words: said = "" } = NUMBERED.exec(rest)?.groups ?? {};
  if (digits === undefined)
    return command === "schedule" && rest === "" ? { kind: "scheduled" } : { kind: "which-number", command };
  const id = Number(digits);
  const version = seenIn({ version: seen === undefined ? undefined : Number(seen) });
  const words = said.trim() || null;
  const word = bare(said);
  switch (command) {
    case "edit":
      return { kind: "edit", id, words };
    case "reject":
      return { kind: "reject", id, ...version, reason: words };
    case "breaking":
      return { kind: "breaking", id, on: !NO.has(word) };
    case "audience":
      return { kind: "audience", id, change: words === null ? null : audienceOf(words) };
    case "embargo":
      return NO.has(word) ? { kind: "lift-embargo", id } : { kind: "embargo", id, moment: words };
    case "schedule":
      return NO.has(word) ? { kind: "unschedule", id } : { kind: "schedule", id, ...version, moment: words };
    case "correct":
      if (word === "sumber") return { kind: "correct-by-source", id };
      return YES.has(word) ? { kind: "send-correction", id } : { kind: "correct", id, words };
    case "recall":
      if (words === null) return { kind: "recall", id };
      return YES.has(word) ? { kind: "recall-now", id } : { kind: "recall-because", id, reason: words };
    case "unknown":
      return {
        kind: "settle-unknown",
        id,
        what: word === "kirim" ? "send again" : word === "biarkan" ? "leave" : null,
      };
  }
}

type Numbered =
  | "edit"
  | "reject"
  | "breaking"
  | "audience"
  | "schedule"
  | "embargo"
  | "correct"
  | "recall"
  | "unknown";

/** "12", or as our buttons say it: "12v3", "12v3 sekarang", "12v3 5/12/2026 18.00 WIB". */
export const APPROVED = /^#?(?<digits>\d{1,9})(?:v(?<seen>\d{1,6})(?:\s+(?<when>\S.*))?)?$/;

/** In place of a moment: the second to approve wants it sent at once. */
export const NOW = "sekarang";

export const NUMBERED =
  /^(?:(?:siaran|draf)\s+)?#?(?<digits>\d{1,9})(?:v(?<seen>\d{1,6}))?(?:\s+(?<words>[\s\S]+))?$/i;

/** "ekonomi, -olahraga, semua": a minus takes a topic away. */
function audienceOf(words: string): { add: string[]; drop: string[] } {
  const names = words.split(/[,;\n]+/).map((name) => name.trim().toLowerCase());
  const named = names.filter((name) => /[\p{L}\p{N}]/u.test(name));
  return {
    add: named.filter((name) => !name.startsWith("-")).map((name) => name.replace(/^\+\s*/, "")),
    drop: named.filter((name) => name.startsWith("-")).map((name) => name.replace(/^-\s*/, "")),
  };
}

export function broadcast(rest: string): DeskOrder {
  if (rest === "") return { kind: "ask-broadcast" };
  return ADDRESS.test(rest)
    ? { kind: "broadcast-url", url: rest.startsWith("www.") ? `https://${rest}` : rest }
    : { kind: "broadcast-text", text: rest };
}

export const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

export function numberIn(text: string): number | null {
  const digits = /^(?:(?:siaran|draf)\s+)?#?(\d{1,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function seenIn({ version }: { version?: number | undefined }): { version?: number } {
  return version === undefined ? {} : { version };
}

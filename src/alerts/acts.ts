import { isDeepStrictEqual } from "node:util";
import type { AlertContent, AlertState } from "./alert.ts";

/** What an editor may change of an alert. */
export type Edit = Partial<
  Pick<
    AlertContent,
    | "headline"
    | "summary"
    | "flash"
    | "callToAction"
    | "link"
    | "image"
    | "topics"
    | "regions"
    | "breaking"
    | "toEveryone"
  >
>;

/** A correction: the changed content and, in `correction`, what was wrong before, for the readers. */
export type Correction = Edit & { correction?: string | undefined };

const READ = ["headline", "summary", "link", "image", "callToAction"] as const;

/**
 * Whether a correction tells readers nothing: where a message can be edited no more, it would come to them once again, as a correction of nothing.
 */
export function correctsNothing(said: AlertContent, { correction, ...change }: Correction): boolean {
  const corrected = { ...said, ...change };
  return !correction && READ.every((part) => isDeepStrictEqual(corrected[part], said[part]));
}

/** Why an act did nothing. */
export type NotDone =
  | { kind: "absent" }
  /** The alert is no longer in a state in which the act is possible. */
  | { kind: "too late"; state: AlertState; by: string | null; at: Date | null }
  /** Somebody changed it after the editor had looked. */
  | { kind: "changed"; by: string | null; version: number }
  /** Somebody else (`by`) was the first to approve it, so this act, which promised only a first approval, would have sent or scheduled it. */
  | { kind: "no longer first"; by: string | null }
  /** The first of two approved it for `sendAt`; sending it at once needs `atOnce`. */
  | { kind: "approved for later"; by: string | null; sendAt: Date }
  | { kind: "embargo"; until: Date }
  /** It is scheduled for a time before the wanted embargo. */
  | { kind: "scheduled earlier"; at: Date };

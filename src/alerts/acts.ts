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

/** A correction: what is said from now on, and what was wrong before, for the readers. */
export type Correction = Edit & { correction?: string | undefined };

/** Why an act did nothing. */
export type NotDone =
  | { kind: "absent" }
  /** It is past that: the alert is in a state that the act does not start from. */
  | { kind: "too late"; state: AlertState; by: string | null; at: Date | null }
  /** Someone changed it after the editor had looked. */
  | { kind: "changed"; by: string | null; version: number }
  /** It was to be a first approval only, and would have sent or scheduled it: by whom it was first approved. */
  | { kind: "no longer first"; by: string | null }
  /** It was to be sent at once, and the first of two approved it for this moment: the second one has to know. */
  | { kind: "approved for later"; by: string | null; sendAt: Date }
  | { kind: "embargo"; until: Date }
  /** It is scheduled for before the embargo that was wanted. */
  | { kind: "scheduled earlier"; at: Date };

import { HOUR_MS } from "../time.ts";
import type { Said } from "./said.ts";

/** When it was said, where the platform brings it so long after that its sender may have gone on another way; else null. */
export function saidLongAgo({ at }: Pick<Said, "at">, now: Date): Date | null {
  return at !== undefined && now.getTime() - at.getTime() > LATE_MS ? at : null;
}

const LATE_MS = HOUR_MS;

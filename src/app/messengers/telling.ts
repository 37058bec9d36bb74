import type { Messenger } from "../../messengers/messenger.ts";
import { type Notice, type Rest, STANDS_BACK_MS, tellNext } from "../../store/desk/notices.ts";
import type { Core } from "../core.ts";
import { hasRight } from "../desk/staff.ts";

const LOOK_EVERY_MS = 1_000; // for notices of other processes, and for those after which nobody has asked us to look
const AGAIN_AFTER_MS = 5_000;

export interface TellingParts extends Pick<Core, "pool" | "events" | "clock"> {
  /** Aborted as soon as this process has left a notice; a new one after that. */
  left(): AbortSignal;
}

/** Sends the notices that wait on a messenger, one after the other, until the signal aborts. What fails is reported. */
export async function keepTelling(
  messenger: Messenger,
  parts: TellingParts,
  signal: AbortSignal,
): Promise<void> {
  const { pool, events, clock } = parts;
  while (!signal.aborted) {
    const fresh = parts.left();
    const told = await tellNext(pool, messenger.name, clock.now(), (notice) =>
      attempt(messenger, notice, parts),
    ).catch((error: unknown) => events.fault("notices", error) ?? false);
    if (!told) await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, fresh]));
  }
}

/** Sends a notice's messages in their order; what is to be sent later, or null where nothing is. */
async function attempt(
  messenger: Messenger,
  { id, at, recipient, messages, account, needs }: Notice,
  { pool, events, clock }: TellingParts,
): Promise<Rest | null> {
  if (account !== null && needs !== null && !(await hasRight(pool, account, needs))) return null;
  for (const [i, message] of messages.entries()) {
    // Counted from the end, so that the rest keeps its keys after a pause; with its time, since a restored database gives ids anew.
    const key = `notice-${id}.${at.getTime()}-${messages.length - i}`;
    const verdict = await messenger.send(recipient, message, key, { owed: true }).catch((error: unknown) => {
      events.fault(`notice on ${messenger.name}`, error);
      return { kind: "later", afterSeconds: STANDS_BACK_MS / 1000 } as const; // what was sent before it is not sent again
    });
    if (verdict.kind === "later") {
      const waitMs = Math.max(AGAIN_AFTER_MS, (verdict.afterSeconds ?? 0) * 1000);
      return { messages: messages.slice(i), at: new Date(clock.now().getTime() + waitMs) };
    }
    if (verdict.kind !== "sent") {
      events.fault(`notice on ${messenger.name}`, new Error(verdict.kind));
      return null;
    }
  }
  return null;
}

import { type Api, GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { createBacklog } from "./backlog.ts";
import { endsWithin } from "./ends-within.ts";
import type { Listener } from "./hearing.ts";
import { type Fault, keepTrying } from "./keep-trying.ts";
import { ALLOWED_UPDATES } from "./updates.ts";

export interface PollingParts {
  /** An API whose calls `signal` stops, and which waits longer than `pollSeconds` for an answer. */
  api: Api;
  listener: Listener;
  signal: AbortSignal;
  pollSeconds: number;
  onFault: Fault;
  random: () => number;
}

/**
 * While an update is under way we come back this often for others: getUpdates hands out the unconfirmed one again at
 * once, and within half a second only that one (tdlib/telegram-bot-api, process_get_updates_query).
 */
const RETURN_MS = 1000;

/**
 * Long polling. An update is confirmed when it is over (Listener), so a crash repeats it instead of losing it; at most
 * 100, one getUpdates' worth, are under way at a time. Runs until `signal` stops it; resolves with the offset that
 * confirms what is done by then.
 */
export async function poll({
  api,
  listener,
  signal,
  pollSeconds,
  onFault,
  random,
}: PollingParts): Promise<number> {
  const backlog = createBacklog();
  const underWay = new Set<Promise<void>>();

  function begin(update: Update): void {
    if (!backlog.begin(update.update_id)) return;
    const work = listener.hear(update).finally(() => {
      backlog.end(update.update_id);
      underWay.delete(work);
    });
    underWay.add(work);
  }

  async function ask(): Promise<Update[]> {
    const offset = backlog.offset();
    const timeout = backlog.isIdle() ? pollSeconds : 0;
    const updates = await api.getUpdates({ offset, timeout, limit: 100, allowed_updates: ALLOWED_UPDATES });
    backlog.confirmed(offset);
    return updates;
  }

  while (!signal.aborted) {
    try {
      const updates = await keepTrying("getUpdates", () => ask().catch(explained(api)), {
        signal,
        onFault,
        random,
      });
      updates.forEach(begin);
      await endsWithin(RETURN_MS, Promise.all(underWay));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  await Promise.all(underWay);
  return backlog.offset();
}

/** Says what a 409 means, and removes what can be removed. */
function explained(api: Api) {
  return async (error: unknown): Promise<never> => {
    if (!(error instanceof GrammyError) || error.error_code !== 409) throw error;
    if (error.description.includes("webhook")) {
      await api.deleteWebhook();
      throw new Error("a webhook was set by somebody and has been removed", { cause: error });
    }
    throw new Error("another process reads this bot's messages with the same token; only one may", {
      cause: error,
    });
  };
}

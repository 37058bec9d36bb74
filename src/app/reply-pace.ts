import type { Ear } from "../chat/said.ts";
import type { Clock } from "../delivery/clock.ts";
import type { MessengerName } from "../delivery/delivery.ts";
import { type Pace, pacer } from "../delivery/pace.ts";

const PATIENCE_MS = 30_000; // while the account is held off; an answer that comes later than this puzzles more than it helps

/**
 * Answers on `messenger` take their moments from the account's pace, like everything sent on it. They ask one
 * after another for a sixteenth of a second's, where a worker that delivers asks for a quarter of a second's: so ten thousand
 * people who ask after a breaking alert never bring the platform's limit down on its delivery, and leave it most of the pace.
 */
export function answeringInPace(
  ear: Ear,
  messenger: MessengerName,
  {
    pace,
    perSecond,
    clock,
    onFault,
    over,
  }: {
    pace: Pace;
    perSecond: number;
    clock: Clock;
    onFault: (error: unknown) => void;
    /** Nobody waits any more: what is still to be answered is, at once. */
    over: AbortSignal;
  },
): Ear {
  const slots = pacer(pace, messenger, perSecond, clock);
  const share = Math.max(1, Math.floor(perSecond / 16));
  let waiting = 0;
  let last = Promise.resolve();

  async function moment(): Promise<void> {
    try {
      const until = clock.now().getTime() + PATIENCE_MS;
      for (;;) {
        const askAgain = await slots.slot(Math.min(waiting, share), over);
        const now = clock.now().getTime();
        if (askAgain === null || now >= until) return;
        await clock.sleep(Math.min(askAgain.getTime(), until) - now, over);
      }
    } catch (error) {
      onFault(error); // better out of pace than no answer
    } finally {
      waiting -= 1;
    }
  }

  return {
    ...ear,
    async said(said) {
      const replies = await ear.said(said);
      if (said.chat.messenger !== messenger) return replies;
      for (const _ of replies) {
        waiting += 1;
        await (last = last.then(moment));
      }
      return replies;
    },
  };
}

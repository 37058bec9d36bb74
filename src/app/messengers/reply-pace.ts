import type { Ear, Person } from "../../chat/said.ts";
import type { Clock } from "../../delivery/clock.ts";
import type { MessengerName } from "../../delivery/delivery.ts";
import { type Pace, pacer } from "../../delivery/pace.ts";

const PATIENCE_MS = 30_000; // while the account is held off; an answer that comes later than this puzzles more than it helps

interface PaceParts {
  pace: Pace;
  perSecond: number;
  clock: Clock;
  onFault: (error: unknown) => void;
}

/**
 * Answers on `messenger` take their moments from the account's pace, like everything sent on it. They ask one
 * after another for a sixteenth of a second's, where a worker that delivers asks for a quarter of a second's: so ten thousand
 * people who ask after a breaking alert never bring the platform's limit down on its delivery, and leave it most of the pace.
 * Editors wait in a line of their own.
 */
export function answeringInPace(
  ear: Ear,
  messenger: MessengerName,
  parts: PaceParts & { isEditor: (person: Person) => boolean },
): Ear {
  const line = () => lineOn(messenger, parts);
  const [readers, editors] = [line(), line()];
  return {
    ...ear,
    async turn({ chat, from }, signal) {
      if (chat.messenger !== messenger) return;
      await (from !== null && parts.isEditor(from) ? editors : readers)(signal);
    },
  };
}

function lineOn(
  messenger: MessengerName,
  { pace, perSecond, clock, onFault }: PaceParts,
): (signal: AbortSignal) => Promise<void> {
  const slots = pacer(pace, messenger, perSecond, clock);
  const share = Math.max(1, Math.floor(perSecond / 16));
  let waiting = 0;
  let last = Promise.resolve();

  async function moment(signal: AbortSignal): Promise<void> {
    try {
      const until = clock.now().getTime() + PATIENCE_MS;
      for (;;) {
        const askAgain = await slots.slot(Math.min(waiting, share), signal);
        const now = clock.now().getTime();
        if (askAgain === null || now >= until) return;
        await clock.sleep(Math.min(askAgain.getTime(), until) - now, signal);
      }
    } catch (error) {
      onFault(error); // better out of pace than no answer
    } finally {
      waiting -= 1;
    }
  }

  return (signal) => {
    waiting += 1;
    return (last = last.then(() => moment(signal)));
  };
}

import type { Ear, Person } from "../../chat/said.ts";
import type { Clock } from "../../delivery/clock.ts";
import type { MessengerName } from "../../delivery/delivery.ts";
import { type Pace, pacer } from "../../delivery/pace.ts";

const PATIENCE_MS = 30_000; // how long an answer waits while the account is held off; later it would only confuse

interface PaceParts {
  pace: Pace;
  perSecond: number;
  clock: Clock;
  onFault: (error: unknown) => void;
}

/**
 * Answers on `messenger` take their slots from the account's pace, like everything sent on it. They reserve slots for a sixteenth of a second
 * at a time, where a delivering worker reserves them for a quarter of a second: ten thousand people who ask after a breaking alert do not
 * exceed the platform's limit, and leave most of the pace to its delivery. Editors wait in a line of their own.
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
      onFault(error); // an answer beyond the pace is better than none
    } finally {
      waiting -= 1;
    }
  }

  return (signal) => {
    waiting += 1;
    return (last = last.then(() => moment(signal)));
  };
}

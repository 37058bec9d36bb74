import type { Clock } from "./clock.ts";
import type { SendVerdict } from "./delivery.ts";

/** Sees to it that every send has a verdict, in time: see inTime. */
export type InTime = (send: () => Promise<SendVerdict>) => Promise<SendVerdict>;

const LOOK_EVERY_MS = 500;

/**
 * Makes every send end with a verdict within about `ms`. A send that throws or does not answer in time may have reached the platform: it is
 * "unknown". All sends under way are checked every half second, instead of a timer for each. The checks are counted and no clock is read, so
 * that a clock which is set meanwhile makes nothing unknown.
 */
export function inTime(ms: number, clock: Clock): InTime {
  const underWay = new Set<{ since: number; end: (verdict: SendVerdict) => void }>();
  const everyMs = Math.min(LOOK_EVERY_MS, ms);
  let looking = false;
  let looks = 0;

  async function look(): Promise<void> {
    looking = true;
    while (underWay.size > 0) {
      await clock.sleep(everyMs);
      looks += 1;
      for (const send of underWay) if ((looks - send.since) * everyMs >= ms) send.end(noAnswer(ms));
    }
    looking = false;
  }

  return (send) =>
    new Promise((resolve) => {
      const one = {
        since: looks,
        end(verdict: SendVerdict) {
          if (underWay.delete(one)) resolve(verdict);
        },
      };
      underWay.add(one);
      started(send).then(one.end, (error: unknown) => one.end(threw(error)));
      if (!looking) void look();
    });
}

function started(send: () => Promise<SendVerdict>): Promise<SendVerdict> {
  try {
    return send();
  } catch (error) {
    return Promise.resolve(threw(error)); // before the first await
  }
}

function noAnswer(ms: number): SendVerdict {
  return { kind: "unknown", why: `Tidak ada jawaban dalam ${Math.round(ms / 1000)} detik.` };
}

function threw(error: unknown): SendVerdict {
  return { kind: "unknown", why: error instanceof Error ? error.message : String(error) };
}

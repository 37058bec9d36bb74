import type { Queues } from "../queue/queue.ts";
import { ARCHIVE, ARTICLES, DELIVERIES } from "./worker/reminders.ts";

/** How long an article that is being read may go on once we are asked to stop. Then the next start reads it anew, a model's summary included. */
export const READING_MS = 10_000;

/**
 * What is in hand, as "2 articles are being read (10 s at most)"; none where nothing is. `sendMs`: how long a message may wait for its
 * platform's answer.
 */
export function inHandWords(hand: ReturnType<Queues["inHand"]>, sendMs: number): string[] {
  const articles = hand
    .filter(({ queue }) => queue === ARTICLES || queue === ARCHIVE)
    .reduce((sum, { jobs }) => sum + jobs, 0);
  const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s at most`;
  return [
    ...(articles === 0
      ? []
      : [
          `${articles === 1 ? "1 article is" : `${articles} articles are`} being read (${seconds(READING_MS)})`,
        ]),
    ...hand
      .filter(({ queue }) => queue.startsWith(DELIVERIES))
      .map(
        ({ queue }) =>
          `messages on ${queue.slice(DELIVERIES.length)} wait for their platform's answer (${seconds(sendMs)})`,
      ),
  ];
}

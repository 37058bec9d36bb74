import type { MessengerName } from "../../delivery/delivery.ts";
import type { Queues } from "../../queue/queue.ts";

/** The queue that reminds workers of articles to be read. */
export const ARTICLES = "articles";

/** The same for articles that raise no alert: a feed's first load has hundreds, and news must not wait behind them. */
export const ARCHIVE = "archive";

/** The queue that reminds a messenger's workers of its deliveries has this before the messenger's name. */
export const DELIVERIES = "deliveries-";
export const deliveryQueue = (messenger: MessengerName): string => `${DELIVERIES}${messenger}`;

/** Reminders that rows want their next step. None of them throws: the sweep makes the missing ones. */
export interface Reminders {
  article(id: number): Promise<void>;
  archived(id: number): Promise<void>;
  /** Of an article that a worker may have in hand just now: it has a new version, or is another source's. */
  version(articleId: number): Promise<void>;
  /** On every messenger. */
  deliveries(alertId: number): Promise<void>;
  due(on: { name: MessengerName }, why: string): Promise<void>;
}

/**
 * Each reminder of deliveries, and of a new version, has a job id of its own. BullMQ drops a job whose id is that of a running one; where
 * that one is just ending and looks no more, a correction would wait for the next sweep. The job of an article has the article's id, since
 * one worker at a time reads it.
 */
export function remindersOn(
  queues: Pick<Queues, "remind">,
  {
    start,
    messengers,
    onFault,
  }: {
    /** The name of this start of this process. */
    start: string;
    messengers: readonly { name: MessengerName }[];
    onFault(error: unknown): void;
  },
): Reminders {
  let given = 0;
  const remind = (queue: string, id: string, subject: number): Promise<void> =>
    queues.remind(queue, `${id}-${start}`, subject).catch(onFault);
  return {
    article: (id) => remind(ARTICLES, `article-${id}`, id),
    archived: (id) => remind(ARCHIVE, `article-${id}`, id),
    version: (id) => remind(ARTICLES, `version-${id}-${++given}`, id),
    async deliveries(alertId) {
      const id = `alert-${alertId}-${++given}`;
      await Promise.all(messengers.map(({ name }) => remind(deliveryQueue(name), id, alertId)));
    },
    due: ({ name }, why) => remind(deliveryQueue(name), `${why}-${++given}`, 0),
  };
}

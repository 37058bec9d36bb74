import type { Accepted } from "../../articles/accept.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import type { Fetcher } from "../../intake/fetch.ts";
import { readPushed } from "../../intake/pushed.ts";
import type { Readers } from "../../intake/readers.ts";
import { openWebSub, type WebSub } from "../../intake/websub.ts";
import { pushReceipts } from "../../store/publishers/push-receipts.ts";
import { hubSubscriptions } from "../../store/sources/hub-subscriptions.ts";
import { DAY_MS } from "../../time.ts";
import { type PushParts } from "../../web/publishers-push.ts";
import { HUB_PATH } from "../../web/publishers-websub.ts";
import type { Core } from "../core.ts";

/** The ways in which others bring us articles: publishers push them, WebSub hubs notify us. */
export interface ArticleDoors {
  push: PushParts | null;
  webSub: WebSub | null;
  /** Deletes old receipts. Never rejects. */
  sweep(): Promise<void>;
}

/** Longer than any publisher retries. */
const REMEMBER_RECEIPTS_MS = 7 * DAY_MS;

export function openArticleDoors(
  wiring: Pick<Core, "config" | "pool" | "events" | "clock"> & {
    fetcher: Fetcher;
    readers: Readers;
    accept(incoming: IncomingArticle, options: { quiet: boolean }): Promise<Accepted>;
  },
): ArticleDoors {
  const { config, pool, events, accept, clock } = wiring;
  const receipts = pushReceipts(pool);
  return {
    push:
      config.publishers.length === 0
        ? null
        : {
            publishers: config.publishers,
            read: readPushed,
            accept: (incoming) => accept(incoming, { quiet: false }),
            receipts,
            now: () => clock.now(),
            onRefused: (from) => events.tokenRefused(null, from),
            onFault: (error) => events.fault("push", error),
          },
    webSub:
      config.publicUrl === null
        ? null
        : openWebSub({
            get sources() {
              return config.sources;
            },
            subscriptions: hubSubscriptions(pool),
            post: wiring.fetcher.post,
            readers: wiring.readers,
            accept,
            callbacks: `${config.publicUrl}${HUB_PATH}`,
            asks: config.role !== "web",
            clock,
            onFault: (error) => events.fault("websub", error),
          }),
    async sweep() {
      const before = new Date(clock.now().getTime() - REMEMBER_RECEIPTS_MS);
      await receipts.forget(before).catch((error: unknown) => events.fault("push", error));
    },
  };
}

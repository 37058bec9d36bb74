import type pg from "pg";
import type { Config } from "../config.ts";
import type { Audience } from "../delivery/audience.ts";
import { renderAlert } from "../delivery/render.ts";
import type { Events } from "../events.ts";
import { fetchArticlePage } from "../intake/article-page.ts";
import type { Fetch } from "../intake/fetch.ts";
import { PASTE } from "../intake/source.ts";
import { type Completed, createPipeline, type Pipeline } from "../pipeline.ts";
import { approveIn, type FanOut, insertDraft } from "../store/alerts.ts";
import { indexArticle } from "../store/archive.ts";
import { articleDoor, articleToDo, completeArticle } from "../store/articles.ts";
import type { Notices } from "./notices.ts";

/** The pipeline, put together on the store. */
export function openPipeline(wiring: {
  config: Config;
  pool: pg.Pool;
  events: Events;
  fetch: Fetch;
  fanOut: FanOut;
  remind: { article(id: number): Promise<void>; deliveries(alertId: number): Promise<void> };
  notices: Notices;
  audience: Audience;
  now(): Date;
}): Pipeline {
  const { config, pool, events, now } = wiring;
  return createPipeline({
    door: articleDoor(pool),
    articles: {
      toDo: (id) => articleToDo(pool, id),
      async complete(id, read, alert) {
        let follows: Completed = { kind: "quiet" };
        const outcome = await completeArticle(pool, id, read, async (tx) => {
          await indexArticle(tx, id, read.summary.headline, read.clean.paragraphs.join("\n"));
          if (!alert) return;
          const alertId = await insertDraft(tx, { articleId: id, ...alert }, now());
          if (alertId === undefined) return;
          follows = { kind: "drafted", alertId };
          if (!alert.approved) return;
          const decision = await approveIn(tx, alertId, alert.createdBy, now(), wiring.fanOut);
          if (decision.kind === "sending") follows = { kind: "approved", alertId, chats: decision.chats };
        });
        return outcome === "ready" ? follows : { kind: outcome };
      },
    },
    fetchPage: (url, signal) => fetchArticlePage(url, wiring.fetch, signal),
    remind: wiring.remind,
    async draftWaits(alertId, content, createdBy) {
      if (createdBy === `sumber:${PASTE}`) return; // its editor has it on the screen
      try {
        const counts = await wiring.audience.count(content);
        const chats = Object.values(counts).reduce((sum, n) => sum + n, 0);
        await wiring.notices.draftWaits({ id: alertId, preview: renderAlert(content), audience: chats });
      } catch (error) {
        events.fault("notice of a draft; /antrean lists it", error);
      }
    },
    events,
    settings: config,
    now,
  });
}

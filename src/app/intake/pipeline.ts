import type pg from "pg";
import { toldSince } from "../../alerts/policy.ts";
import { isStanding, type SourceNews, type Telling } from "../../alerts/rereading.ts";
import { isOvertaken } from "../../alerts/source-change.ts";
import { kinOf } from "../../articles/story.ts";
import type { FindRegions } from "../../articles/where.ts";
import { newsFromSource } from "../../chat/copy/news.ts";
import { fetchArticlePage } from "../../intake/article-page.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import type { Fetch } from "../../intake/fetch.ts";
import type { MayOpen } from "../../intake/robots-watch.ts";
import { sparingSilentHosts } from "../../intake/silent-hosts.ts";
import type { FetchPage } from "../../intake/whole-article.ts";
import { type Completed, createPipeline, type Pipeline, type PipelineParts } from "../../pipeline.ts";
import { lockedAlert } from "../../store/alerts/act.ts";
import { alertInWordsOf, type FanOut } from "../../store/alerts/alerts.ts";
import { holdBack } from "../../store/alerts/draft-acts.ts";
import { speak, speakAfterAll } from "../../store/alerts/speak.ts";
import { articleDoor, articlesKnownAt, articleToDo, completeArticle } from "../../store/articles/articles.ts";
import { leftOutOn } from "../../store/articles/left-out.ts";
import { versionsOn } from "../../store/articles/rereading.ts";
import { placeInStory, originalTextOf, textOf, textsOf } from "../../store/articles/stories.ts";
import { inTransaction } from "../../store/database.ts";
import type { WriteSummary } from "../../summaries/model/writer.ts";
import type { Core } from "../core.ts";
import { whyUnsendable } from "../desk/preview.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Tracing } from "../observing/tracing.ts";

/** The pipeline (pipeline.ts) on the store. */
export function openPipeline(
  wiring: Pick<Core, "config" | "pool" | "events" | "now"> & {
    summarise: WriteSummary;
    fetch: Fetch;
    mayOpen: MayOpen;
    fanOut: FanOut;
    remind: PipelineParts["remind"];
    notices: Pick<Notices, "oweEditors">;
    draftWaits: PipelineParts["draftWaits"];
    where: FindRegions;
    tracing: Tracing;
  },
): Pipeline {
  const { config, pool, events, now } = wiring;
  const fetch = sparingSilentHosts(wiring.fetch, now);
  return createPipeline({
    door: articleDoor(pool),
    articles: {
      toDo: (id) => articleToDo(pool, id),
      knownAt: (address, not) => articlesKnownAt(pool, address, not),
      complete: (toDo, read, alert, changed) =>
        completeArticle<Completed>(pool, toDo, read, async (tx) => {
          if (!alert) return { kind: "quiet" };
          const speech = { articleId: toDo.id, clean: read.clean, alert, changed };
          return speak(tx, speech, { at: now(), policy: config.stories, fanOut: wiring.fanOut });
        }),
      speakAfterAll: ({ id, articleId }, clean, alert, changed) =>
        inTransaction<Completed | undefined>(pool, (tx) =>
          speakAfterAll(
            tx,
            id,
            { articleId, clean, alert, changed },
            { at: now(), policy: config.stories, fanOut: wiring.fanOut },
          ),
        ),
    },
    stories: {
      place: (articleId, source, trace, terms) =>
        placeInStory(
          pool,
          { articleId, source, trace, terms, since: toldSince(config.stories, now()), now: now() },
          (others) => kinOf(trace, others),
        ),
      textOf: (articleId) => textOf(pool, articleId),
      originalTextOf: (articleId) => originalTextOf(pool, articleId),
      textsOf: (articleId) => textsOf(pool, articleId),
    },
    rereading: {
      now,
      versions: versionsOn(pool, tell),
      leftOut: leftOutOn(pool, tell),
      alertOf: (articleId) => alertInWordsOf(pool, articleId),
    },
    fetchPage: (url, signal) => pageAt(url, fetch, signal, wiring.mayOpen),
    where: wiring.where,
    whyUnsendable,
    summarise: wiring.summarise,
    remind: wiring.remind,
    draftWaits: wiring.draftWaits,
    events,
    tracing: wiring.tracing,
    settings: config,
    now,
  });

  /** Of the alert as it is by now: it may have been approved while its article was read. */
  async function tell(tx: pg.PoolClient, { alertId, news, at }: Telling): Promise<void> {
    const alert = await lockedAlert(tx, alertId);
    if (!alert || !isStanding(alert)) return;
    const why = whyHeldBack(news);
    const held = why === null ? undefined : await holdBack(tx, alertId, why, at);
    const unscheduled = held !== undefined && alert.state === "scheduled";
    await wiring.notices.oweEditors(tx, newsFromSource(held ?? alert, news, unscheduled));
  }
}

/** Why an alert that is not out yet wants another decision; null where it may go out as it is. */
function whyHeldBack(news: SourceNews): string | null {
  if (news === "gone") return "Halaman artikel ini sudah tidak ada.";
  if (news === "another page") return "Di alamat artikel ini kini ada halaman lain.";
  if ("retitled" in news)
    return `Sumber mengubah judul artikel ini menjadi “${news.retitled}”, dan halamannya tidak dapat kami baca.`;
  return isOvertaken(news) ? "Sumber mengubah artikel ini sesudah drafnya dibuat." : null;
}

/** As `fetchArticlePage`, and "gone" where the site says that the page is no longer there (404, 410). */
async function pageAt(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
  mayOpen: MayOpen,
): ReturnType<FetchPage> {
  let gone = false;
  const watched: Fetch = async (address, options) => {
    try {
      return await fetch(address, options);
    } catch (error) {
      gone ||=
        address === url && error instanceof FetchFailure && (error.status === 404 || error.status === 410);
      throw error;
    }
  };
  const page = await fetchArticlePage(url, watched, signal, mayOpen);
  return page === "refused" && gone ? "gone" : page;
}

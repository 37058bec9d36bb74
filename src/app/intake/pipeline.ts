import type pg from "pg";
import type { AlertContent } from "../../alerts/alert.ts";
import { speakOrNot, type Told } from "../../alerts/policy.ts";
import type { SourceNews } from "../../alerts/rereading.ts";
import { isOvertaken } from "../../alerts/source-change.ts";
import { isBeginningOf } from "../../articles/announced.ts";
import { type CleanArticle, PASTE } from "../../articles/article.ts";
import type { FindRegions } from "../../articles/where.ts";
import { traceOf } from "../../articles/similarity.ts";
import { kinOf, kinship } from "../../articles/story.ts";
import { newsFromSource } from "../../chat/desk-news.ts";
import type { Draft } from "../../chat/ports.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { renderAlert } from "../../delivery/render.ts";
import { fetchArticlePage } from "../../intake/article-page.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import type { Fetch } from "../../intake/fetch.ts";
import type { MayOpen } from "../../intake/robots-watch.ts";
import { sparingSilentHosts } from "../../intake/silent-hosts.ts";
import {
  type Completed,
  createPipeline,
  type NewAlert,
  type Pipeline,
  type PipelineParts,
} from "../../pipeline.ts";
import { correctIn, holdBack } from "../../store/alerts/acts.ts";
import {
  alertInWordsOf,
  approveIn,
  type FanOut,
  insertDraft,
  noticeGiven,
  owesNotice,
  redraft,
  type UntoldDraft,
  untoldDraft,
} from "../../store/alerts/alerts.ts";
import { indexArticle } from "../../store/articles/archive.ts";
import { articleDoor, articlesKnownAt, articleToDo, completeArticle } from "../../store/articles/articles.ts";
import { record } from "../../store/audit.ts";
import { isWithdrawn, WITHDRAWN } from "../../store/publishers/articles.ts";
import { giveNewReason, giveReasons } from "../../store/alerts/reasons.ts";
import { keepSilent, placeInStory, textOf, textsOf, toldIn } from "../../store/articles/stories.ts";
import { versionsOn } from "../../store/articles/versions.ts";
import type { WriteSummary } from "../../summaries/model/writer.ts";
import type { Notices } from "../messengers/notices.ts";
import { whyUnsendable } from "../desk/preview.ts";
import type { Tracing } from "../observing/tracing.ts";
import type { Core } from "../core.ts";

/** The pipeline (pipeline.ts) on the store. */
export function openPipeline(
  wiring: Pick<Core, "config" | "pool" | "events" | "now"> & {
    summarise: WriteSummary;
    fetch: Fetch;
    mayOpen: MayOpen;
    fanOut: FanOut;
    remind: PipelineParts["remind"];
    notices: Notices;
    audience: Audience;
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
      async complete(toDo, read, alert, changed) {
        let follows: Completed = { kind: "quiet" };
        const { id } = toDo;
        const outcome = await completeArticle(pool, toDo, read, async (tx) => {
          await indexArticle(tx, id, read.summary.headline, read.clean.paragraphs.join("\n"));
          if (alert) follows = await speak(tx, id, read.clean, alert, changed);
        });
        return outcome === "ready" ? follows : { kind: outcome };
      },
    },
    stories: {
      place: (articleId, source, trace, terms) =>
        placeInStory(pool, { articleId, source, trace, terms, since: storiesSince(), now: now() }, (others) =>
          kinOf(trace, others),
        ),
      textOf: (articleId) => textOf(pool, articleId),
      textsOf: (articleId) => textsOf(pool, articleId),
    },
    rereading: {
      now,
      versions: versionsOn(pool),
      alertOf: (articleId) => alertInWordsOf(pool, articleId),
      async tell(alert, news) {
        const why = whyHeldBack(news);
        const held = why === null ? undefined : await holdBack(pool, alert.id, why, now());
        const unscheduled = held !== undefined && alert.state === "scheduled";
        await wiring.notices.oweEditors(newsFromSource(held ?? alert, news, unscheduled));
      },
    },
    fetchPage: (url, signal) => pageAt(url, fetch, signal, wiring.mayOpen),
    where: wiring.where,
    whyUnsendable,
    summarise: wiring.summarise,
    remind: wiring.remind,
    async draftWaits(articleId) {
      try {
        const draft = await untoldDraft(pool, articleId);
        if (draft) await wiring.notices.draftWaits(await shown(draft, articleId));
        await noticeGiven(pool, articleId);
      } catch (error) {
        events.fault("notice of a draft; the sweep repeats it", error);
      }
    },
    events,
    tracing: wiring.tracing,
    settings: config,
    now,
  });

  function storiesSince(): Date {
    return new Date(now().getTime() - config.stories.withinHours * 3_600_000);
  }

  /** Decides whether an article becomes an alert, and writes that, in the transaction that completes the article. */
  async function speak(
    tx: pg.PoolClient,
    articleId: number,
    clean: CleanArticle,
    alert: NewAlert,
    changed: ReadonlySet<number>,
  ): Promise<Completed> {
    const at = now();
    if (await isWithdrawn(tx, articleId)) {
      await keepSilent(tx, articleId, WITHDRAWN);
      return { kind: "silent" };
    }
    const kin = await toldIn(tx, articleId, storiesSince());
    const told = (await asToldOf(tx, { clean, source: alert.source }, kin)).map((one) => ({
      ...one,
      factsChanged: changed.has(one.articleId),
      cameLater: one.articleId > articleId,
    }));
    const { headline: title, breaking } = alert.content;
    const article = { headline: title, source: alert.source, breaking, approved: alert.approved };
    const decision =
      alert.source === PASTE ? { kind: "speak" as const } : speakOrNot(article, told, config.stories);
    if (decision.kind === "silent") {
      await keepSilent(tx, articleId, decision.why);
      const details = { alert: decision.alertId, why: decision.why };
      await record(tx, { at, who: alert.createdBy, act: "silent", subject: `article:${articleId}`, details });
      return { kind: "silent" };
    }
    if (decision.kind === "edit") {
      const { headline, summary, flash, link, image, callToAction } = alert.content;
      const change = { headline, summary, flash, link, image, callToAction };
      const done = await correctIn(tx, decision.alertId, change, { editor: alert.createdBy, at }, true);
      if (done.kind === "correcting") {
        await tx.query("update alerts set words_of = $2 where id = $1", [decision.alertId, articleId]);
        await keepSilent(tx, articleId, `Dipakai untuk memperbarui siaran ${decision.alertId}.`);
        return { kind: "approved", alertId: decision.alertId, chats: done.chats };
      }
    }
    const drafted = await draftIn(tx, articleId, alert, at);
    if (!drafted) return { kind: "quiet" };
    const { id: alertId } = drafted;
    const waits = decision.kind === "speak" && decision.waits !== undefined ? [decision.waits] : [];
    await giveReasons(tx, alertId, [...alert.reasons, ...waits]);
    if (!alert.approved || waits.length > 0) {
      if (!drafted.changed) return { kind: "quiet" };
      if (alert.source !== PASTE) await owesNotice(tx, alertId); // its editor has it on the screen
      return { kind: "drafted", alertId };
    }
    const approval = await approveIn(tx, alertId, alert.createdBy, at, wiring.fanOut);
    if (approval.kind !== "sending") return { kind: "drafted", alertId };
    for (const draft of told.filter(({ state, kinship }) => state === "draft" && kinship !== "same story")) {
      const why = `Peristiwa yang sama sudah disiarkan dari sumber lain (siaran ${alertId}).`;
      await giveNewReason(tx, draft.alertId, why);
    }
    return { kind: "approved", alertId, chats: approval.chats };
  }

  /** The draft of an article, or undefined where an editor has acted on the one that it has. `changed`: editors have not seen it so. */
  async function draftIn(
    tx: pg.PoolClient,
    articleId: number,
    alert: NewAlert,
    at: Date,
  ): Promise<{ id: number; changed: boolean } | undefined> {
    const id = await insertDraft(tx, { articleId, ...alert }, at);
    if (id !== undefined) return { id, changed: true };
    return redraft(tx, { articleId, ...alert }, at);
  }

  /**
   * How the alerts belong to this article by what has become of them. One whose article contradicts this one may have been corrected to the same facts:
   * then it is the same news. One that was told from this source's teaser, since its page did not open, has the same text as the whole.
   */
  async function asToldOf<
    T extends Pick<Told, "headline" | "kinship" | "source" | "state"> & {
      articleId: number;
      corrected: boolean;
    },
  >(
    tx: pg.PoolClient,
    { clean, source }: { clean: CleanArticle; source: string },
    told: readonly T[],
  ): Promise<T[]> {
    const trace = traceOf(clean);
    return Promise.all(
      told.map(async (one) => {
        if (one.kinship === "same text" || one.state === "draft") return one;
        const text = await textOf(tx, one.articleId);
        if (!text) return one;
        if (one.source === source && isBeginningOf(text, clean))
          return { ...one, kinship: "same text" as const };
        const corrected =
          one.corrected && one.kinship === "same story" ? { ...text, title: one.headline } : null;
        const is = corrected && kinship(traceOf(corrected), trace);
        return is === "same news" ? { ...one, kinship: is } : one;
      }),
    );
  }

  async function shown({ content, ...draft }: UntoldDraft, articleId: number): Promise<Draft> {
    return {
      ...draft,
      preview: whyUnsendable(content) === null ? renderAlert(content) : headlineOf(content),
      audience: await wiring.audience.count(content, articleId),
    };
  }
}

/** Why an alert that is not out yet wants another decision; null where it may go out as it is. */
function whyHeldBack(news: SourceNews): string | null {
  if (news === "gone") return "Halaman artikel ini sudah tidak ada.";
  if (news === "another page") return "Di alamat artikel ini kini ada halaman lain.";
  return isOvertaken(news) ? "Sumber mengubah artikel ini sesudah drafnya dibuat." : null;
}

/** The preview of an alert that is too long to be rendered. */
function headlineOf({ headline }: AlertContent): OutgoingMessage {
  return { text: [{ bold: headline.slice(0, 300) }], preview: false };
}

/** As `fetchArticlePage`, and "gone" where the site says that the page is no longer there (404, 410). */
async function pageAt(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
  mayOpen: MayOpen,
): ReturnType<PipelineParts["fetchPage"]> {
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

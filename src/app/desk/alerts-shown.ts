import { draft } from "../../alerts/draft.ts";
import type { AlertDesk, AlertWords, OnDesk, Unsupported } from "../../chat/alert-desk.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { Results } from "../../delivery/ledger.ts";
import { renderSpeech } from "../../delivery/render.ts";
import { alertById } from "../../store/alerts/alerts.ts";
import { articleById, type KnownArticle } from "../../store/articles/articles.ts";
import { historyOf } from "../../store/audit.ts";
import { listedAlert, listedAlerts, siblingsOf } from "../../store/desk/lists.ts";
import type { Core } from "../core.ts";
import { faultsOf } from "./faults.ts";
import { previewOf } from "./preview.ts";

const MOST_NAMED = 100; // unknown deliveries listed by chat; more than an editor looks at one by one

export interface AlertsShownWiring extends Pick<Core, "config" | "pool" | "now"> {
  audience: Audience;
  results: Pick<Results, "acts" | "progress" | "undecided" | "unknown">;
}

/** What an editor sees of alerts. Changes nothing. */
export function alertsShown({
  config,
  pool,
  now,
  audience,
  results,
}: AlertsShownWiring): Pick<
  AlertDesk,
  "preview" | "faults" | "list" | "one" | "progress" | "lastDone" | "prepared" | "unknown"
> {
  return {
    preview: (content) => previewOf(content),

    async faults(articleId, words) {
      const article = articleId === null ? undefined : await articleById(pool, articleId);
      return faultsIn(words, article);
    },

    list: () => listedAlerts(pool, now()),

    async one(id) {
      const listed = await listedAlert(pool, id);
      if (!listed) return null;
      const { alert } = listed;
      const article = alert.articleId === null ? undefined : await articleById(pool, alert.articleId);
      const [reach, acts, history, siblings] = await Promise.all([
        audience.count(alert.content, alert.articleId),
        actsOf(id),
        historyOf(pool, `alert:${id}`),
        siblingsOf(pool, id),
      ]);
      return {
        ...listed,
        // Of a recalled alert, the notice that readers see where it could not be deleted.
        preview:
          alert.state === "recalled"
            ? previewOf(alert.content, (content) => renderSpeech(content).recall)
            : previewOf(alert.content),
        reach,
        acts,
        undecided: await undecidedOf(id, acts),
        history,
        siblings,
        faults: faultsIn(alert.content, article),
        article: article?.clean
          ? {
              id: article.id,
              title: article.clean.title,
              paragraphs: article.clean.paragraphs,
              link: article.clean.link,
            }
          : null,
      };
    },

    async progress(id) {
      const alert = await alertById(pool, id);
      if (!alert) return null;
      const acts = await actsOf(id);
      return { alert, acts, undecided: await undecidedOf(id, acts) };
    },

    lastDone: async (id) => (await historyOf(pool, `alert:${id}`)).at(-1) ?? null,

    async prepared(id) {
      const alert = await alertById(pool, id);
      const article = alert?.articleId == null ? undefined : await articleById(pool, alert.articleId);
      if (!alert || !article?.clean || !article.summary) return null;
      const { headline, summary, flash, link, image } = draft(article.clean, article.summary, alert.content);
      return { headline, summary, flash, link, image };
    },

    async unknown(id) {
      if (!(await alertById(pool, id))) return null;
      const [total, named] = await Promise.all([results.undecided(id), results.unknown(id, MOST_NAMED)]);
      return { total, named };
    },
  };

  function faultsIn(words: AlertWords, article: KnownArticle | undefined): Unsupported[] {
    return article?.clean ? faultsOf(words, article.clean, config.summary.budget) : [];
  }

  async function actsOf(id: number): Promise<OnDesk["acts"]> {
    const acts = await results.acts(id);
    return Promise.all(acts.map(async (act) => ({ act, counts: await results.progress(id, act) })));
  }

  /** Deliveries that an editor left as they are stay `unknown`, so the count of unknown ones is only an upper bound. */
  async function undecidedOf(id: number, acts: OnDesk["acts"]): Promise<number> {
    return acts.some(({ counts }) => counts.unknown > 0) ? results.undecided(id) : 0;
  }
}

import { accept, type Accepted, type ArticleDoor } from "./articles/accept.ts";
import type { CleanArticle, IncomingArticle } from "./articles/article.ts";
import { addressKey } from "./articles/address.ts";
import { contentKey } from "./articles/content-key.ts";
import { type ArticleText, readArticle } from "./articles/read.ts";
import { type Topic, topicsOf } from "./articles/topic.ts";
import type { AlertContent } from "./alerts/alert.ts";
import { readBreakingMark } from "./alerts/breaking.ts";
import { draft } from "./alerts/draft.ts";
import type { Source } from "./intake/source.ts";
import { summarise } from "./summaries/summarise.ts";
import type { Summary } from "./summaries/summary.ts";

/**
 * An article's way through the service. An arrow is a call; a double arrow, a wait (a queue, or a person).
 *
 *   intake → accept ⇒ clean → summarise → draft ⇒ (an editor, or the source's policy) → fan out ⇒ deliver
 *
 * Every wait survives a kill -9, because what waits is a row:
 *
 *   accept ⇒          articles.state = 'accepted'     the queue "articles" reminds of it
 *   draft ⇒           alerts.state = 'draft'          an editor is told; /antrean lists it
 *   fan out ⇒         deliveries.state = 'waiting'    the queues "deliveries-…" remind of them
 *
 * A step may run twice for the same row (a worker died, a reminder came twice). It ends in one transaction that looks at
 * the row's state first, so the second run changes nothing.
 */
export interface Pipeline {
  /** Takes an article in. When this resolves it is on disk. */
  accept(incoming: IncomingArticle, options: { quiet: boolean }): Promise<Accepted>;
  /** clean → summarise → draft (→ approve), for an article that waits. Throws what a later try may mend. */
  read(articleId: number, signal: AbortSignal): Promise<void>;
}

export interface PipelineParts {
  door: ArticleDoor;
  articles: {
    toDo(id: number): Promise<{ id: number; quiet: boolean; incoming: IncomingArticle } | undefined>;
    /** One transaction: the article as read, its index and, unless it stays quiet, its draft and its approval. */
    complete(id: number, read: ReadResult, alert: NewAlert | null): Promise<Completed>;
  };
  /** The page at an address; `refused` when it is surely not to be had (404, robots), else it throws. */
  fetchPage(url: string, signal: AbortSignal): Promise<{ html: string; url: string } | "refused">;
  /** Reminds the queues; never rejects: the sweep finds what was not reminded of. */
  remind: { article(id: number): Promise<void>; deliveries(alertId: number): Promise<void> };
  /** Tells editors that a draft waits for them. Never rejects. */
  draftWaits(alertId: number, content: AlertContent, createdBy: string): Promise<void>;
  events: {
    articleAccepted(source: string, id: number): void;
    articleRepeated(source: string, of: number): void;
    articleRead(source: string, id: number, outcome: string): void;
    alertDrafted(id: number, article: number | null): void;
    alertApproved(id: number, by: string, chats: number): void;
  };
  settings: {
    sources: readonly Source[];
    topics: readonly Topic[];
    summary: { budget: number };
    breaking: { titles: readonly string[] };
    intake: { alertWithinHours: number };
  };
  now(): Date;
}

export interface ReadResult {
  clean: CleanArticle;
  summary: Summary;
  topics: readonly string[];
  keys: readonly string[];
}

export interface NewAlert {
  content: AlertContent;
  createdBy: string;
  /** The source's policy allows it to go out without an editor, and nothing speaks against it. */
  approved: boolean;
}

export type Completed =
  | { kind: "quiet" | "repeat" | "done before" }
  | { kind: "drafted"; alertId: number }
  | { kind: "approved"; alertId: number; chats: number };

export function createPipeline(parts: PipelineParts): Pipeline {
  return {
    async accept(incoming, { quiet }) {
      const options = { quiet, alertWithinHours: parts.settings.intake.alertWithinHours };
      const accepted = await accept(parts.door, incoming, options, parts.now());
      if (accepted.kind === "repeat") {
        parts.events.articleRepeated(incoming.source, accepted.of);
      } else {
        parts.events.articleAccepted(incoming.source, accepted.id);
        await parts.remind.article(accepted.id);
      }
      return accepted;
    },

    async read(articleId, signal) {
      const toDo = await parts.articles.toDo(articleId);
      if (!toDo) return;
      const { incoming } = toDo;
      const clean = readArticle(await fullText(parts, incoming, signal));
      const { result, alert } = judge(clean, incoming, parts.settings);
      const completed = await parts.articles.complete(articleId, result, toDo.quiet ? null : alert);
      parts.events.articleRead(incoming.source, articleId, completed.kind);
      if (completed.kind === "drafted") {
        parts.events.alertDrafted(completed.alertId, articleId);
        await parts.draftWaits(completed.alertId, alert.content, alert.createdBy);
      }
      if (completed.kind === "approved") {
        parts.events.alertApproved(completed.alertId, alert.createdBy, completed.chats);
        await parts.remind.deliveries(completed.alertId);
      }
    },
  };
}

/** What is said of an article, and whether it may be said without an editor. Pure. */
export function judge(
  clean: CleanArticle,
  incoming: IncomingArticle,
  settings: PipelineParts["settings"],
): { result: ReadResult; alert: NewAlert } {
  const source = settings.sources.find(({ id }) => id === incoming.source);
  const mark = readBreakingMark(clean.title ?? "", settings.breaking.titles);
  const article = mark.breaking ? { ...clean, title: mark.title } : clean;
  const topics = topicsOf(article, incoming.sections, source?.topics ?? [], settings.topics);
  const summary = summarise(article, { budget: settings.summary.budget });
  const text = contentKey(article);
  return {
    result: {
      clean: article,
      summary,
      topics,
      keys: [...(article.link ? [`url:${addressKey(article.link)}`] : []), ...(text ? [`text:${text}`] : [])],
    },
    alert: {
      content: draft(article, summary, {
        outlet: source?.name ?? null,
        topics,
        breaking: mark.breaking || (source?.breaking ?? false),
        callToAction: source?.callToAction ?? null,
      }),
      createdBy: `sumber:${incoming.source}`,
      // A title alone is no alert that a newsroom would send unseen.
      approved: source?.policy === "auto" && summary.text !== "",
    },
  };
}

/** The article's own page where the feed gave only a teaser; the teaser where the page is surely not to be had. */
async function fullText(
  parts: PipelineParts,
  incoming: IncomingArticle,
  signal: AbortSignal,
): Promise<ArticleText> {
  const given: ArticleText = {
    ...incoming.body,
    title: incoming.title,
    url: incoming.url,
    image: incoming.image,
    publishedAt: incoming.publishedAt,
  };
  if (!incoming.teaser || !incoming.url) return given;
  const page = await parts.fetchPage(incoming.url, signal);
  if (page === "refused") return given;
  return { ...given, form: "html", content: page.html, url: page.url };
}

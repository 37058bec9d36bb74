import type { CleanArticle, IncomingArticle } from "../articles/article.ts";
import { contentKey } from "../articles/content-key.ts";
import { summarise } from "../summaries/summarise.ts";
import type { Summary } from "../summaries/summary.ts";
import type { Alert } from "./alert.ts";
import { type SourceChange, sourceChange } from "./source-change.ts";

/**
 * What follows when a source changes an article that we have read: its new text is read, kept beside the old one, and where
 * an alert was made of it and it matters, the editors are told, with the correction ready to be sent.
 *
 *   accepted ──read──▶ news ──told──▶ read      it matters to an alert
 *      ├─────────────▶ read                     it does not
 *      ├─────────────▶ same                     only the markup changed
 *      ├─told────────▶ gone                     the page is no longer there
 *      └─────────────▶ failed                   what came is not the article: an error page, a paywall, the front page
 *
 * Telling comes before the last step is written down: a kill in between tells twice, never not at all.
 */
export interface RereadingParts {
  versions: {
    /** The newest version that waits, or undefined. */
    toDo(articleId: number): Promise<Version | undefined>;
    /** Keeps the earlier text as a version and makes this one the article's own, with its index, in one transaction. */
    replace(version: Version, clean: CleanArticle, summary: Summary, next: "news" | "read"): Promise<void>;
    settle(versionId: number, state: "read" | "same" | "gone" | "failed"): Promise<void>;
  };
  /** The article as it came, or its page where the source gives only a teaser. */
  read(
    incoming: IncomingArticle,
    signal: AbortSignal,
  ): Promise<CleanArticle | "gone" | "refused" | "another page">;
  alertOf(articleId: number): Promise<Alert | undefined>;
  /** Tells every editor. Never rejects. */
  tell: {
    changed(alert: Alert, change: SourceChange): Promise<void>;
    gone(alert: Alert): Promise<void>;
  };
  budget: number;
}

export interface Version {
  id: number;
  articleId: number;
  state: "accepted" | "news";
  incoming: IncomingArticle;
  /** The article as it is read now, and before this version replaced it. */
  before: CleanArticle;
}

/** Reads the newest version that waits of an article; does nothing where none does. Throws what a later try may mend. */
export async function reread(parts: RereadingParts, articleId: number, signal: AbortSignal): Promise<void> {
  const version = await parts.versions.toDo(articleId);
  if (!version) return;
  const alert = await aliveAlert(parts, articleId);
  const clean = await parts.read(version.incoming, signal);
  if (clean === "gone") {
    if (alert) await parts.tell.gone(alert);
    await parts.versions.settle(version.id, "gone");
    return;
  }
  if (typeof clean === "string" || isFragment(clean, version.before)) {
    await parts.versions.settle(version.id, "failed");
    return;
  }
  if (isSameText(version.before, clean)) {
    await parts.versions.settle(version.id, "same");
    return;
  }
  const summary = summarise(clean, { budget: parts.budget });
  const change = alert ? sourceChange(alert.content, version.before, clean, summary, parts.budget) : null;
  if (version.state === "accepted")
    await parts.versions.replace(version, clean, summary, change ? "news" : "read");
  if (!alert || !change) return;
  await parts.tell.changed(alert, change);
  await parts.versions.settle(version.id, "read");
}

/** A rejected alert was never said. */
async function aliveAlert(parts: RereadingParts, articleId: number): Promise<Alert | undefined> {
  const alert = await parts.alertOf(articleId);
  return alert?.state === "rejected" ? undefined : alert;
}

function isSameText(a: CleanArticle, b: CleanArticle): boolean {
  const key = contentKey(a);
  return a.title === b.title && key !== null && key === contentKey(b);
}

/** Less than a third of what was there is no correction: articles are corrected, not cut down to a sentence. */
function isFragment(now: CleanArticle, before: CleanArticle): boolean {
  return 3 * now.paragraphs.join(" ").length < before.paragraphs.join(" ").length;
}

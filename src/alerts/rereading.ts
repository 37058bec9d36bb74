import type { CleanArticle, IncomingArticle } from "../articles/article.ts";
import { contentKey } from "../articles/content-key.ts";
import { contradicts } from "../articles/news-turns.ts";
import { titleTrace } from "../articles/similarity.ts";
import { changesBetween, replacesFacts } from "../articles/story-changes.ts";
import { summarise } from "../summaries/summarise.ts";
import type { Summary } from "../summaries/summary.ts";
import { MINUTE_MS } from "../time.ts";
import type { Alert } from "./alert.ts";
import { isOvertaken, type SourceChange, sourceChange } from "./source-change.ts";

/**
 * What follows when a source changes an article that we have read: its new text is read, kept beside the old one, and where
 * an alert was made of it and it matters, the editors are told, with the correction ready to be sent.
 *
 *   accepted ──read──▶ news ──told──▶ read      it matters to an alert, or to an article that was left unsaid
 *      │                └─────────────▶ read     … and no longer, by the time editors would be told
 *      ├─────────────▶ read                     it does not
 *      ├─────────────▶ same                     only the markup changed
 *      ├─told────────▶ gone                     the page is no longer there
 *      └─────────────▶ failed                   what came is not the article: an error page, a paywall, the front page; editors are told once,
 *                                               and again where its source's title contradicts the one before
 *
 * Editors are told what is otherwise than in the text they know: at once where the alert says what is no longer so, or was approved and is
 * overtaken before it is out; else at most every half hour, for all that changed meanwhile (an article that is written on all day). Until then it
 * stays news, which the sweep brings again.
 * They are told in the transaction that writes the last step down: once, whichever of two workers it is, and whenever one is killed.
 */
export interface RereadingParts {
  versions: {
    /** The newest version that waits, or undefined. */
    toDo(articleId: number): Promise<Version | undefined>;
    /**
     * Keeps the earlier text as a version and makes this one the article's own, with its index, in one transaction. False where a newer
     * version has taken its place.
     */
    replace(version: Version, clean: CleanArticle, summary: Summary, next: "news" | "read"): Promise<boolean>;
    /** Tells editors of a version that is news, unless another worker has. */
    told(versionId: number, telling: Telling): Promise<void>;
    /** `telling`: that the article does not stand there any more. Not where another worker has settled it. */
    settle(versionId: number, state: "read" | "same" | "gone" | "failed", telling?: Telling): Promise<void>;
  };
  /** The article as it came, or its page where the source gives only a teaser. */
  read(
    version: Pick<Version, "incoming" | "titled">,
    attempt: Attempt,
  ): Promise<CleanArticle | "gone" | "refused" | "another page">;
  /** What its source itself gave of it. */
  given(incoming: IncomingArticle): CleanArticle;
  /**
   * Judges an article anew by this text of it, which was left unsaid since its story had been told: an editor gets the draft, or it stays unsaid.
   * The version is read then.
   */
  reconsider(version: Version, clean: CleanArticle): Promise<void>;
  leftOut: LeftOut;
  /** The page at an address; "gone" where the site says that it is no longer there. Throws where it cannot be had now. */
  pageAt(url: string, signal: AbortSignal): Promise<object | "gone" | "refused">;
  alertOf(articleId: number): Promise<Alert | undefined>;
  budget: number;
  now(): Date;
}

/** What every editor is told with a step of an article's way, and when. Where that cannot be written down, the step is not taken. */
export interface Telling {
  alertId: number;
  news: SourceNews;
  at: Date;
}

/** Articles that their feed lists no longer, though it lists older ones. */
export interface LeftOut {
  /** The address of such an article's page where it is still to be looked at. */
  toDo(articleId: number): Promise<string | undefined>;
  /** `gone`: it is gone, and editors are told so. Nothing where another worker has looked, or its feed lists it again. */
  looked(articleId: number, gone?: Telling): Promise<void>;
}

/**
 * What changed; or its page is not there any more, or another one by now, which may mean anything; or its source's title contradicts the one before,
 * and its page cannot be read.
 */
export type SourceNews = SourceChange | "gone" | "another page" | { retitled: string };

interface Attempt {
  signal: AbortSignal;
  last: boolean;
}

export interface Version {
  id: number;
  articleId: number;
  state: "accepted" | "news";
  incoming: IncomingArticle;
  /** The article's present text; for a version that is news, the version's own. */
  now: CleanArticle;
  /** The text that editors know. */
  known: CleanArticle;
  /** An editor has acted on the alert since this version came. */
  seen: boolean;
  /** When they were last told of a change of this article. */
  toldAt: Date | null;
  /** They were told that its page cannot be read any more, or is another one. */
  missed: boolean;
  /** Nobody was told of it, since its story had been told. */
  unsaid: boolean;
  /** Further sources of its site that speak for it. */
  alsoFrom: readonly string[];
  /** The title that its source gave with its last text that was read, or with which editors were told that it contradicts that. */
  titled: string | null;
}

const GATHERED_MS = 30 * MINUTE_MS;

/** Reads the newest waiting version of an article, if there is one. Throws errors that a later try may not meet. */
export async function reread(parts: RereadingParts, articleId: number, attempt: Attempt): Promise<void> {
  const version = await parts.versions.toDo(articleId);
  if (!version) return lookForLeftOut(parts, articleId, attempt);
  const clean = version.state === "news" ? version.now : await newText(parts, version, attempt);
  const alert = await standingAlert(parts, articleId); // as it is after the page was opened, which may take long
  if (clean === "gone") {
    await parts.versions.settle(version.id, "gone", telling(parts, alert, clean));
    return;
  }
  if (typeof clean === "string" || isFragment(clean, version.now)) {
    const news = newsWithoutText(version, clean === "refused");
    await parts.versions.settle(version.id, "failed", telling(parts, alert, news));
    return;
  }
  if (version.state === "accepted" && isSameText(version.now, clean)) {
    await parts.versions.settle(version.id, "same");
    return;
  }
  await takeOver(parts, version, clean, alert);
}

/** Asks for the page of an article that its feed lists no longer: where it is gone, too, its source took it back without a word. */
async function lookForLeftOut(
  parts: RereadingParts,
  articleId: number,
  { signal, last }: Attempt,
): Promise<void> {
  const url = await parts.leftOut.toDo(articleId);
  if (url === undefined) return;
  const page = await parts.pageAt(url, signal).catch((error: unknown) => {
    if (last && !signal.aborted) return null; // nobody knows
    throw error;
  });
  const alert = page === "gone" ? await standingAlert(parts, articleId) : undefined;
  await parts.leftOut.looked(articleId, telling(parts, alert, "gone"));
}

/** Undefined where there is nobody's alert, or no news. */
function telling(
  { now }: RereadingParts,
  alert: Alert | undefined,
  news: SourceNews | null,
): Telling | undefined {
  return alert && news !== null ? { alertId: alert.id, news, at: now() } : undefined;
}

/** Of an article whose page never could be read, what its source gives is its text. */
async function newText(
  parts: RereadingParts,
  version: Version,
  attempt: Attempt,
): ReturnType<RereadingParts["read"]> {
  const read = await parts.read(version, attempt);
  const isUnread = read === "refused" || read === "another page";
  return isUnread && !stoodThere(version) ? parts.given(version.incoming) : read;
}

/** What a version without a text of its own tells editors; null: nothing. Its title is the source's word, whatever became of its page. */
function newsWithoutText(version: Version, refused: boolean): SourceNews | null {
  const { title } = version.incoming;
  if (title !== null && contradicts(titleTrace(version.titled), titleTrace(title)))
    return { retitled: title };
  return !refused && !version.missed ? "another page" : null;
}

async function takeOver(
  parts: RereadingParts,
  version: Version,
  clean: CleanArticle,
  alert: Alert | undefined,
): Promise<void> {
  const summary = summarise(clean, { budget: parts.budget });
  const change = alert ? changeToTell(alert, version, clean, summary, parts.budget) : null;
  const isOther = version.unsaid && replacesFacts(changesBetween(version.known, clean));
  const next = change || isOther ? "news" : "read";
  if (version.state === "accepted") {
    if (!(await parts.versions.replace(version, clean, summary, next))) return;
  } else if (next === "read") await parts.versions.settle(version.id, "read");
  if (isOther) return parts.reconsider(version, clean);
  const at = parts.now();
  if (!alert || !change || (!isUrgent(alert, change) && wasTold(version, at))) return;
  await parts.versions.told(version.id, { alertId: alert.id, news: change, at });
}

/**
 * An editor who acted on the alert has seen the text, and is told only of changes that concern what the alert says. What overtakes the alert and
 * is read only now, nobody has seen.
 */
function changeToTell(
  { content }: Alert,
  { known, seen, state }: Version,
  clean: CleanArticle,
  summary: Summary,
  budget: number,
): SourceChange | null {
  const change = sourceChange(content, known, clean, summary, budget);
  if (!change || !seen || change.unsupported.length > 0) return change;
  return state === "accepted" && isOvertaken(change) ? change : null;
}

/** Also where what an editor approved with its eyes open, a figure that its article does not have, is overtaken by another figure. */
function isUrgent({ state, firstApproval }: Alert, change: SourceChange): boolean {
  const isApproved = state === "scheduled" || (state === "draft" && firstApproval !== null);
  return change.unsupported.length > 0 || (isApproved && isOvertaken(change));
}

function wasTold({ toldAt }: Version, at: Date): boolean {
  return toldAt !== null && at.getTime() - toldAt.getTime() < GATHERED_MS;
}

async function standingAlert(parts: RereadingParts, articleId: number): Promise<Alert | undefined> {
  const alert = await parts.alertOf(articleId);
  return alert && isStanding(alert) ? alert : undefined;
}

/** Whether readers have it or may still get it: not once it is rejected or recalled. */
export function isStanding({ state }: Pick<Alert, "state">): boolean {
  return state !== "rejected" && state !== "recalled";
}

function isSameText(a: CleanArticle, b: CleanArticle): boolean {
  const key = contentKey(a);
  return a.title === b.title && key !== null && key === contentKey(b);
}

/** What was read has more text than its teaser. Of an article that never could be read, its draft says so. */
function stoodThere({ incoming, now }: Version): boolean {
  const given = incoming.body.content.replaceAll(/<[^<>]*>/g, "");
  return !incoming.teaser || 2 * now.paragraphs.join(" ").length > 3 * given.length;
}

/** Less than a third of the former text is no corrected article, but a fragment of the page. */
function isFragment(now: CleanArticle, before: CleanArticle): boolean {
  return 3 * now.paragraphs.join(" ").length < before.paragraphs.join(" ").length;
}

import type { CleanArticle } from "../articles/article.ts";
import { type Change, changesBetween, replacesFacts } from "../articles/story-changes.ts";
import { check, type Fault } from "../summaries/check.ts";
import { splitSentences } from "../summaries/sentences.ts";
import type { Summary } from "../summaries/summary.ts";
import type { AlertContent } from "./alert.ts";
import { draft } from "./draft.ts";

/** What an article's new text means for the alert that was made of the old one. */
export interface SourceChange {
  /** Figures first, then names, then other words. */
  changes: Change[];
  /** What the alert says and the new text does not support, in sentences for an editor. */
  unsupported: string[];
  /** The alert as it would be made of the new text: the correction to send. */
  correction: AlertContent;
}

/**
 * Compares; null where an editor need not know: words that the alert does not use were changed, or text was added. A figure or
 * name that became another one counts wherever it stands, what turns the news where it stands in title or lead, and so does every
 * change in the sentences that the alert took over.
 */
export function sourceChange(
  alert: AlertContent,
  before: CleanArticle,
  after: CleanArticle,
  summary: Summary,
  budget: number,
): SourceChange | null {
  const changes = changesBetween(before, after);
  const said = saidBy(alert);
  const unsupported = newFaults(said, before, after, budget);
  const matters =
    unsupported.length > 0 ||
    replacesFacts(changes) ||
    wordsOf(said).some((words) => stands(words, before) && !stands(words, after));
  if (!matters) return null;
  return {
    changes,
    unsupported: unsupported.map(({ why }) => why),
    correction: draft(after, summary, {
      outlet: alert.outlet,
      topics: alert.topics,
      regions: alert.regions,
      breaking: alert.breaking,
      callToAction: alert.callToAction,
    }),
  };
}

/** Whether an article supports everything of an alert that another one supports. */
export function bearsOutLike(
  other: CleanArticle,
  article: CleanArticle,
  alert: AlertContent,
  budget: number,
): boolean {
  return newFaults(saidBy(alert), other, article, budget).length === 0;
}

/** Whether the alert must not go out as it is: it says what is no longer so, or the news has turned. */
export function isOvertaken({ unsupported, changes }: SourceChange): boolean {
  return unsupported.length > 0 || changes.some(({ turns }) => turns === true);
}

function saidBy({ headline, summary, flash }: AlertContent): Summary {
  return { headline, text: summary, flash };
}

function newFaults(said: Summary, before: CleanArticle, after: CleanArticle, budget: number): Fault[] {
  const known = new Set(check(said, before, { budget }).map(keyOf));
  return check(said, after, { budget }).filter((fault) => !known.has(keyOf(fault)));
}

function keyOf({ kind, found }: Fault): string {
  return `${kind} ${found}`;
}

/** Every sentence the alert took from the article, and its headline. */
function wordsOf({ headline, text }: Summary): string[] {
  return [headline, ...splitSentences(text)].map(plain).filter((words) => words !== "");
}

function stands(words: string, { title, paragraphs }: CleanArticle): boolean {
  return ` ${plain([title ?? "", ...paragraphs].join(" "))} `.includes(` ${words} `);
}

function plain(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

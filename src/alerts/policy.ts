import { contradicts, saysTurns } from "../articles/news-turns.ts";
import { titleTrace } from "../articles/similarity.ts";
import type { Kinship } from "../articles/story.ts";
import { HOUR_MS } from "../time.ts";
import type { AlertState } from "./alert.ts";

/** What more of the same news becomes: nothing, an edit of the message that readers have, or an alert of its own. */
export type Choice = "silent" | "edit" | "new";

/** The setting `stories` of the configuration. */
export interface StoryPolicy {
  /**
   * An article of a source that has told the story already. `new` by default: an outlet that writes about its own story again
   * has something to add; such pairs differ more than they look (bench/stories).
   */
  sameSource: Choice;
  /** The same news from another source. `silent` by default: readers have it. */
  otherSource: Choice;
  /** How long a story counts as told. */
  withinHours: number;
}

/** From when on an earlier alert counts as having told the story. */
export function toldSince({ withinHours }: StoryPolicy, now: Date): Date {
  return new Date(now.getTime() - withinHours * HOUR_MS);
}

/** An earlier alert of the same story. */
export interface Told {
  alertId: number;
  headline: string;
  source: string;
  state: AlertState;
  breaking: boolean;
  kinship: Kinship;
  /** Its article has the same text but for a figure or a name. */
  factsChanged: boolean;
  /** Its article came in after the one at hand. */
  cameLater: boolean;
  /** When it was decided; a draft: made. */
  at: Date;
}

/** The article that is being judged, as its alert would be. */
export interface Candidate {
  headline: string;
  source: string;
  breaking: boolean;
  /** It would go out without an editor. */
  approved: boolean;
}

export type Decision =
  /** `waits`: why it must wait for an editor, whatever the source's policy says. */
  | { kind: "speak"; waits?: string }
  /** Alert `alertId`, which readers have or are getting, says this from now on. */
  | { kind: "edit"; alertId: number }
  | { kind: "silent"; alertId: number; why: string };

/**
 * Decides whether a story is told again. In doubt it is: a second message costs less than a missed one. An alert counts as told when it was
 * sent, is being sent or was stopped; a draft counts only where this one would be no more than a draft.
 *
 * - The same text is never said twice.
 * - A figure or name that changed in it is news, whoever has it, unless a headline has told of the change since. So is another side of a story.
 * - But where its own source has come to the other figure since, the earlier text (read late) is for an editor to decide.
 * - Breaking news passes, unless the same news was told as breaking already.
 * - The same news from another source, or from the same, is said as the policy has it. What changes an alert must be fit to go out
 *   without an editor, and the alert must be out; else it is a matter for an editor, as an alert of its own.
 * - What an editor has taken back is not said again without one, whoever says it.
 */
export function speakOrNot(article: Candidate, told: readonly Told[], policy: StoryPolicy): Decision {
  const said = told.filter(({ state }) => state !== "rejected" && !(state === "draft" && article.approved));
  const decision = decide(article, said, policy);
  const saying = said.filter((one) => saysThis(one, article));
  const takenBack = saying.find(
    (one) => one.state === "recalled" && !saying.some((by) => isOut(by) && by.at > one.at),
  );
  if (!takenBack || decision.kind === "silent") return decision;
  const waits = decision.kind === "speak" ? decision.waits : undefined;
  return { kind: "speak", waits: waits ?? asItIs(takenBack) };
}

function decide(article: Candidate, said: readonly Told[], policy: StoryPolicy): Decision {
  const same = said.find(({ kinship, factsChanged }) => kinship === "same text" && !factsChanged);
  if (same) return silent(article, same);
  const since = said.find((one) => one.factsChanged && one.cameLater && one.source === article.source);
  if (since) return { kind: "speak", waits: overtaken(since) };
  const changed = said.find(({ factsChanged }) => factsChanged);
  if (changed && choiceOf(article, changed, policy) === "edit") return edit(article, changed);
  const isNews = said.some((one) => one.factsChanged && !said.some((by) => isToldSince(article, one, by)));
  if (isNews) return { kind: "speak" };
  const covered = said.filter((one) => isCovered(article, one));
  const enough = covered.find((one) => choiceOf(article, one, policy) === "silent");
  if (enough) return silent(article, enough);
  const older = covered.find((one) => choiceOf(article, one, policy) === "edit");
  return older ? edit(article, older) : { kind: "speak" };
}

/** Its article may have gone on to other figures since: then what its headline counts is what it said. */
function saysThis({ kinship, factsChanged, headline }: Told, article: Candidate): boolean {
  const [its, ours] = [titleTrace(headline), titleTrace(article.headline)];
  if (contradicts(its, ours)) return false;
  if (kinship !== "same story" && !factsChanged) return true;
  return Object.entries(its.figures).some(([what, n]) => ours.figures[what] === n);
}

function isOut({ state }: Told): boolean {
  return state === "sending" || state === "sent";
}

function overtaken({ alertId }: Told): string {
  return `Sumber ini kemudian menulis angka atau nama lain (siaran ${alertId}); artikel ini lebih lama.`;
}

function isCovered(article: Candidate, told: Told): boolean {
  return told.kinship === "same news" && (told.breaking || !article.breaking);
}

/** Whether the alert `by`, which is later than that of the earlier text, has told the change in the article's headline. */
function isToldSince(article: Candidate, earlier: Told, by: Told): boolean {
  return (
    isCovered(article, by) &&
    by.at >= earlier.at &&
    saysTurns(titleTrace(by.headline), titleTrace(earlier.headline), titleTrace(article.headline))
  );
}

function choiceOf(article: Candidate, told: Told, policy: StoryPolicy): Choice {
  return told.source === article.source ? policy.sameSource : policy.otherSource;
}

function edit(article: Candidate, told: Told): Decision {
  const { alertId, state } = told;
  if (state === "sending" || state === "sent")
    return article.approved ? { kind: "edit", alertId } : { kind: "speak" };
  return { kind: "speak", waits: asItIs(told) };
}

function asItIs({ alertId, state }: Told): string {
  return `Peristiwa yang sama ada dalam siaran ${alertId}, yang ${UNCHANGED[state] ?? "masih draf"}.`;
}

/** States that the policy `edit` leaves to an editor, and why. */
const UNCHANGED: Partial<Record<AlertState, string>> = {
  scheduled: "dijadwalkan",
  paused: "ditahan",
  stopped: "dihentikan",
  recalled: "ditarik",
};

function silent(article: Candidate, told: Told): Decision {
  return { kind: "silent", alertId: told.alertId, why: whyOf(article, told) };
}

function whyOf(article: Candidate, { alertId, headline, source, kinship }: Told): string {
  const what = kinship === "same text" ? "Teksnya hampir sama dengan" : "Peristiwanya sudah ada dalam";
  return `${what} siaran ${alertId} dari ${source === article.source ? "sumber yang sama" : "sumber lain"}: “${headline}”.`;
}

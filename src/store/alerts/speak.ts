import type pg from "pg";
import { z } from "zod";
import type { NewAlert } from "../../alerts/draft.ts";
import { speakOrNot, type StoryPolicy, type Told, toldSince } from "../../alerts/policy.ts";
import { isBeginningOf } from "../../articles/announced.ts";
import { type CleanArticle, PASTE } from "../../articles/article.ts";
import { traceOf } from "../../articles/similarity.ts";
import { type Kinship, kinship } from "../../articles/story.ts";
import { keepSilent, textOf, toldIn, type ToldKin } from "../articles/stories.ts";
import { record } from "../audit.ts";
import { row } from "../database.ts";
import { isWithdrawn, WITHDRAWN } from "../publishers/articles.ts";
import { type FanOut, insertDraft, redraft } from "./alerts.ts";
import { giveNewReason, giveReasons } from "./reasons.ts";
import { sendIn } from "./send.ts";
import { correctIn } from "./sent-acts.ts";
import { owesNotice } from "./untold.ts";

/** An article as it was just read, and the alert that it would become. */
export interface Proposal {
  articleId: number;
  clean: CleanArticle;
  alert: NewAlert;
  /** The articles whose text this one repeats with another figure or name. */
  changed: ReadonlySet<number>;
}

/** What became of it. `approved`: also of an alert that was changed by it. */
export type Spoken =
  | { kind: "quiet" | "silent" }
  | { kind: "drafted"; alertId: number }
  | { kind: "approved"; alertId: number; chats: number };

/** Decides whether an article becomes an alert, and writes that, in the transaction that completes the article. */
export async function speak(
  tx: pg.PoolClient,
  proposal: Proposal,
  { at, policy, fanOut }: { at: Date; policy: StoryPolicy; fanOut: FanOut },
): Promise<Spoken> {
  const { articleId, alert } = proposal;
  if (await isWithdrawn(tx, articleId)) return silence(tx, articleId, WITHDRAWN);
  const told = await toldOf(tx, proposal, toldSince(policy, at));
  const { content, source, approved } = alert;
  const decision =
    source === PASTE
      ? { kind: "speak" as const }
      : speakOrNot({ ...content, source, approved }, told, policy);
  if (decision.kind === "silent") {
    const { alertId, why } = decision;
    const subject = `article:${articleId}`;
    await record(tx, { at, who: alert.createdBy, act: "silent", subject, details: { alert: alertId, why } });
    return silence(tx, articleId, why);
  }
  if (decision.kind === "edit") {
    const updated = await update(tx, decision.alertId, proposal, at);
    if (updated) return updated;
  }
  const draft = await draftOf(tx, proposal, at);
  if (!draft) return { kind: "quiet" };
  const waits = decision.kind === "speak" && decision.waits !== undefined ? [decision.waits] : [];
  await giveReasons(tx, draft.id, [...alert.reasons, ...waits]);
  if (!approved || waits.length > 0) {
    if (!draft.changed) return { kind: "quiet" };
    if (source !== PASTE) await owesNotice(tx, draft.id); // its editor has it on the screen
    return { kind: "drafted", alertId: draft.id };
  }
  const chats = await send(tx, draft.id, alert, at, fanOut);
  await holdUpDrafts(tx, told, draft.id);
  return { kind: "approved", alertId: draft.id, chats };
}

const Unsaid = z.object({ why: z.string() });

/**
 * The same for an article that was left unsaid since its story had been told, and whose source has come to another figure or name by a version
 * of it: what may be said by now waits for an editor. Then the version is read. Undefined where it is unsaid no more, or was judged already.
 */
export async function speakAfterAll(
  tx: pg.PoolClient,
  versionId: number,
  { alert, ...proposal }: Proposal,
  { at, ...by }: { at: Date; policy: StoryPolicy; fanOut: FanOut },
): Promise<Spoken | undefined> {
  const unsaid = await row(
    tx,
    Unsaid,
    `select silent_why as why from articles a
      where id = $1 and silent_why is not null
        and exists (select from article_versions where id = $2 and state = 'news') for no key update`,
    [proposal.articleId, versionId],
  );
  if (!unsaid) return undefined;
  await tx.query("update articles set silent_why = null where id = $1", [proposal.articleId]);
  const reasons = [...alert.reasons, `${unsaid.why} ${CHANGED_SINCE}`];
  const spoken = await speak(
    tx,
    { ...proposal, alert: { ...alert, reasons, approved: false } },
    { at, ...by },
  );
  await tx.query("update article_versions set state = 'read', told_at = $2 where id = $1", [versionId, at]);
  return spoken;
}

const CHANGED_SINCE = "Sesudah itu sumber ini mengubah angka, nama, atau keadaan di artikelnya.";

async function silence(tx: pg.PoolClient, articleId: number, why: string): Promise<Spoken> {
  await keepSilent(tx, articleId, why);
  return { kind: "silent" };
}

/** Makes an alert that readers have, or are getting, say what this article says; undefined where it can be changed no more. */
async function update(
  tx: pg.PoolClient,
  alertId: number,
  { articleId, alert }: Proposal,
  at: Date,
): Promise<Spoken | undefined> {
  const { headline, summary, flash, link, image, callToAction } = alert.content;
  const change = { headline, summary, flash, link, image, callToAction };
  const done = await correctIn(tx, alertId, change, { editor: alert.createdBy, at }, true);
  if (done.kind !== "correcting") return undefined;
  await tx.query("update alerts set words_of = $2 where id = $1", [alertId, articleId]);
  await keepSilent(tx, articleId, `Dipakai untuk memperbarui siaran ${alertId}.`);
  return { kind: "approved", alertId, chats: done.chats };
}

/** The draft of an article, or undefined where an editor has acted on the one that it has. `changed`: editors have not seen it so. */
async function draftOf(
  tx: pg.PoolClient,
  { articleId, alert }: Proposal,
  at: Date,
): Promise<{ id: number; changed: boolean } | undefined> {
  const id = await insertDraft(tx, { articleId, ...alert }, at);
  return id === undefined ? redraft(tx, { articleId, ...alert }, at) : { id, changed: true };
}

async function send(
  tx: pg.PoolClient,
  id: number,
  { content, createdBy: by }: NewAlert,
  at: Date,
  fanOut: FanOut,
): Promise<number> {
  const chats = await sendIn(tx, { id, content }, { by, at }, fanOut);
  await record(tx, { at, who: by, act: "approve", subject: `alert:${id}`, details: { chats } });
  return chats;
}

/** Whoever decides on a draft of the same news has to know that it is out. */
async function holdUpDrafts(tx: pg.PoolClient, told: readonly Told[], sent: number): Promise<void> {
  const why = `Peristiwa yang sama sudah disiarkan dari sumber lain (siaran ${sent}).`;
  for (const { alertId } of told.filter((one) => one.state === "draft" && one.kinship !== "same story"))
    await giveNewReason(tx, alertId, why);
}

async function toldOf(tx: pg.PoolClient, proposal: Proposal, since: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const one of await toldIn(tx, proposal.articleId, since))
    told.push({
      ...one,
      kinship: await kinshipNow(tx, one, proposal), // one after the other: a connection takes one statement at a time
      factsChanged: proposal.changed.has(one.articleId),
      cameLater: one.articleId > proposal.articleId,
    });
  return told;
}

/**
 * How an alert belongs to this article by what has become of it. One whose article contradicts this one may have been corrected to the same
 * facts: then it is the same news. One that was told from this source's teaser, since its page did not open, has the same text as the whole.
 */
async function kinshipNow(tx: pg.PoolClient, told: ToldKin, { clean, alert }: Proposal): Promise<Kinship> {
  if (told.kinship === "same text" || told.state === "draft") return told.kinship;
  const text = await textOf(tx, told.articleId);
  if (!text) return told.kinship;
  if (told.source === alert.source && isBeginningOf(text, clean)) return "same text";
  if (!told.corrected || told.kinship !== "same story") return told.kinship;
  const is = kinship(traceOf({ ...text, title: told.headline }), traceOf(clean));
  return is === "same news" ? is : told.kinship;
}

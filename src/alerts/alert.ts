import { z } from "zod";
import { CallToAction } from "../articles/article.ts";

/** What an alert says. Frozen at approval: a reader gets exactly what the editor saw. */
export const AlertContent = z.object({
  headline: z.string(),
  summary: z.string(),
  flash: z.string(),
  /** Credit lines as the article has them ("Sumber : Antara"). */
  credits: z.array(z.string()),
  link: z.string().nullable(),
  callToAction: CallToAction.nullable(),
  image: z.string().nullable(),
  /** The newsroom's name for where it comes from ("Kabar Nusantara"); null for an editor's own words. */
  outlet: z.string().nullable(),
  /** Topic ids of the configuration. */
  topics: z.array(z.string()),
  /** Names of the regions where it happened (articles/where.ts); alerts of earlier versions have none. */
  regions: z.array(z.string()).default([]),
  /** An editor's broadcast to every chat that follows anything, whatever its topics. */
  toEveryone: z.boolean(),
  breaking: z.boolean(),
  /** What was wrong before ("Jumlah korban semula tertulis 12."), or why it was recalled: for the readers. */
  correction: z.string().min(1).exactOptional(),
  /** Its last change is a development, not a correction: where a message cannot be edited, no new one is sent. */
  quietly: z.literal(true).exactOptional(),
});
export type AlertContent = z.infer<typeof AlertContent>;

/**
 * An alert's life:
 *
 *   draft ──approve──▶ sending ──last delivery──▶ sent
 *     │ ▲                │  ▲                      │ correct: sending again
 *     │ └─unschedule─┐   │  └──resume── paused     │
 *     ├──schedule──▶ scheduled ──its moment──▶ sending
 *     └──reject──▶ rejected
 *   sending, paused ──stop──▶ stopped
 *   sending, paused, sent, stopped ──recall──▶ recalled
 *
 * Approval and the delivery rows are one transaction, so there is no moment between "approved" and "sending".
 */
export const AlertState = z.enum([
  "draft",
  "scheduled",
  "sending",
  "paused",
  "sent",
  "stopped",
  "rejected",
  "recalled",
]);
export type AlertState = z.infer<typeof AlertState>;

/** States in which readers may have the alert and it was not recalled. */
export const SAID: readonly AlertState[] = ["sending", "paused", "sent", "stopped"];

export const Alert = z.object({
  id: z.number().int(),
  /** The article that it tells; null: an editor's own words. */
  articleId: z.number().int().nullable(),
  state: AlertState,
  content: AlertContent,
  /** Who drafted it: an editor ("telegram:12345") or a source ("sumber:kompas"). */
  createdBy: z.string(),
  createdAt: z.date(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  /** Where it needs two editors: who approved it first, while that is valid. */
  firstApproval: z.string().nullable(),
  /** The time for which they approved it; null: at once. */
  firstSendAt: z.date().nullable(),
  /** Raised by every change of the content; whoever decides names the version they saw. */
  version: z.number().int(),
  /** The editor who changed the content last; null: nobody since `createdBy`. */
  editedBy: z.string().nullable(),
  /** Of a scheduled one. */
  sendAt: z.date().nullable(),
  embargoUntil: z.date().nullable(),
  corrections: z.number().int(),
});
export type Alert = z.infer<typeof Alert>;

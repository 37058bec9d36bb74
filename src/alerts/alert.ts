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
});
export type AlertContent = z.infer<typeof AlertContent>;

/**
 * An alert's life. The words are the design's; the ones in use today:
 *
 *   draft ──approve──▶ sending ──last delivery──▶ sent
 *     └────reject───▶ rejected
 *   sending ──stop──▶ stopped
 *
 * Approval and the delivery rows are one transaction, so there is no moment between "approved" and "sending".
 */
export const AlertState = z.enum(["draft", "sending", "sent", "stopped", "rejected"]);
export type AlertState = z.infer<typeof AlertState>;

export const Alert = z.object({
  id: z.number().int(),
  /** null: an editor's own words. */
  articleId: z.number().int().nullable(),
  state: AlertState,
  content: AlertContent,
  /** Who drafted it: an editor ("telegram:12345") or a source ("sumber:kompas"). */
  createdBy: z.string(),
  createdAt: z.date(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
});
export type Alert = z.infer<typeof Alert>;

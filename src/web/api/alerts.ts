import type { z } from "zod";
import type { AlertOnFile, ApiParts } from "./ports.ts";
import { Refused } from "./problem.ts";
import type { Handler } from "./routes.ts";
import type { AlertQuery } from "./schemas.ts";

const A_PAGE = 50;

/** Alerts and their state out. Who drafted or decided is the newsroom's own affair, and left out. */
export function alertHandlers({ alerts }: Pick<ApiParts, "alerts">) {
  const list: Handler<unknown, z.output<typeof AlertQuery>> = async ({ caller, query }) => {
    const limit = query.limit ?? A_PAGE;
    const found = await alerts.list({
      source: caller.source,
      state: query.state ?? null,
      since: query.since ?? null,
      before: query.cursor === undefined ? null : Number(query.cursor.slice(1)),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { alerts: page.map(inShort), next: last && found.length > limit ? `a${last.id}` : null };
  };

  const read: Handler<{ id: number }> = async ({ caller, params }) => {
    const alert = await alerts.one(params.id, caller.source);
    if (!alert) throw new Refused("not-found", "No alert of yours has this number.");
    const { summary, flash, credits, callToAction, image, outlet } = alert.content;
    const { open, sent, withdrawn, unknown, gone, refused } = alert.deliveries;
    return {
      ...inShort(alert),
      summary,
      flash,
      credits,
      callToAction,
      image,
      outlet,
      deliveries: { open, sent, withdrawn, unknown, gone, refused },
    };
  };

  return { list, read };
}

function inShort({ id, articleId, state, content, createdAt, decidedAt, sentAt }: AlertOnFile) {
  const { headline, link, breaking, topics } = content;
  return {
    id,
    articleId,
    state,
    headline,
    link,
    breaking,
    topics,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
  };
}

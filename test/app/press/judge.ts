import type pg from "pg";
import { z } from "zod";
import { rows } from "../../../src/store/database.ts";
import { figureIn } from "./texts.ts";
import type { Told } from "./walk.ts";
import type { Shown, Story, World } from "./world.ts";

/** What must be true of a newsroom whose sources were left in peace. Each sentence is a promise of the service. */

/** `first`: its source had never been loaded before, or had given nothing and dates this from before. */
export interface Showing extends Shown {
  first: boolean;
}

export interface Case {
  pool: pg.Pool;
  world: World;
  showings: readonly Showing[];
  told: readonly Told[];
}

const Article = z.object({
  id: z.number(),
  state: z.string(),
  quiet: z.boolean(),
  title: z.string(),
  repeatOf: z.number().nullable(),
  silentWhy: z.string().nullable(),
  dead: z.boolean(),
});
const AlertRow = z.object({
  id: z.number(),
  articleId: z.number().nullable(),
  state: z.string(),
  headline: z.string(),
  reasons: z.array(z.string()),
  createdAt: z.date(),
});
type Article = z.infer<typeof Article>;
type AlertRow = z.infer<typeof AlertRow>;

const ARTICLES = `
  select id, state, quiet, incoming ->> 'title' as title, repeat_of as "repeatOf", silent_why as "silentWhy",
         exists (select from dead_letters where subject = a.id) as dead
    from articles a order by id`;
const ALERTS = `
  select id, article_id as "articleId", state, content ->> 'headline' as headline, reasons, created_at as "createdAt" from alerts order by id`;

export async function judge(given: Case): Promise<string[]> {
  const articles = await rows(given.pool, Article, ARTICLES);
  const alerts = await rows(given.pool, AlertRow, ALERTS);
  return [
    ...nothingWaits(articles, alerts),
    ...given.world.stories.flatMap((story) => {
      const its = {
        story,
        articles: articles.filter(({ title }) => title.includes(story.subject.name)),
        alerts: alerts.filter(({ headline }) => headline.includes(story.subject.name)),
        showings: given.showings.filter((one) => one.story === story),
        told: given.told,
        wasClosed: given.world.sites.some(({ host, wasClosed }) => host === story.host && wasClosed),
      };
      return [isTold(its), isToldOnce(its), changesAreTold(its), goneIsNoticed(its)].flatMap((one) =>
        one === null ? [] : [`${story.subject.name} ${one}`],
      );
    }),
  ];
}

interface Its {
  story: Story;
  articles: Article[];
  alerts: AlertRow[];
  showings: Showing[];
  told: readonly Told[];
  /** Its site's robots.txt once kept us from its pages. */
  wasClosed: boolean;
}

/** Each article ends as an alert, as a repeat of one that did not fail, silent with a reason, or as a dead letter. */
function nothingWaits(articles: readonly Article[], alerts: readonly AlertRow[]): string[] {
  return articles.flatMap(({ id, state, quiet, repeatOf, silentWhy, dead }) => {
    const of = articles.find((one) => one.id === repeatOf);
    const wrong =
      state === "accepted" ||
      (state === "failed" && !dead) ||
      (state === "repeat" && !["ready", "repeat"].includes(of?.state ?? "")) ||
      (state === "ready" &&
        !quiet &&
        silentWhy === null &&
        !alerts.some(({ articleId }) => articleId === id));
    return wrong ? [`article ${id} is ${state} (repeat of ${repeatOf}), and nobody hears of it`] : [];
  });
}

const TOO_OLD_MS = 12 * 3_600_000;

/** What a source brought after its first load is told, or waits for an editor with the reason; what first loads had is not. */
function isTold({ story, articles, alerts, showings }: Its): string | null {
  const firsts = showings.filter(({ first }) => first).map(({ by }) => by.source);
  const loud = showings.filter(({ by, first }) => !first && !firsts.includes(by.source));
  if (showings.length === 0) return null; // it came by a feed that stood still then, which gives us nothing whole
  if (loud.length === 0)
    return alerts.length > 0 && story.paths.length === 1 ? "was in first loads alone, and is told" : null;
  if (firsts.length > 0 || loud.every(({ at }) => at.getTime() - story.dated.getTime() > TOO_OLD_MS / 2))
    return null;
  if (articles.some(({ dead }) => dead)) return null;
  // It was a dead letter, and its source's next text, which began it anew, came too late.
  const last = loud.at(-1);
  if (articles.some(({ quiet }) => quiet) && last && last.at.getTime() - story.dated.getTime() > TOO_OLD_MS)
    return null;
  if (alerts.some(({ state, reasons }) => state !== "draft" || reasons.length > 0)) return null;
  return `was shown by ${loud[0]?.by.source} at ${loud[0]?.at.toISOString()}, and nobody hears of it`;
}

/** No alert says again what another one of the article has said. At one address it is told once, whatever becomes of it. */
function isToldOnce({ story, alerts, wasClosed }: Its): string | null {
  if (wasClosed) return null; // its page and its teaser are two texts
  const sent = alerts.filter(({ state }) => state !== "draft");
  const figures = sent.map(({ headline }) => figureIn(headline));
  if (new Set(figures).size < figures.length)
    return `is told twice: ${sent.map(({ id }) => id).join(" and ")}`;
  return story.paths.length === 1 && alerts.length > 1
    ? `has alerts ${alerts.map(({ id }) => id).join(" and ")}`
    : null;
}

/** Since its source came to this figure, its page is gone or another one: what it says by now could not be read. */
const UNREADABLE = ["Sumber dihapus", "Artikel tidak lagi di alamatnya"];

/** Where the source's last word is another than the alert's, editors know. */
function changesAreTold({ articles, alerts, showings, told }: Its): string | null {
  if (articles.some(({ dead }) => dead)) return null; // what it says by now is a dead letter, of which editors know
  const last = showings.at(-1);
  const alert = alerts.at(-1);
  // Figures only grow. One that waits, of another of its addresses, tells it too.
  if (!last || !alert || alerts.some(({ headline }) => figureIn(headline) === last.figure)) return null;
  const its = alerts.map(({ id }) => id);
  const since = showings[showings.findLastIndex(({ figure }) => figure !== last.figure) + 1]?.at ?? last.at;
  return told.some(
    ({ alert: of, text, at }) =>
      its.includes(of) &&
      (text.includes(String(last.figure)) ||
        (at >= since && UNREADABLE.some((begins) => text.startsWith(begins)))),
  )
    ? null
    : `is told with ${figureIn(alert.headline)}, its source says ${last.figure}, and no editor knows`;
}

/** Where a source says that it took an article back, editors hear of it. */
function goneIsNoticed({ story, alerts, told }: Its): string | null {
  const { gone } = story;
  if (!gone || gone.inFeeds !== "with a notice" || typeof gone.how !== "number") return null;
  if (![...story.channels].includes("warta")) return null;
  const before = alerts.filter(({ createdAt, state }) => createdAt < gone.at && state !== "draft");
  const heard = before.every(({ id }) =>
    told.some((one) => one.alert === id && UNREADABLE.some((begins) => one.text.startsWith(begins))),
  );
  return heard ? null : "is gone, and no editor was told";
}

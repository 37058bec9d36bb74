import type pg from "pg";
import { z } from "zod";
import { AlertContent, AlertState } from "../../../src/alerts/alert.ts";
import { openSourceNews } from "../../../src/app/desk/source-news.ts";
import type { AlertDesk } from "../../../src/chat/alert-desk.ts";
import type { Config } from "../../../src/config.ts";
import { renderSpeech } from "../../../src/delivery/render.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { rows } from "../../../src/store/database.ts";
import { listedAlerts } from "../../../src/store/desk/lists.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import type { Authorised, Told } from "./walk.ts";
import { type Chat, eventIn, EVENTS, figureIn, type Page, textNow, type World } from "./world.ts";

/** What must be true of a newsroom that was left in peace. Each sentence is a promise of the service. */

export interface Case {
  pool: pg.Pool;
  world: World;
  chats: readonly Chat[];
  told: readonly Told[];
  /** The drafts that editors were shown. */
  toldOfDraft: ReadonlySet<number>;
  authorised: ReadonlyMap<number, Authorised>;
  recalled: ReadonlyMap<number, Date>;
  config: Config;
  deskOf: AlertDesk["one"];
  now(): Date;
}

const Article = z.object({
  id: z.number(),
  source: z.string(),
  url: z.string(),
  /** Whence its newest text came: of what repeats it, too, the versions are its own. */
  newestUrl: z.string(),
  /** That text could not be read, and is a dead letter. */
  unread: z.boolean(),
  state: z.string(),
  repeatOf: z.number().nullable(),
  silentWhy: z.string().nullable(),
  withdrawnAt: z.date().nullable(),
  dead: z.boolean(),
});
type Article = z.infer<typeof Article>;

const AlertRow = z.object({
  id: z.number(),
  articleId: z.number().nullable(),
  state: AlertState,
  content: AlertContent,
  reasons: z.array(z.string()),
  createdAt: z.date(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  lists: z.array(z.coerce.number()).nullable(),
  touched: z.date().nullable(),
  acts: z.array(z.string()),
});
type AlertRow = z.infer<typeof AlertRow>;

const ARTICLES = `
  select a.id, source, incoming ->> 'url' as url, state, repeat_of as "repeatOf", silent_why as "silentWhy", withdrawn_at as "withdrawnAt",
         dead, coalesce(newest.url, incoming ->> 'url') as "newestUrl", dead and coalesce(newest.failed, false) as unread
  from articles a
  cross join lateral (select exists (select from dead_letters where subject = a.id) as dead) buried
  left join lateral (
    select v.incoming ->> 'url' as url, v.state = 'failed' as failed from article_versions v where v.article_id = a.id
    order by v.id desc limit 1) newest on true
  order by id`;
const ALERTS = `
  select a.id, article_id as "articleId", state, content, reasons, created_at as "createdAt", decided_by as "decidedBy",
         decided_at as "decidedAt", lists,
         (select max(at) from audit where subject = 'alert:' || a.id and act in ('edit', 'approve', 'first approval', 'schedule', 'correct', 'recall')) as touched,
         array(select act from audit where subject = 'alert:' || a.id order by id) as acts
  from alerts a order by id`;

export async function judge(given: Case): Promise<string[]> {
  const articles = await rows(given.pool, Article, ARTICLES);
  const all = await rows(given.pool, AlertRow, ALERTS);
  const found = {
    ...given,
    articles,
    alerts: all.filter(({ lists }) => lists === null),
    digests: all.filter(({ lists }) => lists !== null),
  };
  return [
    ...nothingIsLost(found),
    ...newsIsHeard(found),
    ...nobodyIsToldTwice(found),
    ...whatIsRecalledIsGone(found),
    ...chatsHaveTheNewest(found),
    ...digestsHaveTheNewest(found),
    ...(await editorsKnow(found)),
    ...(await deskShowsTheStore(found)),
  ];
}

type Found = Case & { articles: Article[]; alerts: AlertRow[]; digests: AlertRow[] };

/** Each article ends as alert, as a repeat of one that did not fail, silent with a reason, or as a dead letter. */
function nothingIsLost({ articles, alerts }: Found): string[] {
  const withAlert = new Set(alerts.map(({ articleId }) => articleId));
  const wrong: string[] = [];
  for (const { id, state, repeatOf, silentWhy, dead, withdrawnAt } of articles) {
    const what = `article ${id} (${state})`;
    if (state === "accepted") wrong.push(`${what} still waits`);
    if (state === "failed" && !dead) wrong.push(`${what} is no dead letter`);
    if (state === "ready" && !withAlert.has(id) && silentWhy === null && withdrawnAt === null)
      wrong.push(`${what} is silent without a reason`);
    if (state === "repeat" && firstOf(articles, repeatOf) === undefined)
      wrong.push(`${what} repeats ${repeatOf}, which is lost`);
  }
  return wrong;
}

/** What it all began with; undefined where repeats repeat one another. */
function firstOf(articles: readonly Article[], id: number | null, hops = 0): Article | undefined {
  const one = articles.find((article) => article.id === id);
  if (hops > articles.length) return undefined;
  return one?.state === "repeat" ? firstOf(articles, one.repeatOf, hops + 1) : one;
}

/** What a source brings that needs no editor is said by some alert, where no editor decided otherwise. */
function newsIsHeard({ articles, alerts, world, config }: Found): string[] {
  const wrong: string[] = [];
  for (let event = 0; event < EVENTS; event++) {
    const its = alerts.filter(({ content }) => eventIn(content.headline) === event);
    const said = its.some(({ state }) =>
      ["sending", "paused", "sent", "stopped", "recalled"].includes(state),
    );
    const decided = its.some(({ acts }) =>
      acts.some((one) => ["schedule", "reject", "withdraw"].includes(one)),
    );
    const brought = articles.find(
      ({ id, source, url, state, withdrawnAt }) =>
        ["ready", "repeat"].includes(state) &&
        withdrawnAt === null &&
        config.sources.find((one) => one.id === source)?.policy === "auto" &&
        world.pages.some((page) => page.url === url && page.event === event && !page.goneAt) &&
        !alerts.some(({ articleId, reasons }) => articleId === id && reasons.length > 0),
    );
    if (brought && !said && !decided)
      wrong.push(`article ${brought.id} brought event ${event}, and nobody heard of it`);
  }
  return wrong;
}

/**
 * No policy tells a chat of one event with one figure a second time, but where its own source told the chat another one since: a figure that
 * changes back is news. (Editors may, who see what was said.)
 */
function nobodyIsToldTwice({ chats, alerts, articles }: Found): string[] {
  const wrong: string[] = [];
  const sources = new Map(
    alerts.map(({ id, articleId }) => [id, articles.find((one) => one.id === articleId)?.source]),
  );
  const unread = new Set(alerts.filter(({ reasons }) => reasons.some(isUnread)).map(({ id }) => id));
  for (const { to, shows } of chats) {
    const heard: { alert: number; event: number | null; figure: number | null }[] = [];
    for (const { alert, first, at } of shows) {
      if (!sources.has(alert) || unread.has(alert) || /^(RALAT|DITARIK)/.test(first)) continue;
      const [event, figure] = [eventIn(first), figureIn(first)];
      const before = heard.findLastIndex((one) => one.event === event && one.figure === figure);
      const since = heard.slice(before + 1).filter((one) => one.event === event);
      if (
        before >= 0 &&
        alerts.some(({ id, decidedBy }) => id === alert && decidedBy?.startsWith("sumber:")) &&
        !since.some((one) => sources.get(one.alert) === sources.get(alert))
      )
        wrong.push(
          `${to.address} hears of event ${event} with ${figure} by alerts ${heard[before]?.alert} and ${alert} (${at.toISOString()})`,
        );
      heard.push({ alert, event, figure });
    }
  }
  return wrong;
}

/** What an editor sends of an article that could not be read has too few words to be known again. */
function isUnread(reason: string): boolean {
  return reason.startsWith("Halaman artikel ini tidak");
}

/** No chat has what was recalled, and nobody is told the same afterwards. */
function whatIsRecalledIsGone({ chats, alerts, recalled }: Found): string[] {
  const wrong: string[] = [];
  for (const [id, when] of recalled) {
    const alert = alerts.find((one) => one.id === id);
    if (alert?.state !== "recalled") wrong.push(`alert ${id} was recalled, and is ${alert?.state}`);
    const said = new Set(
      chats.flatMap(({ shows }) =>
        shows.filter((one) => one.alert === id).map(({ first }) => `${eventIn(first)} ${figureIn(first)}`),
      ),
    );
    for (const { to, final, shows } of chats) {
      const stands = shows.filter(
        (one) => one.alert === id && !one.deleted && !one.text.startsWith("DITARIK"),
      );
      const isTold = shows.some((one) => one.alert === id && one.text.startsWith("DITARIK"));
      if (stands.length > 0 && !(final && isTold))
        wrong.push(`alert ${id} was recalled, and stands in ${to.address}`);
      const again = shows.find(
        (one) =>
          one.alert !== id &&
          one.at > when &&
          said.has(`${eventIn(one.first)} ${figureIn(one.first)}`) &&
          alerts.some(
            (other) =>
              other.id === one.alert &&
              other.decidedBy?.startsWith("sumber:") &&
              (other.decidedAt ?? when) > when,
          ),
      );
      if (again) wrong.push(`alert ${id} was recalled, and alert ${again.alert} says the same afterwards`);
    }
  }
  return wrong;
}

/** Who has an alert has it as it is now; nobody else hears of its correction or its recall. */
function chatsHaveTheNewest({ chats, alerts }: Found): string[] {
  const wrong: string[] = [];
  for (const { id, state, content } of alerts) {
    const { alert, correction } = renderSpeech(content);
    const forms = [alert, ...(correction ? [correction] : [])].map(({ text }) => toPlain(text));
    for (const { to, final, shows } of chats) {
      const its = shows.filter((one) => one.alert === id);
      if (its[0] && /^(RALAT|DITARIK)/.test(its[0].first))
        wrong.push(`${to.address} hears of ${id} by its correction`);
      const last = its.findLast(({ deleted }) => !deleted);
      const unchangeable = final && content.quietly === true;
      if (state !== "recalled" && last && !unchangeable && !forms.includes(last.text))
        wrong.push(
          `${to.address} has alert ${id} with ${figureIn(last.text)}, and it says ${figureIn(content.headline)}`,
        );
    }
  }
  return wrong;
}

/** A digest's line says what its alert says now. */
function digestsHaveTheNewest({ chats, alerts, digests }: Found): string[] {
  const wrong: string[] = [];
  for (const { id, lists } of digests) {
    const listed = alerts.filter((one) => lists?.includes(one.id) && one.state !== "recalled");
    for (const { shows, to } of chats) {
      const last = shows.findLast((one) => one.alert === id && !one.deleted);
      for (const line of last?.text.split("\n").filter((one) => /^\d+\. /.test(one)) ?? [])
        if (eventIn(line) !== null && !listed.some(({ content }) => line.endsWith(content.headline)))
          wrong.push(`${to.address} has “${line}” in digest ${id}, and no alert says so`);
    }
  }
  return wrong;
}

/** Editors were told of each draft; and where a source says otherwise by now than an alert that stands, of that, or what it says is a dead letter. */
async function editorsKnow({ alerts, articles, world, told, toldOfDraft }: Found): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, state } of alerts)
    if (state === "draft" && !toldOfDraft.has(id)) wrong.push(`draft ${id} waits, and no editor was told`);
  const standing = alerts.filter(
    ({ state, acts }) => !["rejected", "recalled"].includes(state) && !acts.includes("reopen"),
  );
  for (const alert of standing) {
    const its = told.filter((one) => one.alert === alert.id);
    const article = articleOf(alert, articles);
    const page = newestPage(article, world);
    if (!article || !page || article.unread) continue;
    const figure = textNow(page).figure;
    const says = figureIn(alert.content.headline);
    if (page.goneAt) {
      if (alert.createdAt < page.goneAt && !its.some(({ text }) => text.startsWith("Sumber dihapus")))
        wrong.push(`the page of alert ${alert.id} is gone, and no editor was told`);
    } else if (
      says !== null &&
      says !== figure &&
      !world.pages.some((one) => isAsOf(one, page) && textNow(one).figure === says) && // an editor had it from there
      !its.some(({ text, at }) => text.includes(String(figure)) || at < (alert.touched ?? at))
    )
      wrong.push(`alert ${alert.id} says ${says}, its source ${figure}, and no editor was told`);
  }
  return wrong;
}

/** Another address of the same outlet's article. */
function isAsOf(one: Page, page: Page): boolean {
  return one !== page && one.outlet === page.outlet && one.event === page.event;
}

/** The article whose words an alert has: its own, or that by which it was brought up to date. */
function articleOf({ id, articleId }: AlertRow, articles: readonly Article[]): Article | undefined {
  const used = articles.findLast(({ silentWhy }) => silentWhy === `Dipakai untuk memperbarui siaran ${id}.`);
  return used ?? articles.find((one) => one.id === articleId);
}

/** Where its source said last what it has come to: one source's two addresses may differ. */
function newestPage(article: Article | undefined, world: World): Page | undefined {
  return world.pages.find((page) => page.url === article?.newestUrl);
}

/** The pages and the chat show the drafts that there are; and what changed, until an editor has acted upon it. */
async function deskShowsTheStore({
  pool,
  alerts,
  told,
  config,
  now,
  world,
  articles,
  deskOf,
}: Found): Promise<string[]> {
  const wrong: string[] = [];
  const { drafts, scheduled } = await listedAlerts(pool, now());
  for (const [state, shown] of [
    ["draft", drafts],
    ["scheduled", scheduled],
  ] as const) {
    const are = alerts.filter((one) => one.state === state).map(({ id }) => id);
    const listed = shown.map(({ alert }) => alert.id);
    if (new Set(are).symmetricDifference(new Set(listed)).size > 0)
      wrong.push(`${state}: ${are.join()} are shown as ${listed.join()}`);
  }
  const news = openSourceNews({ config, pool, now });
  const results = resultsOn(pool);
  for (const alert of alerts) {
    const { open } = await results.progress(alert.id);
    if (open > 0) wrong.push(`alert ${alert.id} (${alert.state}) still has ${open} to send`);
    if (alert.state === "sending") wrong.push(`alert ${alert.id} is still sending`);
    if (["rejected", "recalled"].includes(alert.state)) continue;
    const page = newestPage(articleOf(alert, articles), world);
    const says = figureIn(alert.content.headline);
    const last = told.findLast((one) => one.alert === alert.id && one.text.startsWith("Sumber berubah"));
    if (!last || !page || page.goneAt || says === textNow(page).figure) continue;
    const { faults } = (await deskOf(alert.id)) ?? { faults: [] };
    if (
      (alert.touched ?? alert.createdAt) < last.at &&
      faults.length === 0 &&
      (await news.of(alert.id)) === null
    )
      wrong.push(`editors were told that the source of ${alert.id} changed, and its page shows nothing`);
  }
  return wrong;
}

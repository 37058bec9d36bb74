import type { Desk } from "../../chat/ports.ts";
import { isEmpty, readQuery } from "../../search/query.ts";
import { isAbout, suggestWords } from "../../search/suggestions.ts";
import { openArchive } from "../../store/articles/archive.ts";
import { decidedAlerts, draftsAfter, draftsUpTo, goingAlerts } from "../../store/desk/lists.ts";
import { wentOut } from "../../store/desk/marks.ts";
import * as store from "../../store/desk/oversight.ts";
import { silentSources, sourceHealth } from "../../store/sources/sources.ts";
import { askWhatsApp } from "../../store/whatsapp/connection.ts";
import { DAY_MS } from "../../time.ts";
import type { Oversight } from "../../web/desk/oversight-ports.ts";
import type { Core } from "../core.ts";
import { outletNames } from "../intake/source-book.ts";
import { whatsAppSeen } from "../whatsapp/desk-page.ts";
import { WHATSAPP_ACCOUNT } from "../whatsapp/whatsapp.ts";

const LETTERS = 100;
const ROOMS = 200;
const MOST_FOLLOWED = 30;
const PER_PAGE = 50;
const FOUND_PER_PAGE = 20;
const HISTORY_PER_PAGE = 30;
const WEEK = 7;
const TITLES = 5_000; // the newest of a week
const SUGGESTED = 15;
const MANY_FOLLOWED = 1_000;

/** The data of the pages of oversight, from the store. */
export function openOversight(
  wiring: Pick<Core, "config" | "pool" | "now"> & {
    desk: Desk;
    isPaused(source: string): boolean;
  },
): Oversight {
  const { config, pool, desk, isPaused, now } = wiring;
  const archive = openArchive(pool, outletNames(config));
  const ago = (days: number): Date => new Date(now().getTime() - days * DAY_MS);

  return {
    async history(asked) {
      const found = await decidedAlerts(pool, asked, HISTORY_PER_PAGE + 1);
      return { found: found.slice(0, HISTORY_PER_PAGE), more: found.length > HISTORY_PER_PAGE };
    },

    going: () => goingAlerts(pool),
    draftsAfter: (id) => draftsAfter(pool, id),
    draftsUpTo: (id) => draftsUpTo(pool, id),

    async wentOut(ids) {
      return new Map((await wentOut(pool, ids)).map(({ id, ...went }) => [id, went]));
    },

    async sources() {
      const all = config.sources;
      const ids = all.map(({ id }) => id);
      const [health, silent, news] = await Promise.all([
        sourceHealth(pool, ids),
        silentSources(pool, ids, now()),
        store.sourceNews(pool, ids, ago(1)),
      ]);
      const [healthOf, newsOf] = [Map.groupBy(health, idOf), Map.groupBy(news, idOf)];
      return all.map(({ id, name, policy, feed, sitemap }) => ({
        id,
        name,
        policy,
        pushes: (feed ?? sitemap) === undefined,
        paused: isPaused(id),
        health: healthOf.get(id)?.[0] ?? null,
        silentSince: silent.find((one) => one.id === id)?.since ?? null,
        news: newsOf.get(id)?.[0] ?? null,
      }));
    },

    async topics() {
      const news = await store.topicNews(
        pool,
        config.topics.map(({ id }) => id),
        ago(WEEK),
      );
      return config.topics.map(({ id, name, words }) => {
        const { articles = 0, alerts = 0, chats = 0 } = news.find(({ topic }) => topic === id) ?? {};
        return { id, name, words, articles, alerts, chats };
      });
    },

    async suggestions() {
      const [titles, follows] = await Promise.all([
        store.titlesSince(pool, ago(WEEK), TITLES),
        store.followed(pool, MANY_FOLLOWED),
      ]);
      const known = config.topics.flatMap(({ name, words }) => [name, ...words]);
      const filters = follows.filter((one) => one.follows === "words");
      return suggestWords(titles, known, SUGGESTED).map((one) => ({
        ...one,
        follow: filters.reduce((sum, { topic, chats }) => sum + (isAbout(topic, one.words) ? chats : 0), 0),
      }));
    },

    whatsApp: () => whatsAppSeen(config, pool, now()),
    askWhatsApp: async (what, by) =>
      config.whatsapp !== null && (await askWhatsApp(pool, WHATSAPP_ACCOUNT, what, by, now())),

    async chats() {
      const [by, days, left, rooms] = await Promise.all([
        store.listening(pool),
        store.comingsAndGoings(pool, ago(14)),
        store.whyLeft(pool, ago(14)),
        store.rooms(pool, ROOMS),
      ]);
      return { by, days, left, rooms };
    },

    followed: () => store.followed(pool, MOST_FOLLOWED),

    async missed(alertId) {
      const [reasons, rooms] = await Promise.all([
        store.notArrived(pool, alertId),
        store.missedRooms(pool, alertId, ROOMS),
      ]);
      return { reasons, rooms };
    },

    deadLetters: () => desk.deadLetters(LETTERS),
    retry: (id, editor) => desk.retryDeadLetter(id, editor),

    async audit({ who: by, ...asked }) {
      const names = await store.auditNames(pool);
      const who = by && names.who.filter(by);
      const entries = await store.auditLog(pool, { ...asked, who }, PER_PAGE + 1);
      return { entries: entries.slice(0, PER_PAGE), more: entries.length > PER_PAGE, ...names };
    },

    search(words, page) {
      const of = { offset: (page - 1) * FOUND_PER_PAGE, limit: FOUND_PER_PAGE };
      const query = readQuery(words);
      return isEmpty(query) ? archive.latest(of) : archive.search(query, of);
    },
  };
}

const idOf = ({ id }: { id: string }): string => id;

import type pg from "pg";
import type { Desk } from "../chat/ports.ts";
import type { Config } from "../config.ts";
import { readQuery } from "../search/query.ts";
import { openArchive } from "../store/archive.ts";
import * as store from "../store/oversight.ts";
import { sourceHealth } from "../store/sources.ts";
import type { Oversight } from "../web/desk/oversight-ports.ts";

const DAY_MS = 24 * 3_600_000;
const LETTERS = 100;
const ROOMS = 200;
const MOST_FOLLOWED = 30;
const PER_PAGE = 50;
const FOUND_PER_PAGE = 20;

/** What the pages of oversight show, put together on the store. */
export function openOversight(wiring: { config: Config; pool: pg.Pool; desk: Desk; now(): Date }): Oversight {
  const { config, pool, desk, now } = wiring;
  const archive = openArchive(
    pool,
    new Map(config.sources.flatMap(({ id, name }): [string, string][] => (name ? [[id, name]] : []))),
  );
  const ago = (days: number): Date => new Date(now().getTime() - days * DAY_MS);

  return {
    async sources() {
      const ids = config.sources.map(({ id }) => id);
      const [health, news] = await Promise.all([
        sourceHealth(pool, ids),
        store.sourceNews(pool, ids, ago(1)),
      ]);
      return config.sources.map(({ id, name, policy }) => ({
        id,
        name,
        policy,
        health: health.find((one) => one.id === id) ?? null,
        news: news.find((one) => one.id === id) ?? null,
      }));
    },

    async chats() {
      const [by, days, left] = await Promise.all([
        store.listening(pool),
        store.comingsAndGoings(pool, ago(14)),
        store.whyLeft(pool, ago(14)),
      ]);
      return { by, days, left };
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

    async audit(asked) {
      const [entries, names] = await Promise.all([
        store.auditLog(pool, asked, PER_PAGE + 1),
        store.auditNames(pool),
      ]);
      return { entries: entries.slice(0, PER_PAGE), more: entries.length > PER_PAGE, ...names };
    },

    search(words, page) {
      const of = { offset: (page - 1) * FOUND_PER_PAGE, limit: FOUND_PER_PAGE };
      const query = readQuery(words);
      const empty = query.words.length === 0 && query.phrases.length === 0;
      return empty ? archive.latest(of) : archive.search(query, of);
    },
  };
}

import { createDrafting } from "../../alerts/drafting.ts";
import { PASTE } from "../../articles/article.ts";
import type { FindRegions } from "../../articles/where.ts";
import { stateOf } from "../../chat/copy/alert-states.ts";
import { haltedBy, resumedBy } from "../../chat/copy/desk.ts";
import type { Desk, DeskStatus } from "../../chat/ports.ts";
import type { Audience, Reach } from "../../delivery/audience.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { fetchArticlePage } from "../../intake/article-page.ts";
import type { Fetch } from "../../intake/fetch.ts";
import { originOf } from "../../intake/source.ts";
import type { Pipeline } from "../../pipeline.ts";
import {
  alertById,
  alertOfArticle,
  type FanOut,
  insertDraft,
  sameDraft,
  waitingDrafts,
} from "../../store/alerts/alerts.ts";
import { giveReasons } from "../../store/alerts/reasons.ts";
import { articleById } from "../../store/articles/articles.ts";
import { deadLetters, revive } from "../../store/articles/dead-letters.ts";
import { silentArticles } from "../../store/articles/stories.ts";
import { record } from "../../store/audit.ts";
import { inTransaction } from "../../store/database.ts";
import { deskCounts } from "../../store/desk/counts.ts";
import { tellWhenDone } from "../../store/desk/done-notices.ts";
import { heldBack, sendingSwitch, switchSending } from "../../store/switches.ts";
import { DAY_MS } from "../../time.ts";
import type { Core } from "../core.ts";
import { previewOf } from "./preview.ts";

const SILENT_SHOWN = 5;

/** What editors do beside acts on one alert: make drafts, see what waits, stop and resume all sending, retry dead letters. */
export interface DeskWiring extends Pick<Core, "config" | "pool" | "events" | "now"> {
  fetch: Fetch;
  pipeline: Pick<Pipeline, "accept" | "read">;
  audience: Audience;
  where: FindRegions;
  fanOut: FanOut;
  remind: {
    article(id: number): Promise<void>;
    deliveries(alertId: number): Promise<void>;
    all(): Promise<void>;
  };
  /** What to call an editor. */
  nameOf(editor: string): Promise<string>;
  /** Tells everyone who may edit, but not the editor who did it. Never rejects. */
  tellOthers(message: OutgoingMessage, editor: string): Promise<void>;
}

export function openDesk(wiring: DeskWiring): Desk {
  const { config, pool, events, now } = wiring;
  const never = new AbortController().signal;

  const drafting = createDrafting<OutgoingMessage, Reach>({
    accept: (incoming) => wiring.pipeline.accept(incoming, { quiet: false }),
    read: (id) => wiring.pipeline.read(id, { signal: never, last: false }),
    article: (id) => articleById(pool, id),
    alert: (id) => alertById(pool, id),
    alertOfArticle: (id) => alertOfArticle(pool, id),
    insertDraft: ({ reasons, ...draft }) =>
      inTransaction(pool, async (tx) => {
        const same = draft.articleId === null ? await sameDraft(tx, draft) : undefined;
        if (same !== undefined) return same;
        const id = await insertDraft(tx, draft, now());
        if (id !== undefined) {
          await giveReasons(tx, id, reasons);
          await record(tx, { at: now(), who: draft.createdBy, act: "draft", subject: `alert:${id}` });
        }
        return id;
      }),
    fetchPage: async (url) => {
      try {
        const page = await fetchArticlePage(url, wiring.fetch);
        return page === "refused"
          ? { why: `Halaman ${url} tidak dapat diambil: tidak ada, ditutup, atau bukan halaman berita.` }
          : page;
      } catch (error) {
        events.fault("desk: page", error);
        return { why: `Halaman ${url} sedang tidak dapat diambil. Coba lagi, atau kirim teks beritanya.` };
      }
    },
    preview: (content) => previewOf(content),
    origin: (id) => originOf(config.sources.find((one) => one.id === id)),
    budget: config.summary.budget,
    where: wiring.where,
    audience: (content, articleId) => wiring.audience.count(content, articleId),
    source: PASTE,
    stateOf,
  });

  return {
    draftFromText: (text, editor) => drafting.draftFromText(text, editor),
    draftFromUrl: (url, editor) => drafting.draftFromUrl(url, editor),

    async queue(limit) {
      const [first, counts, silent] = await Promise.all([
        waitingDrafts(pool, limit),
        deskCounts(pool, now()),
        silentArticles(pool, new Date(now().getTime() - DAY_MS), SILENT_SHOWN),
      ]);
      return { waiting: counts.drafts, first, silent };
    },

    async stopAll(editor, late = null) {
      const stopped = await switchSending(pool, false, editor, now());
      if (stopped) {
        const by = { name: await wiring.nameOf(editor), late };
        void wiring.tellOthers(haltedBy(by, now()), editor);
      }
      return stopped;
    },

    async resumeAll(editor) {
      const resumed = await switchSending(pool, true, editor, now());
      await wiring.remind.all(); // also where sending was on: somebody presses it because nothing moves
      if (resumed) void wiring.tellOthers(resumedBy(await wiring.nameOf(editor)), editor);
      return resumed;
    },

    async status(): Promise<DeskStatus> {
      const [{ on, by, at }, counts] = await Promise.all([sendingSwitch(pool), deskCounts(pool, now())]);
      if (on) return { ...counts, stopped: null };
      const [name, held] = await Promise.all([by === null ? null : wiring.nameOf(by), heldBack(pool)]);
      return { ...counts, stopped: { by: name, at, heldBack: held } };
    },

    async deadLetters(limit) {
      const [letters, counts] = await Promise.all([deadLetters(pool, limit), deskCounts(pool, now())]);
      const shown = letters.map((letter) => ({
        id: letter.id,
        subject: letter.title ?? `artikel ${letter.subject}`,
        error: letter.error,
        diedAt: letter.diedAt,
      }));
      return { total: counts.deadLetters, letters: shown };
    },

    async retryDeadLetter(id, editor) {
      const article = await revive(pool, id);
      if (article === undefined) return false;
      await record(pool, { at: now(), who: editor, act: "retry", subject: `article:${article}` });
      await wiring.remind.article(article);
      return true;
    },

    tellWhenDone: (alertId, to, editor) => tellWhenDone(pool, { alertId, to, editor }),
  };
}

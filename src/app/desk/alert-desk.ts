import { correctsNothing } from "../../alerts/acts.ts";
import { type Alert, SAID } from "../../alerts/alert.ts";
import { draft } from "../../alerts/draft.ts";
import { whyTwo } from "../../alerts/four-eyes.ts";
import { may } from "../../alerts/rights.ts";
import { PASTE } from "../../articles/article.ts";
import type { AlertDesk, CannotSay, Hand, OnDesk } from "../../chat/alert-desk.ts";
import { SAME_AS_SENT } from "../../chat/copy/broadcasts.ts";
import type { Audience } from "../../delivery/audience.ts";
import type { OutgoingMessage, Recipient } from "../../delivery/delivery.ts";
import type { Results } from "../../delivery/ledger.ts";
import { renderSpeech } from "../../delivery/render.ts";
import type { By } from "../../store/alerts/act.ts";
import { alertById, type FanOut } from "../../store/alerts/alerts.ts";
import * as drafts from "../../store/alerts/draft-acts.ts";
import * as sent from "../../store/alerts/sent-acts.ts";
import { traceOfAlert } from "../../store/alerts/traces.ts";
import { articleById } from "../../store/articles/articles.ts";
import { historyOf, record } from "../../store/audit.ts";
import { listedAlert, listedAlerts, siblingsOf } from "../../store/desk/lists.ts";
import { personNamed } from "../../store/desk/people.ts";
import type { Core } from "../core.ts";
import { AT_TERMINAL } from "../messengers/messengers.ts";
import { faultsOf } from "./faults.ts";
import { previewOf, whyUnsendable } from "./preview.ts";

const MOST_NAMED = 100; // unknown deliveries listed by chat; more than an editor looks at one by one

/** The AlertDesk on the store: checks what can be said, does the act, and reminds the workers. */
export function openAlertDesk(
  wiring: Pick<Core, "config" | "pool" | "events" | "now"> & {
    audience: Audience;
    results: Results;
    fanOut: FanOut;
    remind: { deliveries(alertId: number): Promise<void> };
    /** Puts rows back in line that were set aside while their alert was paused. */
    takeBack(): Promise<void>;
    /** Begins to withdraw what still waits of stopped and recalled alerts. */
    withdrawStopped(): void;
    /** Shows drafts that one person has just approved to those who could be the second. Never rejects. */
    secondWanted(): Promise<void>;
    say(to: Recipient, message: OutgoingMessage): Promise<boolean>;
  },
): AlertDesk {
  const { pool, events, results, config, now } = wiring;
  const by = (hand: Hand): By => ({ ...hand, at: now() });

  /** Waits for the act, and reminds the workers where there is something to send now. */
  async function andSend<T extends { kind: string }>(id: number, doing: Promise<T>): Promise<T> {
    const done = await doing;
    if (["sending", "correcting", "recalling"].includes(done.kind)) await wiring.remind.deliveries(id);
    if (done.kind === "recalling") wiring.withdrawStopped();
    return done;
  }

  /** Puts an alert's rows back in line and reminds the workers. */
  async function goOn(id: number): Promise<void> {
    await wiring.takeBack();
    await wiring.remind.deliveries(id);
  }

  return {
    preview: (content) => previewOf(content),
    async faults(articleId, words) {
      const article = articleId === null ? undefined : await articleById(pool, articleId);
      return article?.clean ? faultsOf(words, article.clean, config.summary.budget) : [];
    },
    list: () => listedAlerts(pool, now()),

    async one(id) {
      const listed = await listedAlert(pool, id);
      if (!listed) return null;
      const { alert } = listed;
      const article = alert.articleId === null ? undefined : await articleById(pool, alert.articleId);
      const [reach, done, history, siblings] = await Promise.all([
        wiring.audience.count(alert.content, alert.articleId),
        actsOf(id),
        historyOf(pool, `alert:${id}`),
        siblingsOf(pool, id),
      ]);
      const found: OnDesk = {
        ...listed,
        // Of a recalled alert, the notice that readers see where it could not be deleted.
        preview:
          alert.state === "recalled"
            ? previewOf(alert.content, (content) => renderSpeech(content).recall)
            : previewOf(alert.content),
        reach,
        acts: done,
        undecided: await undecidedOf(id, done),
        history,
        siblings,
        faults: article?.clean ? faultsOf(alert.content, article.clean, config.summary.budget) : [],
        article: article?.clean
          ? {
              id: article.id,
              title: article.clean.title,
              paragraphs: article.clean.paragraphs,
              link: article.clean.link,
            }
          : null,
      };
      return found;
    },

    async progress(id) {
      const alert = await alertById(pool, id);
      if (!alert) return null;
      const done = await actsOf(id);
      return { alert, acts: done, undecided: await undecidedOf(id, done) };
    },

    lastDone: async (id) => (await historyOf(pool, `alert:${id}`)).at(-1) ?? null,

    async edit(id, change, hand) {
      const alert = await alertById(pool, id);
      if (!alert) return { kind: "absent" };
      const fault = cannotSay({ ...alert.content, ...change });
      if (fault) return fault;
      return drafts.edit(pool, id, change, by(hand), { maySend: await maySend(hand.editor), needsTwo });
    },

    async approve(id, hand) {
      const fault = await whyNotSent(id);
      if (fault) return fault;
      const done = await andSend(id, drafts.approve(pool, id, by(hand), wiring.fanOut, needsTwo));
      if (done.kind === "sending")
        events.alertApproved(id, hand.editor, done.chats, await traceOfAlert(pool, id));
      if (done.kind === "needs another") await wiring.secondWanted();
      return done;
    },

    reject: (id, reason, hand) => drafts.reject(pool, id, reason, by(hand)),
    reopen: (id, hand) => drafts.reopen(pool, id, by(hand)),

    async schedule(id, at, hand) {
      const fault = await whyNotSent(id);
      if (fault) return fault;
      const done = await drafts.schedule(pool, id, at, by(hand), needsTwo);
      if (done.kind === "needs another") await wiring.secondWanted();
      return done;
    },

    unschedule: (id, hand) => drafts.unschedule(pool, id, by(hand)),
    embargo: (id, until, hand) => drafts.embargo(pool, id, until, by(hand)),
    pause: (id, hand) => sent.pause(pool, id, by(hand)),

    async resume(id, hand) {
      const done = await sent.resume(pool, id, by(hand));
      if (done.kind === "sending") await goOn(id);
      return done;
    },

    async stop(id, hand) {
      const done = await sent.stop(pool, id, by(hand));
      if (done.kind !== "stopped") return done;
      wiring.withdrawStopped();
      if (done.correcting) await goOn(id);
      return done;
    },

    async prepared(id) {
      const alert = await alertById(pool, id);
      const article = alert?.articleId == null ? undefined : await articleById(pool, alert.articleId);
      if (!alert || !article?.clean || !article.summary) return null;
      const { headline, summary, flash, link, image } = draft(article.clean, article.summary, alert.content);
      return { headline, summary, flash, link, image };
    },

    async correct(id, correction, hand) {
      const alert = await alertById(pool, id);
      if (!alert) return { kind: "absent" };
      const { correction: note, ...change } = correction;
      const isSeen = hand.version === undefined || hand.version === alert.version;
      if (isSeen && SAID.includes(alert.state) && correctsNothing(alert.content, correction))
        return { kind: "fault", why: SAME_AS_SENT };
      const said = { ...alert.content, ...change, ...(note ? { correction: note } : {}) };
      return cannotSay(said) ?? (await andSend(id, sent.correct(pool, id, correction, by(hand))));
    },

    recall: (id, reason, hand) => andSend(id, sent.recall(pool, id, reason, by(hand))),

    async testSend(id, to) {
      const alert = await alertById(pool, id);
      if (!alert) return false;
      const alone = previewOf(alert.content);
      return "why" in alone ? false : wiring.say(to, alone.message);
    },

    async unknown(id) {
      if (!(await alertById(pool, id))) return null;
      const [total, named] = await Promise.all([results.undecided(id), results.unknown(id, MOST_NAMED)]);
      return { total, named };
    },

    async settleUnknown(id, what, editor, only) {
      const ids = (await results.unknownOf(id)).filter((one) => only === undefined || one === only);
      const done =
        what === "leave"
          ? { again: 0, left: await results.leave(ids, editor) }
          : await results.sendAgain(ids, editor, now());
      await record(pool, { at: now(), who: editor, act: what, subject: `alert:${id}`, details: { ...done } });
      if (done.again > 0) await wiring.remind.deliveries(id);
      return done;
    },
  };

  /** Checks the present content: if it is not what the editor saw, the act itself finds that out by the version. */
  async function whyNotSent(id: number): Promise<CannotSay | null> {
    const alert = await alertById(pool, id);
    return alert && (alert.state === "draft" || alert.state === "scheduled")
      ? cannotSay(alert.content)
      : null;
  }

  async function actsOf(id: number): Promise<OnDesk["acts"]> {
    const acted = await results.acts(id);
    return Promise.all(acted.map(async (act) => ({ act, counts: await results.progress(id, act) })));
  }

  /** Deliveries that an editor left as they are stay `unknown`, so the count of unknown ones is only an upper bound. */
  async function undecidedOf(id: number, done: OnDesk["acts"]): Promise<number> {
    return done.some(({ counts }) => counts.unknown > 0) ? results.undecided(id) : 0;
  }

  function needsTwo(content: Alert["content"], source: string | null): boolean {
    return whyTwo(config.desk.fourEyes, { content, source: source ?? PASTE }) !== null;
  }

  /** Asked at the moment of the act: the right may have been taken away since the page was opened. */
  async function maySend(editor: string): Promise<boolean> {
    const person = await personNamed(pool, editor);
    return editor === `console:${AT_TERMINAL.id}` || (person !== undefined && may(person, "send"));
  }
}

/** Refuses content that could not be sent, while its editor still sees it. */
function cannotSay(content: Alert["content"]): CannotSay | null {
  const why = content.headline.trim() === "" ? "Judul tidak boleh kosong." : whyUnsendable(content);
  return why === null ? null : { kind: "fault", why };
}

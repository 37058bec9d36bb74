import type { AlertContent } from "../../alerts/alert.ts";
import { whyTwo } from "../../alerts/four-eyes.ts";
import { may } from "../../alerts/rights.ts";
import { PASTE } from "../../articles/article.ts";
import type { AlertDesk, CannotSay, Hand } from "../../chat/alert-desk.ts";
import type { By } from "../../store/alerts/act.ts";
import { alertById, type FanOut } from "../../store/alerts/alerts.ts";
import * as drafts from "../../store/alerts/draft-acts.ts";
import { traceOfAlert } from "../../store/alerts/traces.ts";
import { personNamed } from "../../store/desk/people.ts";
import type { Core } from "../core.ts";
import { AT_TERMINAL } from "../messengers/messengers.ts";
import { cannotSay } from "./preview.ts";

export interface ActsOnDraftsWiring extends Pick<Core, "config" | "pool" | "events" | "now"> {
  fanOut: FanOut;
  remind: { deliveries(alertId: number): Promise<void> };
  /** Shows drafts that one person has just approved to those who could be the second. Never rejects. */
  secondWanted(): Promise<void>;
}

/** What an editor does to an alert before it goes out. What could not be sent is refused before it is written. */
export function actsOnDrafts({
  config,
  pool,
  events,
  now,
  fanOut,
  remind,
  secondWanted,
}: ActsOnDraftsWiring): Pick<
  AlertDesk,
  "edit" | "approve" | "reject" | "reopen" | "schedule" | "unschedule" | "embargo"
> {
  const by = (hand: Hand): By => ({ ...hand, at: now() });

  return {
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
      const done = await drafts.approve(pool, id, by(hand), fanOut, needsTwo);
      if (done.kind === "sending") {
        await remind.deliveries(id);
        events.alertApproved(id, hand.editor, done.chats, await traceOfAlert(pool, id));
      }
      if (done.kind === "needs another") await secondWanted();
      return done;
    },

    reject: (id, reason, hand) => drafts.reject(pool, id, reason, by(hand)),
    reopen: (id, hand) => drafts.reopen(pool, id, by(hand)),

    async schedule(id, at, hand) {
      const fault = await whyNotSent(id);
      if (fault) return fault;
      const done = await drafts.schedule(pool, id, at, by(hand), needsTwo);
      if (done.kind === "needs another") await secondWanted();
      return done;
    },

    unschedule: (id, hand) => drafts.unschedule(pool, id, by(hand)),
    embargo: (id, until, hand) => drafts.embargo(pool, id, until, by(hand)),
  };

  /** Checks the present content: if it is not what the editor saw, the act itself finds that out by the version. */
  async function whyNotSent(id: number): Promise<CannotSay | null> {
    const alert = await alertById(pool, id);
    return alert && (alert.state === "draft" || alert.state === "scheduled")
      ? cannotSay(alert.content)
      : null;
  }

  function needsTwo(content: AlertContent, source: string | null): boolean {
    return whyTwo(config.desk.fourEyes, { content, source: source ?? PASTE }) !== null;
  }

  /** Asked at the moment of the act: the right may have been taken away since the page was opened. */
  async function maySend(editor: string): Promise<boolean> {
    const person = await personNamed(pool, editor);
    return editor === `console:${AT_TERMINAL.id}` || (person !== undefined && may(person, "send"));
  }
}

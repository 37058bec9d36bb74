import { html } from "hono/html";
import type { AlertState } from "../../alerts/alert.ts";
import type { OnDesk } from "../../chat/alert-desk.ts";
import { hasFirstApproval, livePart } from "./alert-page.ts";
import type { Visit } from "./guard.ts";
import type { Html } from "./layout.ts";
import type { LivePart } from "./live.ts";
import type { DeskParts } from "./ports.ts";
import { doneName } from "./words.ts";

/** Live counts, and what somebody else did meanwhile. The speed is computed from two looks. */
export function liveAlert({ parts, person }: Visit, args: readonly string[]): Omit<LivePart, "name"> {
  const [id, version] = [Number(args[0]), Number(args[1])];
  const [, , state = "", approved = ""] = args;
  let before: { done: number; at: number } | null = null;
  return {
    key: `siaran ${id} ${version} ${state} ${approved} ${person.role} ${person.maySend}`,
    look: async () => {
      const one = await parts.alerts.progress(id);
      if (!one) return { html: "", over: true };
      const done = countDone(one);
      const at = parts.now().getTime();
      const perSecond = before && at > before.at ? ((done - before.done) * 1000) / (at - before.at) : null;
      before = { done, at };
      const open = one.acts.reduce((sum, { counts }) => sum + counts.open, 0);
      const over = open === 0 && one.alert.state === ENDED;
      const is = one.alert;
      const ended = state === "sending" && is.state === "sent"; // of itself
      const other =
        is.version !== version ||
        (is.state !== state && !ended) ||
        hasFirstApproval(is) !== (approved === "1");
      const meanwhile = other ? await whatChanged(id, parts) : "";
      return { html: String(await livePart(one, person, perSecond, meanwhile)), over };
    },
  };
}

/** The only state after which nothing can happen to an alert any more. */
const ENDED: AlertState = "recalled";

async function whatChanged(id: number, { alerts, names }: DeskParts): Promise<Html | ""> {
  const [last, nameOf] = await Promise.all([alerts.lastDone(id), names()]);
  if (!last) return "";
  return html`<p class="notice">
    <strong>${nameOf(last.who)}</strong> baru saja ${doneName(last.act)}.
    <a href="/siaran/${id}">Lihat yang terbaru</a>
  </p>`;
}

function countDone({ acts }: Pick<OnDesk, "acts">): number {
  return acts.reduce((sum, { counts }) => sum + counts.total - counts.open, 0);
}

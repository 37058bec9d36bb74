import type { NotDone } from "../../alerts/acts.ts";
import { SAID } from "../../alerts/alert.ts";
import type { OnDesk } from "../alert-desk.ts";
import * as copy from "../copy/copy.ts";
import type { ConversationPorts, Draft } from "../ports.ts";
import { say, type Turn } from "../turn.ts";
import type { DeskOrder } from "../understanding/intent.ts";

/** What all orders about an alert answer with. */

/** An editor's orders about one alert. */
export type AlertOrder = Exclude<
  Extract<DeskOrder, { id: number }> | { kind: "scheduled" },
  { kind: "progress" | "retry" }
>;

/** A draft, or a scheduled alert, as readers will see it, with the buttons to decide on it; of others, why there is nothing to decide. */
export async function showDraft(
  id: number,
  ports: Pick<ConversationPorts, "alerts" | "nameOf">,
): Promise<Turn> {
  const one = await ports.alerts.one(id);
  if (!one) return say(copy.noSuchDraft(id));
  const { state, decidedBy, decidedAt, sendAt, version } = one.alert;
  if (state === "rejected") return say(copy.wasRejected(one, decidedBy && (await ports.nameOf(decidedBy))));
  if (state !== "draft" && state !== "scheduled") {
    if (state === "sending" || state === "sent") return say(copy.alreadySending(id));
    return notDone(id, { kind: "too late", state, by: decidedBy, at: decidedAt }, ports);
  }
  if ("why" in one.preview) return say(copy.cannotBeSent(one, one.preview.why));
  return {
    ...say(
      one.preview.message,
      sendAt ? copy.decideScheduled(one, sendAt) : copy.decide(draftOf(one, one.preview.message)),
    ),
    shows: [{ id, version }],
    ...(state === "draft" && { awaiting: { kind: "confirm", id, version } }),
  };
}

function draftOf(one: OnDesk, preview: Draft["preview"]): Draft {
  const { alert, reach } = one;
  return { id: alert.id, version: alert.version, preview, audience: reach, reasons: copy.warnings(one) };
}

/** Why nothing was done, with the colleague's name; where they changed it meanwhile, what `anew` then says of it as well. */
export async function notDone(
  id: number,
  why: NotDone,
  { nameOf }: Pick<ConversationPorts, "nameOf">,
  anew?: () => Promise<Turn>,
): Promise<Turn> {
  const named = "by" in why && why.by !== null ? { ...why, by: await nameOf(why.by) } : why;
  const said = say(copy.notDone(id, named));
  if (why.kind !== "changed" || anew === undefined) return said;
  const turn = await anew();
  return { ...turn, replies: [...said.replies, ...turn.replies] };
}

export function isSaid({ alert }: OnDesk): boolean {
  return SAID.includes(alert.state);
}

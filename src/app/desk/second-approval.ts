import type { AlertDesk } from "../../chat/alert-desk.ts";
import { askSecond, askSecondUnseen } from "../../chat/copy/drafts.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import {
  type FirstApproval,
  tellOfFirstApproval,
  untoldFirstApprovals,
} from "../../store/alerts/draft-acts.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";

const WHERE = "notice of a draft that wants a second approval";

/**
 * Shows each draft that one person has approved to those who could be the second, once: as readers would have it, and who approved it. One that
 * cannot be shown is told of without, and holds up no other. Never rejects: what fails here the sweep repeats.
 */
export async function askForSecond(
  parts: Pick<Core, "pool" | "events"> & {
    alerts: Pick<AlertDesk, "one">;
    notices: Pick<Notices, "oweOthers" | "look">;
    nameOf(who: string): Promise<string>;
  },
): Promise<void> {
  const { pool, alerts, notices, nameOf, events } = parts;
  const reported = (error: unknown) => events.fault(WHERE, error);

  async function tell(wanted: FirstApproval): Promise<void> {
    const { id, first } = wanted;
    const messages = await shown(id, first).catch((error: unknown) => {
      reported(error);
      return [askSecondUnseen(id)];
    });
    await tellOfFirstApproval(pool, wanted, async (tx) => {
      if (messages.length > 0) await notices.oweOthers(tx, messages, { right: "send", except: first });
    });
  }

  /** None where it could not be sent as it is: its editors are told so where they look at it. */
  async function shown(id: number, first: string): Promise<OutgoingMessage[]> {
    const [alert, name] = await Promise.all([alerts.one(id), nameOf(first)]);
    return !alert || "why" in alert.preview ? [] : [alert.preview.message, askSecond(alert, name)];
  }

  const untold = await untoldFirstApprovals(pool).catch(reported);
  for (const wanted of untold ?? []) await tell(wanted).catch(reported);
  notices.look();
}

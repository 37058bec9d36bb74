import { askSecond } from "../../chat/copy/drafts.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import { tellOfFirstApproval } from "../../store/alerts/draft-acts.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Core } from "../core.ts";

/**
 * Shows each draft that one person has approved to those who could be the second, once: as readers would have it, and who approved it. Never
 * rejects: what fails here the sweep repeats.
 */
export async function askForSecond(
  parts: Pick<Core, "pool" | "events"> & {
    alerts: Pick<AlertDesk, "one">;
    notices: Pick<Notices, "oweOthers">;
    nameOf(who: string): Promise<string>;
  },
): Promise<void> {
  const { pool, alerts, notices, nameOf, events } = parts;
  async function tell({ id, first }: { id: number; first: string }): Promise<void> {
    const [alert, name] = await Promise.all([alerts.one(id), nameOf(first)]);
    if (!alert || "why" in alert.preview) return;
    const messages = [alert.preview.message, askSecond(alert, name)];
    await notices.oweOthers(messages, { right: "send", except: first });
  }
  try {
    while (await tellOfFirstApproval(pool, tell));
  } catch (error) {
    events.fault("notice of a draft that wants a second approval; the sweep repeats it", error);
  }
}

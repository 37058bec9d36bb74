import { askSecond } from "../../chat/alert-copy.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Core } from "../core.ts";

/** Shows a draft that one person has approved to those who could be the second. Never rejects: `/antrean` lists the draft anyway. */
export async function askForSecond(
  id: number,
  first: string,
  parts: Pick<Core, "events"> & {
    alerts: Pick<AlertDesk, "one">;
    notices: Pick<Notices, "tellOthers">;
    nameOf(who: string): Promise<string>;
  },
): Promise<void> {
  const { alerts, notices, nameOf, events } = parts;
  try {
    const [alert, name] = await Promise.all([alerts.one(id), nameOf(first)]);
    if (!alert || "why" in alert.preview) return;
    const messages = [alert.preview.message, askSecond(alert, name)];
    await notices.tellOthers(messages, { right: "send", except: first });
  } catch (error) {
    events.fault("notice of a draft that wants a second approval; /antrean lists it", error);
  }
}

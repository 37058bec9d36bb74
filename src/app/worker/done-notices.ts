import type { AlertDesk } from "../../chat/alert-desk.ts";
import { broadcastDone } from "../../chat/copy/broadcasts.ts";
import { doneNotices, tellOfDone, type WaitingNotice } from "../../store/desk/done-notices.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";

/** What went wrong is reported under this. */
export const DONE_NOTICE = "notice that an alert is done";

export interface DoneNoticesWiring extends Pick<Core, "pool" | "events"> {
  notices: Pick<Notices, "oweOne" | "look">;
  progress: AlertDesk["progress"];
}

/**
 * Tells editors once that their broadcasts are done, in whichever process they asked. One that fails does not hold up the others, and the next
 * call finds it again.
 */
export async function tellDone({ pool, events, notices, progress }: DoneNoticesWiring): Promise<void> {
  for (const notice of await doneNotices(pool))
    await tell(notice).catch((error: unknown) => events.fault(DONE_NOTICE, error));

  async function tell(notice: WaitingNotice): Promise<void> {
    const result = await progress(notice.alertId);
    await tellOfDone(pool, notice, async (tx) => {
      if (result) await notices.oweOne(tx, notice.to, broadcastDone(result), notice.editor);
    });
    notices.look();
  }
}

import { openTurns, type Turn } from "../../alerts/scheduled.ts";
import { mayHaveGoneOut, missedItsMoment } from "../../chat/copy/schedule.ts";
import { giveBack } from "../../store/alerts/draft-acts.ts";
import { dueScheduled, sendScheduled } from "../../store/alerts/send.ts";
import type { Core } from "../core.ts";
import type { Milestones } from "./milestones.ts";

/**
 * Each call sends the scheduled alerts whose moment has come, or gives them back to the editors. One that fails does not hold up the others: it is
 * reported, and the next call finds it again. Rejects where the store cannot be asked what is due.
 */
export function openScheduled({
  pool,
  events,
  clock,
  milestones,
  remind,
  draftWaits,
}: Pick<Core, "pool" | "events" | "clock"> & {
  milestones: Pick<Milestones, "fanOut" | "approved">;
  remind: { deliveries(alertId: number): Promise<void> };
  /** Tells editors of a draft that waits for them. Never rejects. */
  draftWaits(alertId: number): Promise<void>;
}): () => Promise<void> {
  const now = () => clock.now();
  const turns = openTurns();
  return async () => {
    for (const turn of turns(await dueScheduled(pool, now()), now()))
      await take(turn).catch((error: unknown) => events.fault(`scheduled alert ${turn.id}`, error));
  };

  async function take(turn: Turn): Promise<void> {
    const { id, sendAt } = turn;
    if (turn.does === "give back") {
      const why = turn.mayBeOut ? mayHaveGoneOut(sendAt) : missedItsMoment(sendAt, now());
      if (await giveBack(pool, turn, why, now())) await draftWaits(id);
      return;
    }
    const sent = await sendScheduled(pool, id, now(), milestones.fanOut, turn);
    if (!sent) return;
    await remind.deliveries(id);
    await milestones.approved(id, sent.by, sent.chats);
  }
}

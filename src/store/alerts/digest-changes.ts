import type pg from "pg";
import { z } from "zod";
import type { Correction } from "../../alerts/acts.ts";
import { AlertContent } from "../../alerts/alert.ts";
import { type DigestEntry, withEntry } from "../../chat/digest.ts";
import { rows } from "../database.ts";

const Digest = z.object({ id: z.number(), content: AlertContent });

/**
 * Corrects the digests that list an alert, in the transaction that corrects or recalls it, so that their readers learn of it. `now` is null
 * where it was recalled; `why` is for the readers; `correct` corrects one digest.
 */
export async function changeInDigests(
  tx: pg.PoolClient,
  alertId: number,
  { was, now, why }: { was: DigestEntry; now: DigestEntry | null; why: string | null },
  correct: (digestId: number, change: Correction) => Promise<unknown>,
): Promise<void> {
  if (now && now.headline === was.headline && now.link === was.link) return;
  // The lock waits for a change of another alert that the same digests list.
  const digests = await rows(
    tx,
    Digest,
    `select id, content from alerts where lists @> array[$1::bigint] and state in ('sending', 'paused', 'sent', 'stopped')
     order by id for no key update`,
    [alertId],
  );
  for (const { id, content } of digests) {
    const summary = withEntry(content.summary, was, now);
    if (summary === null) continue; // the alert is in another part of the same digest
    const what = now ? `“${was.headline}” diralat` : `“${was.headline}” ditarik`;
    await correct(id, { summary, correction: why === null ? `${what}.` : `${what}: ${why}` });
  }
}

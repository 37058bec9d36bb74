import { z } from "zod";
import { noPreferences, type Preferences } from "../../chat/preferences.ts";
import { ZONES } from "../../time.ts";
import { type Queryable, row } from "../database.ts";
import { IN_HAND } from "../ledger/claims.ts";

/** When and how often a chat wants alerts, in the table `preferences`. */

const Row = z.object({
  zone: z.enum(ZONES),
  from: z.number().nullable(),
  until: z.number().nullable(),
  morning: z.boolean(),
  evening: z.boolean(),
  breakingAnyway: z.boolean(),
  mostADay: z.number().nullable(),
  pausedUntil: z.date().nullable(),
});

export async function preferencesOf(db: Queryable, chatId: number): Promise<Preferences> {
  const kept = await row(
    db,
    Row,
    `select zone, quiet_from as "from", quiet_until as "until", morning, evening,
            breaking_anyway as "breakingAnyway", most_a_day as "mostADay", paused_until as "pausedUntil"
     from preferences where chat_id = $1`,
    [chatId],
  );
  if (!kept) return noPreferences();
  const { from, until, morning, evening, ...same } = kept;
  const quiet = from === null || until === null ? null : { from, until };
  return { ...same, quiet, digest: { morning, evening } };
}

/** Keeps the count for the daily limit. Deliveries that wait for the end of quiet hours are moved to the new end. */
export async function writePreferences(
  db: Queryable,
  chatId: number,
  { zone, quiet, digest, breakingAnyway, mostADay, pausedUntil }: Preferences,
): Promise<void> {
  await db.query(
    `insert into preferences
       (chat_id, zone, quiet_from, quiet_until, morning, evening, breaking_anyway, most_a_day, paused_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (chat_id) do update set
       zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
       morning = excluded.morning, evening = excluded.evening, breaking_anyway = excluded.breaking_anyway,
       most_a_day = excluded.most_a_day, paused_until = excluded.paused_until`,
    [
      chatId,
      zone,
      quiet?.from,
      quiet?.until,
      digest.morning,
      digest.evening,
      breakingAnyway,
      mostADay,
      pausedUntil,
    ],
  );
  await db.query(PUT_OFF, [chatId]);
}

/**
 * On which day a chat with preferences `p` hears what is approved at a moment, as SQL: an alert that waits for the end of the night is the
 * morning's. The daily limit counts by it.
 */
export const dayHeard = (at: string): string =>
  `(after_quiet(${at}, p.zone, p.quiet_from, p.quiet_until) at time zone p.zone)::date`;

/** Takes an alert off these chats' daily count, since they do not hear it after all. Breaking alerts and digests were not counted. */
export async function givePlacesBack(
  db: Queryable,
  alertId: number,
  chats: readonly number[],
): Promise<void> {
  if (chats.length > 0) await db.query(GIVE_BACK, [alertId, chats]);
}

const GIVE_BACK = `
  update preferences set heard = greatest(0, heard - 1)
  from (
    select p.chat_id from alerts a join preferences p on ${dayHeard("a.decided_at")} = p.day
    where a.id = $1 and a.lists is null and not (a.content ->> 'breaking')::boolean and p.chat_id = any($2)
    order by p.chat_id for no key update of p
  ) as counted
  where preferences.chat_id = counted.chat_id`;

// A delivery that was never tried and is due later can only wait for quiet hours. One that falls into new quiet hours is put off when claimed.
const PUT_OFF = `
  update deliveries d set due_at = case
    when p.quiet_from is null or d.rank < 3 and p.breaking_anyway then a.decided_at
    else after_quiet(a.decided_at, p.zone, p.quiet_from, p.quiet_until) end
  from alerts a cross join preferences p
  where p.chat_id = $1 and d.chat_id = $1 and d.alert_id = a.id and a.state in ('sending', 'paused')
    and d.act = 'send' and d.state in ('waiting', 'aside') and d.id not in (${IN_HAND})
    and d.attempts = 0 and d.due_at > a.decided_at + interval '1 second'`;

import { z } from "zod";
import { AlertContent } from "../../alerts/alert.ts";
import type { Filtering } from "../../chat/follows.ts";
import type { Heard, HeardAlert, Opinions } from "../../chat/ports.ts";
import type { Recipient } from "../../delivery/delivery.ts";
import { readFilter } from "../../search/filter.ts";
import { type Queryable, row } from "../database.ts";

/** The alerts that chats have heard, and their readers' opinions of them. */
export function heardOn(db: Queryable): Heard {
  return {
    async alert(chat, messageId, since) {
      const heard = await row(db, HeardRow, HEARD, [...placeOf(chat), messageId, since]);
      return heard ? alertOf(heard) : null;
    },

    async wouldHaveCome(wish, since) {
      const [matches, value] = matching(wish);
      const counted = await row(
        db,
        z.object({ count: z.number(), newest: z.array(z.string()) }),
        `with such as (
           select id, content->>'headline' as headline from alerts
           where decided_at >= $2 and words is not null and state in ('sending', 'sent') and ${matches}
         )
         select count(*), array(select headline from such order by id desc limit 3) as newest from such`,
        [value, since],
      );
      return counted ?? { count: 0, newest: [] };
    },

    async opine(alertId, chat, { verdict, words }, at) {
      const kept = await row(
        db,
        z.object({ isNew: z.boolean() }),
        `with before as (
           select verdict, words from opinions join chats on chats.id = chat_id where ${THIS_CHAT} and alert_id = $4
         )
         insert into opinions (alert_id, chat_id, verdict, words, at)
         select $4, id, $5, $6, $7 from chats where ${THIS_CHAT}
         on conflict (alert_id, chat_id) do update set verdict = $5, words = coalesce($6, opinions.words), at = $7
         returning not exists (select from before where verdict = $5 and (words is not null or $6::text is null)) as "isNew"`,
        [...placeOf(chat), alertId, verdict, words, at],
      );
      return { opinions: await opinionsOf(db, alertId), isNew: kept?.isNew ?? false };
    },

    opinions: (alertId) => opinionsOf(db, alertId),
  };
}

const THIS_CHAT = "messenger = $1 and address = $2 and thread = $3";

function placeOf({ messenger, address, thread }: Recipient): [string, string, string] {
  return [messenger, address, thread ?? ""];
}

/** The condition by which the fan-out matches this wish (store/ledger/fan-out.ts), and its parameter $1. */
function matching(wish: Filtering): [string, string | null] {
  switch (wish.kind) {
    case "words":
      return ["words @@ $1::tsquery", readFilter(wish.words)?.asked ?? null];
    case "outlet":
      return ["content->>'outlet' = $1", wish.outlet];
    case "region":
      return ["content->'regions' ? $1", wish.region];
  }
}

// The ledger is indexed by alert: each alert costs one look-up. Digests are counted apart, since there are many and they must not crowd out alerts.
const LOOKED_BACK = 500;
const DIGESTS_LOOKED_BACK = 5_000;

// Newest first. With $4, the alert of the message that was answered; without, the last one since $5. "materialized" and "limit 1" make each
// alert one look-up, whatever the planner estimates.
const HEARD = `
  with recent as materialized (
    (select id from alerts where lists is null and state in ('sending', 'sent', 'stopped')
     order by decided_at desc, id desc limit ${LOOKED_BACK})
    union all
    (select id from alerts where lists is not null and state in ('sending', 'sent', 'stopped')
     order by id desc limit ${DIGESTS_LOOKED_BACK})
  ),
  heard as materialized (
    select c.id as chat_id, d.alert_id, d.settled_at
    from chats c cross join recent
    cross join lateral (
      select alert_id, settled_at, state, message_id from deliveries
      where alert_id = recent.id and chat_id = c.id and act = 'send' limit 1
    ) d
    where ${THIS_CHAT.replaceAll(/(messenger|address|thread)/g, "c.$1")} and d.state = 'sent'
      and case when $4::text is null then d.settled_at >= $5 else d.message_id = $4 end
    order by d.settled_at desc, d.alert_id desc limit 1
  )
  select a.id, a.content, h.settled_at as at, a.lists is not null as digest,
         array(select f.words from subscriptions s join filters f on f.words = s.topic
               where s.chat_id = h.chat_id and s.follows = 'words' and a.words @@ f.asked order by f.words) as words
  from heard h join alerts a on a.id = h.alert_id`;

const HeardRow = z.object({
  id: z.number(),
  content: AlertContent,
  at: z.date(),
  digest: z.boolean(),
  words: z.array(z.string()),
});

function alertOf({ content, ...row }: z.infer<typeof HeardRow>): HeardAlert {
  const { headline, breaking, toEveryone, topics, regions, outlet, link } = content;
  return { ...row, headline, breaking, toEveryone, topics, regions, outlet, link };
}

async function opinionsOf(db: Queryable, alertId: number): Promise<Opinions> {
  const counts = await row(
    db,
    z.object({ good: z.number(), bad: z.number(), wrong: z.number() }),
    `select count(*) filter (where verdict = 'good') as good, count(*) filter (where verdict = 'bad') as bad,
            count(*) filter (where verdict = 'wrong') as wrong
     from opinions where alert_id = $1`,
    [alertId],
  );
  return counts ?? { good: 0, bad: 0, wrong: 0 };
}

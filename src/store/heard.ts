import { z } from "zod";
import { AlertContent } from "../alerts/alert.ts";
import type { Filtering } from "../chat/follows.ts";
import type { Heard, HeardAlert, Opinions } from "../chat/ports.ts";
import type { Recipient } from "../delivery/delivery.ts";
import { readFilter } from "../search/filter.ts";
import { type Queryable, row } from "./database.ts";

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
        z.object({ alerts: z.number() }),
        `select count(*) as alerts from alerts
         where decided_at >= $2 and words is not null and state in ('sending', 'sent') and ${matches}`,
        [value, since],
      );
      return counted?.alerts ?? 0;
    },

    async opine(alertId, chat, { verdict, words }, at) {
      await db.query(
        `insert into opinions (alert_id, chat_id, verdict, words, at)
         select $4, id, $5, $6, $7 from chats where ${THIS_CHAT}
         on conflict (alert_id, chat_id) do update set verdict = $5, words = coalesce($6, opinions.words), at = $7`,
        [...placeOf(chat), alertId, verdict, words, at],
      );
      return opinionsOf(db, alertId);
    },

    opinions: (alertId) => opinionsOf(db, alertId),
  };
}

const THIS_CHAT = "messenger = $1 and address = $2 and thread = $3";

function placeOf({ messenger, address, thread }: Recipient): [string, string, string] {
  return [messenger, address, thread ?? ""];
}

/** As the fan-out matches (store/fan-out.ts), with $1. */
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

const LOOKED_BACK = 500; // alerts; the ledger is indexed by alert, so each is one look

// Newest first: an answer to a message is to a recent one, and only without such a message does `since` count.
const HEARD = `
  select a.id, a.content, d.settled_at as at, a.lists is not null as digest,
         array(select f.words from subscriptions s join filters f on f.words = s.topic
               where s.chat_id = c.id and s.follows = 'words' and a.words @@ f.asked order by f.words) as words
  from chats c
  cross join lateral (
    select id, content, words, lists from alerts where state in ('sending', 'sent', 'stopped') order by id desc limit ${LOOKED_BACK}
  ) a
  join deliveries d on d.alert_id = a.id and d.chat_id = c.id and d.act = 'send'
  where ${THIS_CHAT.replaceAll(/(messenger|address|thread)/g, "c.$1")} and d.state = 'sent'
    and case when $4::text is null then d.settled_at >= $5 else d.message_id = $4 end
  order by d.settled_at desc, a.id desc limit 1`;

const HeardRow = z.object({
  id: z.number(),
  content: AlertContent,
  at: z.date(),
  digest: z.boolean(),
  words: z.array(z.string()),
});

function alertOf({ content, ...row }: z.infer<typeof HeardRow>): HeardAlert {
  const { headline, breaking, toEveryone, topics, regions, outlet } = content;
  return { ...row, headline, breaking, toEveryone, topics, regions, outlet };
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

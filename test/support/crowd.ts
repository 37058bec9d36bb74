import type pg from "pg";

/** So many chats on Telegram, 1001 and on, that hear every alert. */
export async function crowdOnTelegram(pool: pg.Pool, count: number): Promise<void> {
  await pool.query(
    `with made as (
       insert into chats (messenger, address, kind, joined_at)
       select 'telegram', 1000 + n, 'private', now() from generate_series(1, $1::int) as n returning id
     )
     insert into subscriptions (chat_id, follows, since) select id, 'all', now() from made`,
    [count],
  );
}

/** Nobody follows anything any more: so a test leaves a service that it shares with the next one. */
export async function nobodyFollows({ db }: { readonly db: { readonly pool: pg.Pool } }): Promise<void> {
  await db.pool.query("delete from subscriptions");
}

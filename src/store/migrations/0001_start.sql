-- What a source's polling has learnt. The source itself (address, policy, topics) is configuration.
create table sources (
  id            text primary key,
  feed          text not null,                       -- the configured address that all the rest was learnt from
  etag          text,
  last_modified text,
  moved_to      text,                                -- a permanent redirect, remembered
  next_poll_at  timestamptz not null default '-infinity',
  last_ok_at    timestamptz,                         -- null: never loaded, its first load alerts nobody
  failures      integer not null default 0,          -- in a row
  failing_since timestamptz,
  last_error    text
);

create table articles (
  id           bigint generated always as identity primary key,
  source       text not null,
  state        text not null default 'accepted'
               check (state in ('accepted', 'ready', 'repeat', 'archived', 'failed')),
  repeat_of    bigint references articles,
  quiet        boolean not null default false,       -- archive only: a feed's first load, or too old
  incoming     jsonb not null,                       -- IncomingArticle, exactly as it came
  clean        jsonb,                                -- CleanArticle
  summary      jsonb,                                -- Summary
  topics       text[] not null default '{}',
  published_at timestamptz,
  received_at  timestamptz not null,
  search       tsvector
);
create index articles_to_do on articles (id) where state = 'accepted';
create index articles_search on articles using gin (search);
create index articles_newest on articles (received_at desc) where state = 'ready';

-- Every way to know an article again: its addresses, normalised, and a hash of its text.
create table article_keys (
  key        text primary key,
  article_id bigint not null references articles on delete cascade
);
create index article_keys_article on article_keys (article_id);

create table alerts (
  id         bigint generated always as identity primary key,
  article_id bigint unique references articles,      -- one article, one alert; null: an editor's own words
  state      text not null default 'draft'
             check (state in ('draft', 'sending', 'sent', 'stopped', 'rejected')),
  content    jsonb not null,                         -- AlertContent
  created_by text not null,
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  sent_at    timestamptz
);
create index alerts_open on alerts (id) where state in ('draft', 'sending');

create table chats (
  id          bigint generated always as identity primary key,
  messenger   text not null,
  address     text not null,
  thread      text not null default '',              -- Telegram forum topic; '' where there is none
  kind        text not null check (kind in ('channel', 'group', 'private')),
  title       text,
  joined_at   timestamptz not null,
  left_at     timestamptz,                           -- null: listens
  left_why    text,
  -- The platform's limit for this one chat. While a worker has one of its deliveries in hand: the end of that lease.
  free_at     timestamptz not null default '-infinity',
  unique (messenger, address, thread)
) with (fillfactor = 80);                              -- free_at is written with every message: room to do it in place

create table subscriptions (
  chat_id bigint not null references chats on delete cascade,
  follows text not null check (follows in ('all', 'breaking', 'topic')),
  topic   text not null default '',
  since   timestamptz not null,
  primary key (chat_id, follows, topic)
);
create index subscriptions_who on subscriptions (follows, topic) include (chat_id);

-- The ledger: one row for one act of one alert toward one chat. The row is the promise, the job only a reminder.
-- No foreign keys: checking them would double the time in which a million rows are written; rows come only from one
-- statement that reads both tables, and alerts are never deleted. Who deletes a chat deletes its rows.
create table deliveries (
  id            bigint generated always as identity primary key,
  alert_id      bigint not null,
  chat_id       bigint not null,
  act           text not null default 'send',
  messenger     text not null,
  rank          smallint not null check (rank between 0 and 5), -- breaking before ordinary; channels, groups, private chats
  state         text not null default 'waiting'
                check (state in ('waiting', 'claimed', 'sent', 'withdrawn', 'unknown', 'gone', 'refused')),
  due_at        timestamptz not null,
  attempts      integer not null default 0,
  failing_since timestamptz,                         -- the first try that failed because of this chat
  claimed_by    text,
  lease_until   timestamptz,
  message_id    text,
  why           text,
  settled_at    timestamptz,
  left_by       text,                                -- the editor who left an unknown row as it is
  unique (alert_id, chat_id, act)
) with (fillfactor = 80);
create index deliveries_due on deliveries (messenger, rank, due_at, id) where state = 'waiting';
create index deliveries_claimed on deliveries (lease_until) where state = 'claimed';
create index deliveries_unknown on deliveries (id) where state = 'unknown' and left_by is null;

-- How many deliveries of an alert are in which state ('open': waiting or claimed), as changes to be added up. Workers only
-- ever add rows here, so that none waits for another; a finished alert's rows are folded into one a state.
create table tallies (
  alert_id bigint not null,
  state    text not null,
  change   integer not null
);
create index tallies_of_alert on tallies (alert_id) include (state, change);

create function tally_bucket(state text) returns text language sql immutable
  return case when state in ('waiting', 'claimed') then 'open' else state end;

create function tally_deliveries() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tallies select alert_id, tally_bucket(state), count(*) from after group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into tallies select alert_id, tally_bucket(state), -count(*) from before group by 1, 2;
  else
    insert into tallies
      select alert_id, tally_bucket(state), sum(change) from (
        select alert_id, state, 1 as change from after union all select alert_id, state, -1 from before
      ) moved group by 1, 2 having sum(change) <> 0;
  end if;
  return null;
end $$;
create trigger deliveries_added after insert on deliveries referencing new table as after
  for each statement execute function tally_deliveries();
create trigger deliveries_moved after update on deliveries referencing old table as before new table as after
  for each statement execute function tally_deliveries();
create trigger deliveries_removed after delete on deliveries referencing old table as before
  for each statement execute function tally_deliveries();

-- A messenger account: who may hold its session, and the pace that holds over all workers.
create table accounts (
  messenger   text primary key,
  holder      text,
  lease_until timestamptz,
  free_at     timestamptz not null default '-infinity', -- when the next slot is free
  not_before  timestamptz not null default '-infinity'  -- a 429 moves it for everyone
) with (fillfactor = 50);                               -- written several times a second: room to do it in place

-- What someone was asked and has not answered yet (a broadcast's preview, a numbered list).
create table conversations (
  messenger  text not null,
  address    text not null,
  person     text not null,
  state      jsonb not null,
  updated_at timestamptz not null,
  primary key (messenger, address, person)
);

-- Messages already answered, so that a redelivered update is not answered twice.
create table heard (
  messenger text not null,
  id        text not null,
  at        timestamptz not null,
  primary key (messenger, id)
);
create index heard_at on heard (at);

create table switches (
  name text primary key,
  "on" boolean not null,
  by   text not null,
  at   timestamptz not null
);

create table dead_letters (
  id       bigint generated always as identity primary key,
  step     text not null,
  subject  bigint not null,
  error    text not null,
  attempts integer not null,
  died_at  timestamptz not null,
  unique (step, subject)
);

-- Who did what, when. Rows are only ever added.
create table audit (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  who     text not null,
  act     text not null,
  subject text not null,
  details jsonb not null default '{}'
);
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log cannot be changed';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();

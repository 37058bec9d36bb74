-- What readers follow beside topics: words (a filter, below) and outlets (by their names).
alter table subscriptions drop constraint subscriptions_follows_check;
alter table subscriptions add constraint subscriptions_follows_check
  check (follows in ('all', 'breaking', 'topic', 'words', 'outlet'));

-- Keyword filters, one row however many chats follow the same; subscriptions name it by its words (search/filter.ts).
create table filters (
  words text primary key,
  asked tsquery not null,
  keys  text[] not null                              -- lexemes without one of which no alert can match
);
create index filters_keys on filters using gin (keys) with (fastupdate = off); -- read while an alert is approved: no list to merge

-- An approved alert's own lexemes, computed once: what filters are held against. `lists`: it is a digest of these.
alter table alerts add words tsvector, add lists bigint[];
create index alerts_decided on alerts (decided_at) where words is not null;

-- When and how often a chat wants to hear from us (chat/preferences.ts). Most chats have no row.
create table preferences (
  chat_id         bigint primary key references chats on delete cascade,
  zone            text not null,
  quiet_from      smallint check (quiet_from between 0 and 1439), -- minutes after midnight; both or neither
  quiet_until     smallint check (quiet_until between 0 and 1439),
  morning         boolean not null,                  -- digests
  evening         boolean not null,
  breaking_anyway boolean not null,
  most_a_day      smallint check (most_a_day > 0),
  paused_until    timestamptz,
  day             date,                              -- what most_a_day counts: alerts written for the chat on this day
  heard           smallint not null default 0,
  check (case when quiet_from is null then quiet_until is null else quiet_until <> quiet_from end)
) with (fillfactor = 80);

-- Alerts that wait for a chat's next digest.
create table digest_items (
  chat_id  bigint not null references chats on delete cascade,
  alert_id bigint not null references alerts on delete cascade,
  due_at   timestamptz not null,
  primary key (chat_id, alert_id)
);
create index digest_items_due on digest_items (due_at);

-- The marks that searches are narrowed down with (store/archive.ts), for articles from before there were any.
update articles set search = search || array_to_tsvector(array[
  '#' || id / 2000, to_char(coalesce(published_at, received_at) at time zone 'Asia/Jakarta', '"#"YYYY-MM')])
where search is not null;

-- Articles of certain days.
create index articles_at on articles (coalesce(published_at, received_at) desc, id desc) where state = 'ready';

-- What readers think of an alert: one opinion a chat, the last.
create table opinions (
  alert_id bigint not null references alerts on delete cascade,
  chat_id  bigint not null references chats on delete cascade,
  verdict  text not null check (verdict in ('good', 'bad', 'wrong')),
  words    text,
  at       timestamptz not null,
  primary key (alert_id, chat_id)
);
create index opinions_of_chat on opinions (chat_id);

-- The audit log cannot be changed, so no reader's id may get in: it has a hash with the salt of its day, and salts are thrown
-- away when the day is over. The entries of one day can be told apart, those of all days before point to nobody.
create table audit_salts (
  day  date primary key,
  salt bytea not null
);

create function minute_of(at timestamp) returns integer language sql immutable
  return extract(hour from at)::integer * 60 + extract(minute from at)::integer;

-- The first moment, `at` or later, outside of the quiet hours.
create function after_quiet(at timestamptz, zone text, quiet_from smallint, quiet_until smallint)
  returns timestamptz language sql stable
  return case
    when quiet_from is null then at
    when (minute_of(at at time zone zone) - quiet_from + 1440) % 1440 >= (quiet_until - quiet_from + 1440) % 1440 then at
    else (date_trunc('day', at at time zone zone)
          + case when minute_of(at at time zone zone) < quiet_until then interval '0' else interval '1 day' end
          + quiet_until * interval '1 minute') at time zone zone
  end;

-- The next of a chat's digests, at 6.00 and 18.00 in its zone; null where it has none.
create function next_digest(at timestamptz, zone text, morning boolean, evening boolean)
  returns timestamptz language sql stable
  return (
    select min(moment)
    from (values (6, morning), (18, evening), (30, morning), (42, evening)) as digest (hour, wanted)
    cross join lateral (
      select (date_trunc('day', at at time zone zone) + hour * interval '1 hour') at time zone zone as moment
    ) as digests
    where wanted and moment > at
  );

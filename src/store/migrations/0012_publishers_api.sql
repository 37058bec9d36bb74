-- The publishers' API: who may use it, who is told of what, and what they are still to be told.

create table api_tokens (
  id           bigint generated always as identity primary key,
  name         text not null,
  source       text,                                 -- its articles and their alerts alone; null: the newsroom's own token
  scopes       text[] not null,
  hash         bytea not null unique,                -- sha256 of 32 random bytes: there is nothing to guess
  made_at      timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

create table webhooks (
  id            bigint generated always as identity primary key,
  source        text,                                -- as its token's
  token_id      bigint not null references api_tokens,
  url           text not null,
  events        text[] not null,
  secret        bytea not null,                      -- sealed (store/seal.ts)
  made_at       timestamptz not null,
  failures      integer not null default 0,          -- in a row
  failing_since timestamptz,
  rest_until    timestamptz not null default '-infinity', -- a failing one is left alone for a while
  lease_until   timestamptz not null default '-infinity', -- one sender at a time
  disabled_at   timestamptz,
  disabled_why  text
);

-- What an endpoint is to be told. Written by the triggers below in the transaction of what it tells of, whoever changes it.
create table webhook_messages (
  id         bigint generated always as identity primary key,
  webhook_id bigint not null references webhooks on delete cascade,
  event      text not null,
  subject    text not null,                          -- "alert:12": what is told of one subject is told in order
  data       jsonb not null,                         -- as it was then
  at         timestamptz not null default clock_timestamp(),
  state      text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts   integer not null default 0,
  tried_at   timestamptz,                            -- first
  due_at     timestamptz not null default '-infinity',
  status     integer,                                -- the last answer's, if there was one
  why        text,                                   -- the last failure
  settled_at timestamptz
);
create index webhook_messages_waiting on webhook_messages (webhook_id, id) where state = 'waiting';
create index webhook_messages_in_order on webhook_messages (webhook_id, subject, id) where state = 'waiting';
create index webhook_messages_newest on webhook_messages (webhook_id, id desc);
create index webhook_messages_settled on webhook_messages (settled_at) where state <> 'waiting';

create function tell_webhooks(told text, about text, of_source text, content jsonb) returns void language sql as $$
  insert into webhook_messages (webhook_id, event, subject, data)
  select id, told, about, content from webhooks
  where told = any(events) and disabled_at is null and (source is null or source = of_source)
$$;

create function tell_of_alert() returns trigger language plpgsql as $$
declare
  of_source text := (select source from articles where id = new.article_id);
  content   jsonb := jsonb_build_object('id', new.id, 'articleId', new.article_id, 'state', new.state,
                       'headline', new.content ->> 'headline', 'link', new.content ->> 'link');
begin
  if tg_op = 'UPDATE' and new.corrections > old.corrections then
    perform tell_webhooks('alert.corrected', 'alert:' || new.id, of_source, content);
  end if;
  if tg_op = 'INSERT' or new.state <> old.state then
    perform tell_webhooks('alert.' || case new.state when 'draft' then 'drafted' else new.state end,
      'alert:' || new.id, of_source, content);
  end if;
  return null;
end $$;
create trigger alerts_told after insert or update of state, corrections on alerts
  for each row execute function tell_of_alert();

create function tell_of_article() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('article.failed', 'article:' || new.id, new.source,
    jsonb_build_object('id', new.id, 'url', new.incoming ->> 'url', 'title', new.incoming ->> 'title'));
  return null;
end $$;
create trigger articles_told after update of state on articles
  for each row when (new.state = 'failed' and old.state <> 'failed') execute function tell_of_article();

-- The publisher took the article back.
alter table articles
  add withdrawn_at       timestamptz,
  add withdrawal_told_at timestamptz;                -- when the editors were told of it, where it had an alert

-- A key is reserved before its article is accepted: of two different bodies with one key the second is refused.
alter table push_receipts alter answer drop not null;

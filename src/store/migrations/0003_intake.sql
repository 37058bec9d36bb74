-- Subscriptions at WebSub hubs, one for each source whose feed names a hub.
create table hub_subscriptions (
  source      text primary key,
  callback    text not null unique,                    -- the last part of our address: long, random, known to the hub alone
  hub         text not null,
  topic       text not null,
  secret      text not null,                           -- with which the hub signs what it sends
  state       text not null default 'wanted' check (state in ('wanted', 'asked', 'active', 'denied')),
  next_at     timestamptz not null,                    -- when to ask the hub, or to ask it again
  failures    integer not null default 0,              -- in a row
  last_error  text,
  lease_until timestamptz,                             -- as the hub granted it
  content_at  timestamptz                              -- when it last brought something; null: never, or it has missed something since
);
create index hub_subscriptions_next on hub_subscriptions (next_at);

-- What publishers were answered, by their Idempotency-Key.
create table push_receipts (
  source    text not null,
  key       text not null,
  body_hash bytea not null,
  answer    jsonb not null,
  at        timestamptz not null,
  primary key (source, key)
);
create index push_receipts_at on push_receipts (at);

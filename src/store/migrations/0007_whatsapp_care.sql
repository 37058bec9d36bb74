-- What is remembered of a WhatsApp account beside its session, so that it is not lost with a pairing.
create table whatsapp_accounts (
  account          text primary key,
  number           text not null,                    -- its phone number in digits
  since            timestamptz not null,             -- this number first connected: young ones may send less a day
  restricted_until timestamptz                       -- WhatsApp's word: no private chats before
);

-- How many private chats were written to, unasked, on a day (Jakarta's).
create table whatsapp_days (
  account text not null,
  day     date not null,
  sent    integer not null,
  primary key (account, day)
);

-- People who wrote to us in private, by each address WhatsApp gave; nobody else is ever written to.
create table whatsapp_people (
  account  text not null,
  address  text not null,
  wrote_at timestamptz not null,                     -- last
  primary key (account, address)
);
insert into whatsapp_people select 'main', address, joined_at from chats where messenger = 'whatsapp' and kind = 'private';

-- Channel posts as they were published: a correction must keep the picture. WhatsApp keeps them for 30 days, and so do we.
create table whatsapp_posts (
  account text not null,
  id      text not null,
  content bytea not null,
  at      timestamptz not null,
  primary key (account, id)
);
create index whatsapp_posts_at on whatsapp_posts (at);

-- The configured Channels, as WhatsApp knows them.
create table whatsapp_channels (
  account   text not null,
  invite    text not null,                           -- the last part of its link
  address   text not null,
  name      text not null,
  followers integer,
  may_post  boolean not null,
  asked_at  timestamptz not null,
  primary key (account, invite)
);

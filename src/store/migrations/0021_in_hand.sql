-- A claim writes nothing into the ledger: what is in a worker's hands is what its row of `claims` lists, with the chats beside the
-- deliveries, in the same order.
alter table claims add messenger text, add chats bigint[];
with held as (
  select c.id, min(d.messenger) as messenger, array_agg(d.id order by d.id) as deliveries, array_agg(d.chat_id order by d.id) as chats
  from claims c cross join unnest(c.deliveries) as one (id)
  join deliveries d on d.id = one.id and d.state = 'waiting' and d.claimed_by = c.by and d.lease_until = c.lease_until
  group by c.id
)
update claims c set messenger = held.messenger, deliveries = held.deliveries, chats = held.chats from held where c.id = held.id;
delete from claims where messenger is null;
alter table claims alter messenger set not null, alter chats set not null;
alter table deliveries drop claimed_by, drop lease_until;

-- Goes up with every claim: of two that looked at the same moment, one takes and the other looks again.
create table turns (
  messenger text primary key,
  number    bigint not null
) with (fillfactor = 50);

-- Chats that were just written to, and until when their platform's limit forbids the next message: a row for each group of verdicts.
-- After a crash of the server it is empty; what a chat then hears too soon is answered with a 429 and comes later.
create unlogged table spoken (
  messenger text not null,
  until     timestamptz not null,                    -- the latest of free_at
  chats     bigint[] not null,
  free_at   timestamptz[] not null                   -- of each of them
);
create index spoken_until on spoken (messenger, until);
alter table chats drop free_at;
alter table chats set (fillfactor = 90);

-- A verdict writes a second entry for its row into both indexes: room for it beside the first, instead of split pages.
alter index deliveries_pkey set (fillfactor = 50);
alter index deliveries_alert_id_chat_id_act_key set (fillfactor = 50);

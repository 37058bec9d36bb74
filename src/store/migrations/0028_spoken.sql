-- All of a group may be written to again when the last of them may: one moment for a row of them, which claims read in a third of the time.
drop table spoken;
create unlogged table spoken (
  messenger text not null,
  alert_id  bigint not null,
  until     timestamptz not null,
  chats     bigint[] not null
);
create index spoken_until on spoken (messenger, until);

-- Five hundred ids are gone within seconds: not worth squeezing.
alter table claims alter deliveries set storage external, alter chats set storage external;

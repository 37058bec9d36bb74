-- A row in a worker's hands stays `waiting`, with the worker's name and its lease: so claiming changes nothing that an index knows, and
-- PostgreSQL writes the new version beside the old one (a heap-only tuple), where these pages have room for it.
update deliveries set state = 'waiting', attempts = attempts + 1, claimed_by = null, lease_until = null where state = 'claimed';
drop index deliveries_claimed;
alter table deliveries set (fillfactor = 45);
alter table chats set (fillfactor = 40);

-- What each claim took, for the day that its worker dies. Looked at, and thrown away, when its lease has ended.
create table claims (
  id          bigint generated always as identity primary key,
  by          text not null,
  lease_until timestamptz not null,
  deliveries  bigint[] not null
);
create index claims_lease_until on claims (lease_until);

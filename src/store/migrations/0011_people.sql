-- People of the desk. Those named in the configuration are kept in step with it at each start.
create table people (
  id          bigint generated always as identity primary key,
  name        text not null check (name <> ''),
  role        text not null check (role in ('reader', 'editor', 'chief', 'admin')),
  may_send    boolean not null,
  identities  text[] not null default '{}',            -- "telegram:777": by the platform's stable user id
  from_file   boolean not null default false,
  password    text,                                    -- argon2id, with its parameters and salt
  totp        bytea,                                   -- sealed; null: no second factor
  totp_used   bigint,                                  -- the last time step a code was used for: no code twice
  disabled_at timestamptz,
  created_at  timestamptz not null
);
create unique index people_name on people (lower(name)) where disabled_at is null;
create index people_identities on people using gin (identities);

-- Links that sign someone in once. Only a hash of what is in the link.
create table sign_in_links (
  hash       bytea primary key,
  person_id  bigint not null references people on delete cascade,
  expires_at timestamptz not null
);

create table sessions (
  hash       bytea primary key,                        -- of the cookie
  person_id  bigint not null references people on delete cascade,
  device     text not null,
  created_at timestamptz not null,
  seen_at    timestamptz not null
);
create index sessions_of on sessions (person_id);

-- Failed sign-ins, by name and by address, hashed: who guesses waits longer and longer.
create table sign_in_failures (
  key bytea not null,
  at  timestamptz not null
);
create index sign_in_failures_of on sign_in_failures (key, at);

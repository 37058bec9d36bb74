-- WhatsApp sessions: what makes this installation a device of the account. Every value is sealed with a key from the
-- environment; `key_id` tells which, so that nothing sealed with another key can get in beside it.
create table whatsapp_sessions (
  account     text primary key,
  key_id      bytea not null,
  credentials bytea,                                 -- null: keys came first
  changed_at  timestamptz not null default now()
);

create table whatsapp_keys (
  account text not null references whatsapp_sessions on delete cascade,
  kind    text not null,
  id      text not null,
  value   bytea not null,
  primary key (account, kind, id)
) with (fillfactor = 70);                            -- sessions change with every message

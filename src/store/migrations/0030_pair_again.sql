-- What an admin asks, at the desk, of the process that has the account's connection.
alter table whatsapp_connection
  add column asked    text check (asked in ('connect', 'pair')),
  add column asked_at timestamptz;

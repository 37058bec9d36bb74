-- Sources that were added at the desk, beside those of the configuration.
create table desk_sources (
  id       text primary key,
  settings jsonb not null,                           -- Source, as the configuration would have it
  added_by text not null,
  added_at timestamptz not null
);

-- Sources, of the configuration or of the desk, that nothing is taken from for the time being.
create table paused_sources (
  id        text primary key,
  paused_by text not null,
  paused_at timestamptz not null
);

-- How the WhatsApp account's connection stands, and what pairs it, from the process that has it to the desk's pages.
create table whatsapp_connection (
  account    text primary key,
  state      text not null,
  why        text,
  qr         text,                                   -- of the moment: scanned by the account's phone
  code       text,                                   -- or typed into it
  changed_at timestamptz not null
);

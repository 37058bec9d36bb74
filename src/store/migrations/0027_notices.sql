-- What editors are to be told waits here for a process that can reach them: on WhatsApp that is one alone.
create table notices (
  id        bigint generated always as identity primary key,
  messenger text not null,
  recipient jsonb not null,
  messages  jsonb not null,
  at        timestamptz not null,
  due_at    timestamptz not null
);
create index notices_waiting on notices (messenger, id);

-- What is wrong with the service itself, and whether editors know: a row a cause, so that of many processes one tells, once.
create table troubles (
  cause       text primary key,
  since       timestamptz not null,
  resolved_at timestamptz                              -- null: it lasts
);

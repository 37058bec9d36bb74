-- Whom to tell when an alert's last delivery has its verdict. A row, since the process that finds out is seldom the one that was asked.
create table done_notices (
  alert_id  bigint not null references alerts on delete cascade,
  recipient jsonb not null,
  primary key (alert_id, recipient)
);

-- A stopped alert is looked at until its rows are withdrawn; those of before have been, or are when they are claimed.
update alerts set done_at = coalesce(sent_at, decided_at, created_at) where state = 'stopped' and done_at is null;
drop index alerts_open;
create index alerts_open on alerts (id)
  where state in ('draft', 'scheduled', 'sending', 'paused', 'recalled') or state = 'stopped' and done_at is null;
create index alerts_not_done on alerts (id) where state in ('stopped', 'recalled') and done_at is null;

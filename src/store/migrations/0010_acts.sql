-- An alert's life after its draft: scheduled, paused, corrected, recalled (alerts/alert.ts).
alter table alerts drop constraint alerts_state_check;
alter table alerts add constraint alerts_state_check check (state in
  ('draft', 'scheduled', 'sending', 'paused', 'sent', 'stopped', 'rejected', 'recalled'));
alter table alerts
  add version       integer not null default 1,        -- goes up with every change of the content: what an editor saw
  add edited_by     text,                              -- whose words it has, if not those of who drafted it
  add first_approval text,                             -- four eyes: who approved this version first
  add send_at       timestamptz,                       -- scheduled: when it is approved by itself
  add embargo_until timestamptz,                       -- not to be sent before
  add corrections   integer not null default 0,        -- how many there were: the last one's act is 'correct N'
  add done_at       timestamptz;                       -- the last delivery of a recall has its verdict
create index alerts_scheduled on alerts (send_at) where state = 'scheduled';
drop index alerts_open;
create index alerts_open on alerts (id) where state in ('draft', 'scheduled', 'sending', 'paused', 'recalled');

-- Rows of a paused alert are put aside by the claims that meet them, and come back when it is resumed.
alter table deliveries drop constraint deliveries_state_check;
alter table deliveries add constraint deliveries_state_check check (state in
  ('waiting', 'claimed', 'aside', 'sent', 'withdrawn', 'unknown', 'gone', 'refused'));
create index deliveries_aside on deliveries (alert_id) where state = 'aside';

-- Counted by act, too: a correction's progress is not that of the alert.
alter table tallies add act text not null default 'send';
drop index tallies_of_alert;
create index tallies_of_alert on tallies (alert_id) include (act, state, change);

create or replace function tally_bucket(state text) returns text language sql immutable
  return case when state in ('waiting', 'claimed', 'aside') then 'open' else state end;

create or replace function tally_deliveries() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tallies (alert_id, act, state, change)
      select alert_id, act, tally_bucket(state), count(*) from after group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into tallies (alert_id, act, state, change)
      select alert_id, act, tally_bucket(state), -count(*) from before group by 1, 2, 3;
  else
    insert into tallies (alert_id, act, state, change)
      select alert_id, act, tally_bucket(state), sum(change) from (
        select alert_id, act, state, 1 as change from after
        union all select alert_id, act, state, -1 from before
      ) moved group by 1, 2, 3 having sum(change) <> 0;
  end if;
  return null;
end $$;

create index audit_subject on audit (subject, id);
create index alerts_decided_at on alerts (decided_at);

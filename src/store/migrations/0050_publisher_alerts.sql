-- Whose article an alert tells of: a source that asks for its alerts is not looked for through all articles. A trigger fills it in, so that a
-- process of the release before, which may still be running, does so as well.
alter table alerts add source text;
update alerts set source = a.source from articles a where a.id = alerts.article_id;
create function alert_has_source() returns trigger language plpgsql as $$
begin
  new.source := (select source from articles where id = new.article_id);
  return new;
end $$;
create trigger alerts_source before insert on alerts for each row when (new.article_id is not null)
  execute function alert_has_source();
create index alerts_of_source on alerts (source, id) where source is not null;
create index alerts_by_id on alerts (id) where lists is null;

-- Publishers are told of alerts, and not of digests: of those each list that some reader has makes one, and in the morning a newsroom's endpoint
-- would hear of thousands before the next alert.
drop trigger alerts_told on alerts;
create trigger alerts_told after insert or update of state, corrections on alerts
  for each row when (new.lists is null) execute function tell_of_alert();

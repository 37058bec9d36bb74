-- What an alert was sent as is deleted after its time (store/retention.ts): whoever looks for old rows of the ledger passes over it.
alter table alerts add emptied boolean not null default false;
create index alerts_to_empty on alerts (decided_at) where not emptied and state in ('sent', 'stopped', 'recalled');

-- The editors' lists, past the digests of thousands of readers.
create index alerts_listed on alerts (decided_at desc, id desc) where lists is null;
create index alerts_digests on alerts (id) where lists is not null;

-- What is asked of years: a source's articles and alerts, what sources changed, the log by who, what and when.
create index articles_source on articles (source, received_at desc);
create index articles_withdrawn on articles (withdrawn_at) where withdrawn_at is not null;
create index article_versions_received on article_versions (received_at);
create index alerts_created on alerts (created_at);
create index audit_at on audit (at);
create index audit_who on audit (who, id);
create index audit_act on audit (act, id);

-- How many listen, counted without their rows, and who came lately.
create index chats_listening on chats (messenger, kind) where left_at is null;
create index chats_joined on chats (joined_at);

-- As in the ledger: rows come only from a statement that has the alert in hand, and to look for them whenever an old digest is deleted would
-- read them all.
alter table digest_items drop constraint digest_items_alert_id_fkey;

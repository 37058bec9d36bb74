-- Where a later article brought an alert up to date (stories: edit), that is its source from then on.
alter table alerts add words_of bigint references articles on delete set null;
create index alerts_words_of on alerts (words_of) where words_of is not null;

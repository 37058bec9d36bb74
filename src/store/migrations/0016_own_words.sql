-- What an editor broadcast in their own words, as the archive has it (store/own-words.ts).
alter table alerts add filed_as bigint references articles on delete set null;
create index alerts_filed_as on alerts (filed_as) where filed_as is not null;

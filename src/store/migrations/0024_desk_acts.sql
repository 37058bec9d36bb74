-- Whom the configuration named as editors at the last start: it speaks again only where it changed. What was decided at the desk since
-- (someone disabled, an account taken away) stays.
create table file_editors (identity text primary key);
insert into file_editors select distinct unnest(identities) from people where from_file;

-- An alert that is recalled or corrected is looked for in the digests that list it.
create index alerts_lists on alerts using gin (lists) where lists is not null;

-- Not even a session that calls itself a replica changes the log.
alter table audit enable always trigger audit_append_only;

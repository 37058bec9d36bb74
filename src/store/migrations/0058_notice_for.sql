-- Whom of the desk a notice is for, and the right without which it is none of theirs: who was sent away before it went out hears no more of it.
alter table notices add column account text, add column needs text;
alter table done_notices add column account text;

-- Whom each entry of the configuration's editors has let in: their accounts may be changed at the desk, and they are still that entry's.
alter table file_editors add column person_id bigint references people on delete set null;
update file_editors f set person_id = coalesce(
  (select p.id from people p where p.identities @> array[f.identity] order by p.disabled_at is not null, p.id desc limit 1),
  (select split_part(a.subject, ':', 2)::bigint from audit a
   where a.act = 'change person' and a.details -> 'before' -> 'identities' ? f.identity order by a.id desc limit 1));

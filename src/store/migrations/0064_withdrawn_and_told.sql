-- Editors are told of a withdrawal in the transaction that notes it. Where a process died between the two, its publisher asks again, and then both are done.
update articles a set withdrawn_at = null
 where withdrawn_at is not null and withdrawal_told_at is null
   and exists (select from alerts al where (al.words_of = a.id or al.article_id = a.id and al.words_of is null)
     and al.state <> 'rejected' and al.created_at <= a.withdrawn_at);
alter table articles drop column withdrawal_told_at;

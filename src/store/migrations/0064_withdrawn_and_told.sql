-- Editors are told of a withdrawal in the transaction that notes it.
alter table articles drop column withdrawal_told_at;

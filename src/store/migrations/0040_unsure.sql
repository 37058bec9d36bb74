-- It may have been said without the ledger having a message of it: its worker died with it in hand, or an editor sent it again when nobody
-- knew. So corrections and recalls follow it, whatever it ends as.
alter table deliveries add unsure boolean not null default false;

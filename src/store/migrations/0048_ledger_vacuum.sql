-- A claim walks past what was sent since the last vacuum: 200,000 such entries are 13 ms of every claim. By default the ledger is vacuumed when a fifth
-- of it has changed, which is a million of five.
alter table deliveries set (autovacuum_vacuum_scale_factor = 0.05);

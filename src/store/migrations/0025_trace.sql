-- One id for an article's way, from its acceptance to its last delivery: in the log and, where they are kept, in traces. What is older
-- than this has none. 32 hexadecimal digits, as W3C Trace Context has it.
alter table articles add column trace text;
alter table articles alter column trace set default replace(gen_random_uuid()::text, '-', '');
alter table alerts add column trace text, add column first_sent_at timestamptz;
alter table alerts alter column trace set default replace(gen_random_uuid()::text, '-', '');

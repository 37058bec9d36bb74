-- Stopped for good: whoever has not heard it by then never will, though it be corrected afterwards and so be sending again.
alter table alerts add closed boolean not null default false;
update alerts set closed = true where state = 'stopped';

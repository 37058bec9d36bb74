-- One of two has approved a draft, and those who could be the second are still to be told: whoever took the approval may be killed before.
alter table alerts add column second_untold boolean not null default false;
create index alerts_second_untold on alerts (id) where second_untold;

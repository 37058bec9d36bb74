-- Taken out of the configuration, or paused: its next load is taken for its first one, which alerts nobody.
alter table sources add absent boolean not null default false;

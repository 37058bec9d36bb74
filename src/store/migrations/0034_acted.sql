-- A message that a killed process had heard and not acted on is heard again when its platform brings it again.
alter table heard
  add column by    text    not null default '',
  add column acted boolean not null default true;
alter table heard alter column by drop default, alter column acted drop default;

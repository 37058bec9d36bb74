-- What readers follow beside topics, words and outlets: regions, by their names (articles/region.ts).
alter table subscriptions drop constraint subscriptions_follows_check;
alter table subscriptions add constraint subscriptions_follows_check
  check (follows in ('all', 'breaking', 'topic', 'words', 'outlet', 'region'));

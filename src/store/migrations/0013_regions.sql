-- What readers follow beside topics, words and outlets: regions, by their names (articles/region.ts).
alter table subscriptions drop constraint subscriptions_follows_check;
alter table subscriptions add constraint subscriptions_follows_check
  check (follows in ('all', 'breaking', 'topic', 'words', 'outlet', 'region'));

-- Keyword filters want one of their words in what an alert is about (search/filter.ts): for those of before. The search tree is
-- the query without what is left out; every operator in it becomes "or", every lexeme asks for the weights A and B.
update filters set asked = asked && regexp_replace(
  regexp_replace(querytree(asked), '&|<[^>]*>', '|', 'g'), '(''(?:[^'']|'''')+'')', '\1:AB', 'g')::tsquery;
-- An alert's own words had weights by title and text; all of them were what it is about.
update alerts set words = setweight(words, 'A') where words is not null;

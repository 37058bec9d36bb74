-- What further feeds of an article's site brought of it last, as hashes: what such a feed changes is a version of the article.
alter table articles add column echoes jsonb not null default '{}';

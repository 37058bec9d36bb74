-- Further feeds of the article's own site that brought it and have topics, breaking news or a policy to add (articles/whose-address.ts).
alter table articles add also_from text[] not null default '{}';

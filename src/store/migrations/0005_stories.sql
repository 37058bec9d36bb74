-- Articles that tell the same event. A story has no text of its own: it is its articles.
create table stories (
  id        bigint generated always as identity primary key,
  opened_at timestamptz not null
);

alter table articles
  add story_id   bigint references stories,
  add body_hash  text,                                 -- of the newest body its source gave (articles/accept.ts)
  add silent_why text;                                 -- read, archived, and why no alert was made of it: for an editor
create index articles_story on articles (story_id) where story_id is not null;
create index articles_silent on articles (received_at desc) where silent_why is not null;

-- What the articles of the last days are compared by. Rows older than the window are deleted as new ones come.
create table story_traces (
  article_id bigint primary key references articles on delete cascade,
  story_id   bigint not null references stories,
  source     text not null,
  seen_at    timestamptz not null,
  terms      text[] not null,                          -- the weightiest words, by which candidates are found
  trace      jsonb not null                            -- Trace (articles/similarity.ts)
);
create index story_traces_terms on story_traces using gin (terms);
create index story_traces_seen on story_traces (seen_at);

-- Pairs of articles that belong together, as they were judged when the later one came.
create table story_kin (
  article_id bigint not null references articles on delete cascade,
  earlier_id bigint not null references articles on delete cascade,
  kinship    text not null check (kinship in ('same text', 'same news', 'same story')),
  primary key (article_id, earlier_id)
);
create index story_kin_earlier on story_kin (earlier_id);

-- Every text that an article has had at its source, once there is more than one; the newest is the article's own.
create table article_versions (
  id          bigint generated always as identity primary key,
  article_id  bigint not null references articles on delete cascade,
  hash        text not null,                           -- of the body as it came; the same text again is no new version
  state       text not null check (state in ('accepted', 'news', 'read', 'gone', 'failed')),
  incoming    jsonb not null,                          -- IncomingArticle
  clean       jsonb,                                   -- CleanArticle
  summary     jsonb,                                   -- Summary
  received_at timestamptz not null,
  unique (article_id, hash)
);
create index article_versions_to_do on article_versions (article_id) where state in ('accepted', 'news');

-- Why an alert waits for an editor, in sentences for that editor.
alter table alerts add reasons text[] not null default '{}';

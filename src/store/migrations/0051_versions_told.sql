-- Editors are told of what a source changed since they were told last, and not of each version; and a text may come back.
alter table article_versions
  add column told_at  timestamptz,                        -- when editors were told of it
  add column returned smallint not null default 0;        -- how often the article had this text again

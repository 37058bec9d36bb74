-- Summaries by a model that passed the check, by a hash of what they were made of: the article's text, the model, the newsroom's
-- style, the length. Rows older than a month are deleted as new ones come.
create table model_summaries (
  key     text primary key,
  summary jsonb not null,                              -- Summary
  made_at timestamptz not null
);

-- One row for each question that a model was asked, for its limits by the hour and the day; older rows are deleted.
create table model_questions (
  asked_at timestamptz not null
);
create index model_questions_asked on model_questions (asked_at);

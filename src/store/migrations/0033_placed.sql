-- In which order articles were placed in their stories: whoever looked before the lock was theirs asks for those after their look.
alter table story_traces add column placed bigint generated always as identity;
create index story_traces_placed on story_traces (placed);

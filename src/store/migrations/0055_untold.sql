-- Editors are still to be told of a draft: whoever made it may be killed before it tells them.
alter table alerts add column untold boolean not null default false;
create index alerts_untold on alerts (article_id) where untold;

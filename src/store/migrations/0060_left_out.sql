-- A feed lists an article no longer though it lists older ones: its page is looked at once ('look'), and that was done ('seen').
alter table articles add column left_out text check (left_out in ('look', 'seen'));
create index articles_left_out on articles (id) where left_out = 'look';

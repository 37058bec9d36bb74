-- Of a teaser that came with other words though its page had nothing new: not before then is the page looked at again.
alter table articles add look_again_at timestamptz;

-- Drafts of which editors are still to be told are found by themselves: an editor's own words have no article by which the sweep would find them.
drop index alerts_untold;
create index alerts_untold on alerts (id) where untold;

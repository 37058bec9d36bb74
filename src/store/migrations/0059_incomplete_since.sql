-- Since when a source has been read well without ever giving all that it has (its first load was empty, or cut off): what is dated before is no news.
alter table sources add column incomplete_since timestamptz;

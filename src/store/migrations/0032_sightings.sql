-- What is a trouble only where every look of every process sees it: since when they do, and when the last one did.
create table sightings (
  what    text primary key,
  since   timestamptz not null,
  seen_at timestamptz not null
);

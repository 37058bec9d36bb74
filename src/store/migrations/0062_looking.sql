-- A source is being looked at: what it says by now will be known in a moment. Its lease (next_poll_at) ends that where its process dies.
alter table sources add column looking boolean not null default false;

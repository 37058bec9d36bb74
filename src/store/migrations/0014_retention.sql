-- What is looked for when old things are deleted (store/retention.ts).
create index articles_received on articles (received_at);
create index articles_repeat_of on articles (repeat_of) where repeat_of is not null;
create index chats_left on chats (left_at) where left_at is not null;

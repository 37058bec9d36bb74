-- Meta says of a message by its id that it did not arrive after all.
create index deliveries_wamid on deliveries (message_id) where message_id like 'wamid.%';

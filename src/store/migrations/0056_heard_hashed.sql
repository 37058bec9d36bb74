-- A message's id may name its sender. Kept as a hash, the row can outlast an erasure: the platform may bring the message again after it.
update heard set id = encode(sha256(convert_to(id, 'UTF8')), 'hex');

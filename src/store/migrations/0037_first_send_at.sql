-- Four eyes: for when whoever approved it first meant it; null: at once.
alter table alerts add first_send_at timestamptz;

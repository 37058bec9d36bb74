-- Words of titles, found again by any piece of them that a typing error leaves whole (search/typos.ts). Rows are only added.
create table search_words (
  piece text not null,
  word  text not null,
  primary key (piece, word)
);

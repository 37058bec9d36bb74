-- Words of titles, found again by any piece of them that a typing error leaves whole (search/typos.ts). Rows are only added.
-- Not unique: two articles with the same new word must not wait for one another, and a row too many does no harm.
create table search_words (
  piece text not null,
  word  text not null
);
create index search_words_piece on search_words (piece, word);

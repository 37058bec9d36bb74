import type { CleanArticle } from "../articles/article.ts";
import { type Genre, genreOf } from "../articles/genre.ts";
import { miscounted } from "../articles/miscounted.ts";
import { type Sensitive, sensitiveSubjects } from "../articles/sensitive.ts";
import { check } from "../summaries/check.ts";
import { untoldDenial } from "../summaries/denials.ts";
import { overtakenBy } from "../summaries/overtaken.ts";
import type { Summary } from "../summaries/summary.ts";

/**
 * Why an alert must not go out without an editor, in sentences for that editor; [] if nothing speaks against it. The press
 * codes' subjects first, then what is labelled as no news, then a title that counts people otherwise than the text, a denial left out, what the
 * article itself overtakes, and what it does not support. `article.sections` are all that are known: its source's and its page's.
 */
export function reasonsToWait(article: CleanArticle, summary: Summary, budget: number): string[] {
  const sensitive = sensitiveSubjects(article).map(
    ({ subject, words }) => `Perlu penyunting: ${SUBJECTS[subject]} (“${words}”).`,
  );
  const genre = genreOf(article);
  const care = genre === null ? sensitive : [...sensitive, `${GENRES[genre.kind]} (“${genre.label}”).`];
  // A title alone is no alert that a newsroom would send unseen.
  if (summary.text === "") return [...care, "Isi artikel tidak terbaca, hanya judulnya."];
  const count = miscounted(article);
  if (count !== null)
    care.push(`Angka dalam judul (${count.title}) tidak ada dalam isi artikel, yang menyebut ${count.text}.`);
  const denial = untoldDenial(article, summary);
  if (denial !== null)
    care.push(`Artikel memuat bantahan (“${denial}”), judul dan ringkasan tidak menyebutnya.`);
  const newer = overtakenBy(article, summary);
  if (newer !== null && newer !== denial)
    care.push(`Artikel menulis perkembangan yang lebih baru (“${newer}”), ringkasan tidak menyebutnya.`);
  return [...care, ...check(summary, article, { budget }).map(({ why }) => why)];
}

const SUBJECTS: Readonly<Record<Sensitive["subject"], string>> = {
  "sexual crime": "korban kejahatan seksual",
  child: "anak sebagai korban, saksi, atau pelaku",
  suicide: "bunuh diri",
};

const GENRES: Readonly<Record<Genre["kind"], string>> = {
  advertorial: "Perlu penyunting: ditandai sebagai iklan, bukan berita",
  release: "Perlu penyunting: ditandai sebagai siaran pers, bukan liputan sendiri",
  opinion: "Perlu penyunting: ditandai sebagai opini, bukan berita",
  service: "Perlu penyunting: layanan harian, bukan kabar kilat",
  roundup: "Perlu penyunting: rangkuman beberapa berita, bukan satu kabar",
};

import { words, type Word } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Offices of the text that lost the word which makes them another ("Wakil Menteri", "mantan bupati"), and two sides that have changed
 * places: "Garuda mengalahkan Persela" where the article only has it the other way round.
 */
export function personFaults(text: string, evidence: Evidence): Fault[] {
  const own = words(text);
  if (deedsIn(own).length === 0 && !own.some(({ key }) => OFFICES.has(key))) return [];
  const article = words(evidence.text);
  return [...officeFaults(own, article), ...sideFaults(own, article)];
}

const OFFICES = wordSet(
  "menteri presiden gubernur bupati wali walikota ketua kepala direktur kapolda kapolres kapolri sekretaris perdana camat rektor panglima jaksa komandan",
);
const OTHERWISE = wordSet("wakil mantan eks bekas calon plt pj penjabat pelaksana wamen");

function officeFaults(own: readonly Word[], article: readonly Word[]): Fault[] {
  return own.flatMap((word, at): Fault[] => {
    const next = own[at + 1];
    if (!OFFICES.has(word.key) || !next || OTHERWISE.has(own[at - 1]?.key ?? "")) return [];
    const places = article.flatMap(({ key }, i) =>
      key === word.key && article[i + 1]?.key === next.key ? [i] : [],
    );
    const before = places.map((i) => article[i - 1]?.key ?? "");
    if (places.length === 0 || !before.every((key) => OTHERWISE.has(key))) return [];
    const found = `${word.text} ${next.text}`;
    const why = `Artikel menulis "${before[0]} ${found}", ringkasan menulis "${found}".`;
    return [{ kind: "name", found, why }];
  });
}

const DEEDS = wordSet(
  "mengalahkan kalahkan menaklukkan taklukkan menundukkan tundukkan menumbangkan tumbangkan membantai melibas menyingkirkan singkirkan " +
    "menggugat gugat melaporkan laporkan mengakuisisi akuisisi menyerang serang membunuh bunuh menikam menembak tembak menabrak tabrak",
);
const SUFFERED = wordSet(
  "dikalahkan ditaklukkan ditundukkan ditumbangkan dibantai dilibas disingkirkan digugat dilaporkan diakuisisi diserang dibunuh ditikam ditembak ditabrak",
);
// What stands between a deed and who it is done to, or by: "menang 3-1 atas", "kalah dari", "ditembak oleh", "PT"
const BETWEEN = wordSet("oleh pt cv tim klub");
// An article may put an office or an age between.
const REACH = 4;

function sideFaults(own: readonly Word[], article: readonly Word[]): Fault[] {
  const known = deedsIn(article);
  return deedsIn(own).flatMap(({ at, end, passive }): Fault[] => {
    const before = own[at - 1];
    const behind = own.slice(end).find(({ key }) => !BETWEEN.has(key));
    if (!isName(before) || !isName(behind)) return [];
    const [doer, done] = passive ? [behind.key, before.key] : [before.key, behind.key];
    const says = (one: string, other: string) =>
      known.some((deed) => {
        const front = article.slice(Math.max(0, deed.at - REACH), deed.at);
        const back = article.slice(deed.end, deed.end + REACH);
        const [doers, dones] = deed.passive ? [back, front] : [front, back];
        return doers.some(({ key }) => key === one) && dones.some(({ key }) => key === other);
      });
    if (says(doer, done) || !says(done, doer)) return [];
    const found = own
      .slice(at - 1, own.indexOf(behind) + 1)
      .map(({ text }) => text)
      .join(" ");
    return [{ kind: "direction", found, why: `Artikel menulisnya terbalik dari "${found}".` }];
  });
}

interface Deed {
  at: number;
  end: number;
  /** Whom it is done to stands in front. */
  passive: boolean;
}

/** What one does to another, and never both to each other at once. */
function deedsIn(all: readonly Word[]): Deed[] {
  return all.flatMap(({ key }, at): Deed[] => {
    if (DEEDS.has(key)) return [{ at, end: at + 1, passive: false }];
    if (SUFFERED.has(key)) return [{ at, end: at + 1, passive: true }];
    const link = key === "menang" ? "atas" : key === "kalah" || key === "takluk" ? "dari" : undefined;
    const linked = all.slice(at + 1, at + 4).findIndex((word) => word.key === link);
    return link === undefined || linked === -1
      ? []
      : [{ at, end: at + linked + 2, passive: link === "dari" }];
  });
}

function isName(word: Word | undefined): word is Word {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

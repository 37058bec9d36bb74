import { stems } from "../../articles/stem.ts";
import { hasVerb } from "../grammar.ts";
import { words, type Word } from "../words.ts";
import { type Evidence, oncePerArticle } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Offices of the text that are another in the article ("Presiden Inggris") or lost the word which makes them another ("Wakil Menteri",
 * "mantan bupati"), two sides that have changed places ("Garuda mengalahkan Persela" where the article only has it the other way round),
 * and who stands for another: "Rukmana meninggal" where it is his wife.
 */
export function personFaults(text: string, evidence: Evidence): Fault[] {
  const own = words(text);
  const article = wordsOf(evidence);
  return [
    ...officeFaults(own, article),
    ...sideFaults(own, evidence),
    ...ownerFaults(text, own, article, evidence),
  ];
}

const wordsOf = oncePerArticle(({ text }) => words(text));
const deedsOf = oncePerArticle((evidence) => deedsIn(wordsOf(evidence)));

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
    const other = otherOffice(word.key, next, article);
    if (other !== null) {
      const found = `${word.text} ${next.text}`;
      return [{ kind: "name", found, why: `Artikel menulis "${other}", ringkasan menulis "${found}".` }];
    }
    if (places.length === 0 || !before.every((key) => OTHERWISE.has(key))) return [];
    const found = `${word.text} ${next.text}`;
    const why = `Artikel menulis "${before[0]} ${found}", ringkasan menulis "${found}".`;
    return [{ kind: "name", found, why }];
  });
}

/** What the article calls the one whom it nowhere gives this office: "Menteri Inggris" for a "Presiden Inggris". */
function otherOffice(office: string, next: Word, article: readonly Word[]): string | null {
  if (!isName(next) || article.some(({ key }) => key === office)) return null;
  const at = article.findIndex(({ key }, i) => key === next.key && OFFICES.has(article[i - 1]?.key ?? ""));
  return at === -1 ? null : `${article[at - 1]?.text} ${next.text}`;
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
const REACH = 5;

function sideFaults(own: readonly Word[], evidence: Evidence): Fault[] {
  const told = deedsIn(own);
  if (told.length === 0) return [];
  const article = wordsOf(evidence);
  const known = deedsOf(evidence);
  return told.flatMap(({ at, end, passive, root }): Fault[] => {
    const before = own[at - 1];
    const reach = passive && own[end]?.key !== "oleh" ? 1 : REACH;
    const behind = own
      .slice(end)
      .filter(({ key }) => !BETWEEN.has(key))
      .slice(0, reach)
      .find(isName);
    if (!isName(before) || !isName(behind)) return [];
    // in a line of Title Case any word may look like a name
    if (root !== "" && ![before, behind].every((word) => isOnlyName(word, article))) return [];
    const [doer, done] = passive ? [behind.key, before.key] : [before.key, behind.key];
    const says = (one: string, other: string) =>
      known.some((deed) => {
        const front = article.slice(Math.max(0, deed.at - REACH), deed.at);
        const back = article.slice(deed.end, deed.end + REACH);
        const [doers, dones] = deed.passive ? [back, front] : [front, back];
        if (deed.root !== root) return false;
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
  /** What the verbs that tell the same have in common. */
  root: string;
}

/** What one does to another, and never both to each other at once: all that win, sue or kill alike, else the same verb. */
function deedsIn(all: readonly Word[]): Deed[] {
  return all.flatMap(({ key }, at): Deed[] => {
    if (DEEDS.has(key)) return [{ at, end: at + 1, passive: false, root: "" }];
    if (SUFFERED.has(key)) return [{ at, end: at + 1, passive: true, root: "" }];
    const [, prefix, root] = /^(me(?:ng|ny|n|m|)|di)(\p{L}{4,})$/u.exec(key) ?? [];
    if (prefix !== undefined && root !== undefined && !MUTUAL.has(key) && hasVerb(key))
      return [{ at, end: at + 1, passive: prefix === "di", root: stems(key)[0] ?? root }];
    const link = key === "menang" ? "atas" : key === "kalah" || key === "takluk" ? "dari" : undefined;
    const linked = all.slice(at + 1, at + 4).findIndex((word) => word.key === link);
    return link === undefined || linked === -1
      ? []
      : [{ at, end: at + linked + 2, passive: link === "dari", root: "" }];
  });
}

const MUTUAL = wordSet(
  "melawan menghadapi menjamu menikahi menyerupai menjelang menjadi melalui menuju memiliki mencapai",
);

const BELONGS = wordSet(
  "istri suami anak ayah ibu adik kakak kakek nenek cucu menantu mertua keponakan paman bibi kekasih pacar sopir ajudan asisten pengacara hukum pengawal staf pendukung keluarga akun rumah mobil kantor",
);

/** "Istri Rukmana meninggal" told as "Rukmana meninggal": it is always somebody of his who does it. */
function ownerFaults(
  text: string,
  own: readonly Word[],
  article: readonly Word[],
  evidence: Evidence,
): Fault[] {
  return own.flatMap((name, at): Fault[] => {
    const does = own[at + 1];
    if (!isName(name) || !does || !hasVerb(does.key) || ownerOf(text, own, at) !== null) return [];
    const owners = article.flatMap(({ key }, i) =>
      key === name.key && article.slice(i + 1, i + 1 + SOON).some((word) => word.key === does.key)
        ? [ownerOf(evidence.text, article, i)]
        : [],
    );
    const [first] = owners;
    if (first === undefined || first === null || owners.includes(null)) return [];
    const found = `${name.text} ${does.text}`;
    return [{ kind: "name", found, why: `Artikel menulis "${first}", ringkasan menulis "${found}".` }];
  });
}

// "Anak Rukmana, Dimas, ditangkap"
const SOON = 3;

/** "Istri Bupati Rukmana" at Rukmana: whose it is, with nothing but names between; null if it is nobody's. */
function ownerOf(text: string, all: readonly Word[], at: number): string | null {
  for (let i = at - 1; i >= Math.max(0, at - SOON); i--) {
    const [word, name] = [all[i], all[at]];
    if (!word || !name || /[,.;:\n]/.test(text.slice(word.end, name.start))) return null;
    if (BELONGS.has(word.key)) return text.slice(word.start, name.end);
    if (!isName(word)) return null;
  }
  return null;
}

function isOnlyName({ text, key }: Word, article: readonly Word[]): boolean {
  return article.some((word) => word.text === text) && !article.some((word) => word.text === key);
}

function isName(word: Word | undefined): word is Word {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

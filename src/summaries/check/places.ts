import { splitSentences } from "../sentences.ts";
import { words } from "../words.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Two places that have changed places: "dievakuasi dari Jakarta tiba di Teheran" for "dievakuasi dari Teheran tiba di Jakarta". What a place is
 * told of is the word in front of its "di", "ke" or "dari". An article that says both as they are told, in whichever sentences, supports them.
 */
export function placeFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence): Fault[] => {
    const told = placedIn(sentence);
    if (told.length < 2) return [];
    const article = placedInArticle(evidence);
    const pairs = told.flatMap((one, i) => told.slice(i + 1).map((other) => [one, other] as const));
    const exchanged = pairs.find(
      ([one, other]) =>
        one.name !== other.name &&
        one.at !== other.at &&
        article.some((origin) => has(origin, one.name, other.at) && has(origin, other.name, one.at)) &&
        ![one, other].every(
          (placed) =>
            article.some((origin) => has(origin, placed.name, placed.at)) || isFronted(placed, evidence),
        ),
    );
    if (!exchanged) return [];
    const [one, other] = exchanged;
    const why = `"${one.name}" dan "${other.name}" tertukar: artikel menulis "${one.at} ${other.name}" dan "${other.at} ${one.name}".`;
    return [{ kind: "direction", found: `${one.at} ${one.name}`, why }];
  });
}

interface Placed {
  /** The place's name as it stands. */
  name: string;
  /** The word in front of it with its preposition ("tiba di"), lower case. */
  at: string;
}

const placedInArticle = oncePerArticle(({ sentences }) =>
  sentences.map(({ text }) => placedIn(text)).filter((placed) => placed.length > 1),
);

function has(placed: readonly Placed[], name: string, at: string): boolean {
  return placed.some((one) => one.name === name && one.at === at);
}

/** "…, sedangkan di Sagara banjir terjadi" supports "terjadi di Sagara". */
function isFronted({ name, at }: Placed, { sentences }: Evidence): boolean {
  const [before = "", preposition = ""] = at.split(" ");
  return sentences.some(({ text }) => {
    const clauses = text.split(OPENS);
    return clauses.some((clause) => {
      const start = `${preposition} ${name} `.toLowerCase();
      if (!clause.toLowerCase().startsWith(start)) return false;
      return words(clause.slice(start.length).split(",")[0] ?? "")
        .slice(0, REACH)
        .some(({ key }) => key === before);
    });
  });
}

/** Behind it a clause may begin with where it is. */
const OPENS = /, (?:(?:sedangkan|sementara|tetapi|tapi|namun|dan) )?|(?<!\S)(?:sedangkan|sementara) /u;
const REACH = 5;

const LOCATING = new Set(["di", "ke", "dari"]);
/** "baik dari Sagara maupun dari Wairo": it matters not which comes first. */
const JOINING = new Set(["baik", "maupun", "dan", "serta", "atau", "hingga", "sampai", "juga"]);
const HELPING = new Set(["akan", "telah", "sudah", "sedang", "masih", "yang", "itu", "ini", "tersebut"]);

function placedIn(sentence: string): Placed[] {
  const all = words(sentence);
  return all.flatMap(({ key }, i): Placed[] => {
    if (!LOCATING.has(key)) return [];
    const before = all.slice(0, i).findLast((word) => !HELPING.has(word.key));
    const end = all.findIndex(
      (word, at) =>
        at > i &&
        (!/^[\p{Lu}\d]/u.test(word.text) ||
          (at > i + 1 && sentence.slice(all[at - 1]?.end, word.start) !== " ")),
    );
    const [first, last] = [all[i + 1], all[(end === -1 ? all.length : end) - 1]];
    if (!before || !first || !last || last.start < first.start || JOINING.has(before.key)) return [];
    if (!/^\p{Lu}/u.test(first.text)) return [];
    return [{ name: sentence.slice(first.start, last.end), at: `${before.key} ${key}` }];
  });
}

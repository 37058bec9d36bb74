import { splitSentences } from "../sentences.ts";
import { keys, words } from "../words.ts";
import { withoutDates } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { originsOf } from "./negations.ts";
import { isUnit } from "./quantities.ts";

/**
 * Scores and ranges of the text ("3-1", "5-7 orang") whose two numbers the article never gives as a pair, and scores that it only gives the
 * other way round: whoever loses may tell them so ("takluk 1-3"), a winner may not, nor two sides that stand as in the article.
 */
export function scoreFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence) => {
    const plain = withoutDates(sentence);
    const claimed = [...plain.matchAll(SCORE)];
    if (claimed.length === 0) return [];
    const known = Array.from(withoutDates(evidence.text).matchAll(PAIR), pairOf);
    return claimed.flatMap((found): Fault[] => {
      const [, first = "", second = "", unit] = found;
      const score = `${first}-${second}`;
      const turned = pairOf([score, second, first]);
      if (known.includes(pairOf(found))) return [];
      if (!known.includes(turned)) {
        const what = isUnit(unit) ? "Rentang" : "Skor";
        return [{ kind: "number", found: score, why: `${what} "${score}" tidak ada dalam artikel.` }];
      }
      return isTurned(sentence, found, turned, evidence)
        ? [
            {
              kind: "number",
              found: score,
              why: `Artikel menulis "${turned}", ringkasan menulis "${score}".`,
            },
          ]
        : [];
    });
  });
}

const WINS =
  /(?<!\p{L})(?:menang|kemenangan|unggul|mengalahkan|kalahkan|menaklukkan|taklukkan|menundukkan|tundukkan|menumbangkan|tumbangkan|membantai|melibas|menghajar|hajar|membungkam|bungkam|menekuk|tekuk)(?!\p{L})/iu;
const LOSES =
  /(?<!\p{L})(?:kalah|kekalahan|takluk|tumbang|tunduk|tertinggal|menyerah|dipermalukan|di\p{Ll}{3,}kan)(?!\p{L})/iu;

/**
 * "menang 1-3", which nobody does, or the score turned in what is told as the article tells it: the same outcome, the two sides in the same
 * order.
 */
function isTurned(sentence: string, found: RegExpMatchArray, turned: string, evidence: Evidence): boolean {
  const [, first, second] = found;
  const loses = LOSES.test(sentence);
  if (Number(first) < Number(second) && WINS.test(sentence) && !loses) return true;
  const names = words(sentence)
    .filter(({ text }) => /^\p{Lu}/u.test(text))
    .map(({ key }) => key);
  return originsOf(keys(sentence), evidence).some((origin) => {
    const [one = 0, other = 1] = names
      .filter((name) => origin.includes(name))
      .map((name) => origin.indexOf(name));
    return origin.includes(turned) && one < other && LOSES.test(origin.join(" ")) === loses;
  });
}

const SCORE = /(?<![\p{L}\p{N}.,:/–-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\d/–-]|[.,:]\d)(?:\s?(%|\p{L}+))?/gu;
// An article may write "24 sampai 32" or "3 lawan 1".
const PAIR =
  /(?<!\d)(\d{1,2})\s?(?:[-–—:]|\s(?:sampai|hingga|dan|atau|lawan|berbanding)\s)\s?(?=(\d{1,2})(?!\d))/gu;

function pairOf([, first, second]: readonly string[]): string {
  return `${Number(first)}-${Number(second)}`;
}

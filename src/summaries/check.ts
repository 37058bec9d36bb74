import type { CleanArticle } from "../articles/article.ts";
import { attributionFaults } from "./check/attributions.ts";
import { casualtyFaults } from "./check/casualties.ts";
import { dateFaults } from "./check/dates.ts";
import { directionFaults } from "./check/directions.ts";
import { evidenceOf, type Evidence } from "./check/evidence.ts";
import { exchangeFaults } from "./check/exchanges.ts";
import type { Fault } from "./check/fault.ts";
import { formFaults, invitationFaults, languageFaults } from "./check/form.ts";
import { hedgeFaults } from "./check/hedges.ts";
import { nameFaults } from "./check/names.ts";
import { negationFaults } from "./check/negations.ts";
import { numberFaults } from "./check/numbers.ts";
import { personFaults } from "./check/persons.ts";
import { placeFaults } from "./check/places.ts";
import { type Place, qualifierFaults } from "./check/qualifiers.ts";
import { quotationFaults } from "./check/quotations.ts";
import { rateFaults } from "./check/rates.ts";
import { scoreFaults } from "./check/scores.ts";
import { speakerFaults } from "./check/speakers.ts";
import { swapFaults } from "./check/swaps.ts";
import { timeFaults } from "./check/times.ts";
import { FLASH_LIMIT } from "./flash.ts";
import type { Summary } from "./summary.ts";

export type { Fault } from "./check/fault.ts";

/**
 * What is wrong with a summary, whoever wrote it; [] if nothing is. Each number (with unit and scale), date, name, quotation
 * and negation must be the article's: its title, text, dateline and credits. Related links and captions support nothing.
 * Scores, ranges, rates, zones and parts of the day must be the article's; dead must not become missing, a rise a fall, a deputy the
 * minister, nor whoever won the one who lost.
 * What the article alleges, denies, foresees or lets somebody say of another may not be told as a fact, nor what it gives as a bound as the
 * figure itself, nor the figure of the one for that of the other beside it, nor one's words as another's. Names, figures, days and places may
 * not have taken each other's place.
 * And it must be Indonesian, within `budget` characters, whole sentences, and no invitation.
 *
 * It compares words and numbers and does not understand: a true name in a wrong role passes.
 */
export function check(summary: Summary, article: CleanArticle, options: { budget: number }): Fault[] {
  const evidence = evidenceOf(article);
  const faults = [
    ...formFaults(summary.text, options.budget, "Ringkasan"),
    ...languageFaults(summary.text),
    ...(summary.flash.length > FLASH_LIMIT ? formFaults(`${summary.flash}.`, FLASH_LIMIT, "Kilat") : []),
  ];
  const places: [Place, string][] = [
    ["ringkasan", summary.text],
    ["kilat", summary.flash],
    ["judul", summary.headline],
  ];
  for (const [place, text] of places) {
    if (text !== article.title)
      faults.push(...factFaults(text, evidence, place), ...invitationFaults(text, article));
  }
  return withoutRepeats(faults);
}

function factFaults(text: string, evidence: Evidence, place: Place): Fault[] {
  return [
    ...dateFaults(text, evidence),
    ...timeFaults(text, evidence),
    ...numberFaults(text, evidence),
    ...rateFaults(text, evidence),
    ...scoreFaults(text, evidence),
    ...casualtyFaults(text, evidence),
    ...swapFaults(text, evidence),
    ...exchangeFaults(text, evidence),
    ...placeFaults(text, evidence),
    ...nameFaults(text, evidence),
    ...personFaults(text, evidence),
    ...quotationFaults(text, evidence),
    ...negationFaults(text, evidence),
    ...directionFaults(text, evidence),
    ...hedgeFaults(text, evidence, place),
    ...attributionFaults(text, evidence),
    ...speakerFaults(text, evidence),
    ...qualifierFaults(text, evidence, place),
  ];
}

function withoutRepeats(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.kind} ${fault.found}`, fault])).values()];
}

/**
 * Of a text told by the clock ("16.40 WIB – …", or the time on a line of its own) only what stands before the first entry and the newest entry,
 * without its time: three levels of a flood in one alert contradict each other. Entries may run either way, over midnight too. Other
 * texts, and timetables, whose entries are no sentences, come back as they are.
 */
export function newestEntry(paragraphs: readonly string[]): readonly string[] {
  const entries: { minutes: number; text: string[] }[] = [];
  const intro: string[] = [];
  for (const paragraph of paragraphs) {
    const [stamp, hours, minutes] = STAMP.exec(paragraph) ?? [];
    if (stamp !== undefined) entries.push({ minutes: Number(hours) * 60 + Number(minutes), text: [] });
    const rest = paragraph.slice(stamp?.length ?? 0);
    if (rest !== "") (entries.at(-1)?.text ?? intro).push(rest);
  }
  const told = entries.filter(({ text }) => text.some((line) => SENTENCE.test(line)));
  if (told.length < 2 || told.length < entries.length / 2) return paragraphs;
  const newest = isNewestFirst(told.map((entry) => entry.minutes)) ? told[0] : told.at(-1);
  return [...intro, ...(newest?.text ?? [])];
}

const STAMP =
  /^[\s•*·–—-]*(?:(?:Pukul|Jam)\s)?([01]?\d|2[0-3])[.:]([0-5]\d)(?:\s?(?:WIB|WITA|WIT|waktu setempat))?\s*(?:$|[-–—:|]\s+)/iu;

const SENTENCE = /(?:\S+\s+){4}\S*[.!?]["”]?(?:\s|$)/u;

const DAY = 24 * 60;

/** Do more of the steps from one entry to the next go back in time? The shorter way round the clock is meant. */
function isNewestFirst(minutes: readonly number[]): boolean {
  const steps = minutes.slice(1).map((time, i) => (time - (minutes[i] ?? 0) + DAY) % DAY);
  return steps.filter((step) => step > DAY / 2).length > steps.length / 2;
}

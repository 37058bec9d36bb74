/**
 * Of a text told by the clock ("16.40 WIB – …", or the time on a line of its own) only what stands before the first entry and the newest entry,
 * without its time: three levels of a flood in one alert contradict each other. Entries may run either way, over midnight too. Other
 * texts, and timetables, whose entries are no sentences or announced, come back as they are.
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
  if (FORETELLS.test(intro.join(" "))) return paragraphs;
  const newest = newestOf(told.map((entry) => entry.minutes));
  return newest === null ? paragraphs : [...intro, ...(told.at(newest)?.text ?? [])];
}

/** What stands above a timetable: it tells what is to come, and the last of it is not what happened. */
const FORETELLS =
  /(?<!\p{L})(?:akan|bakal|jadwal(?:nya)?|dijadwalkan|rekayasa|agenda|rundown|susunan|rangkaian|simulasi)(?!\p{L})/iu;

const STAMP =
  /^[\s•*·–—-]*(?:(?:Pukul|Jam)\s)?([01]?\d|2[0-3])[.:]([0-5]\d)(?:\s?(?:WIB|WITA|WIT|waktu setempat))?\s*(?:$|[-–—:|]\s+)/iu;

const SENTENCE = /(?:\S+\s+){4}\S*[.!?]["”]?(?:\s|$)/u;

const DAY = 24 * 60;

// Two entries of one night lie no further apart.
const NIGHT = 6 * 60;

/**
 * Which entry is the newest: 0 the first, -1 the last; null where two entries do not show it ("20.15", "05.30"). Times that only rise are a
 * day's. Of others, which way more of the steps go, the shorter way round the clock.
 */
function newestOf(minutes: readonly number[]): 0 | -1 | null {
  const steps = minutes.slice(1).map((time, i) => time - (minutes[i] ?? 0));
  if (steps.every((step) => step >= 0)) return -1;
  const forward = steps.map((step) => (step + DAY) % DAY);
  const [only = 0] = forward;
  if (forward.length === 1 && only > NIGHT && only <= DAY / 2) return null;
  return forward.filter((step) => step > DAY / 2).length > forward.length / 2 ? 0 : -1;
}

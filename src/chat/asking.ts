import { readDays } from "../search/days.ts";
import { readQuery, type SearchQuery } from "../search/query.ts";
import * as copy from "./copy.ts";
import type { Archive, ConversationPorts, FoundPage, PageOf } from "./ports.ts";
import type { Asked, AskedAnswer } from "./said.ts";
import { say, type Turn } from "./turn.ts";

/** Questions to the archive. */
export async function answerSearch(words: string, page: number, ports: ConversationPorts): Promise<Turn> {
  const { archive } = ports;
  const days = readAsked(words, ports.now());
  if (days === null && isEmpty(readQuery(words))) {
    return { ...say(copy.askSearch()), awaiting: { kind: "search" } };
  }
  const search = words.slice(0, 400).toWellFormed(); // as much as readQuery reads
  if (days !== null) {
    const found = await onThoseDays(archive, days, pageOf(page));
    const pastTheLast =
      page > 1 && (await onThoseDays(archive, days, { offset: 0, limit: 1 })).found.length > 0;
    if (found.found.length > 0 || pastTheLast) {
      return { ...say(shown(found, true)), search };
    }
  }
  // Days can be part of what is looked for, too ("sumpah pemuda 28 oktober").
  const found = await archive.search(readQuery(words), pageOf(page));
  return { ...say(shown(found, false)), search };

  function shown(found: FoundPage, kept: boolean) {
    const ofDays = days && { words: days.rest, days: days.span.name, kept };
    if (found.found.length > 0) return copy.results(words, page, found, ports.now(), ofDays);
    return page > 1 ? copy.noMorePages() : copy.nothingFound(words, ofDays);
  }
}

export async function answerLatest(page: number, ports: ConversationPorts): Promise<Turn> {
  const found = await ports.archive.latest(pageOf(page));
  if (found.found.length > 0) return say(copy.latest(page, found, ports.now()));
  return say(page > 1 ? copy.noMorePages() : copy.nothingYet());
}

const INLINE_PAGE = 10; // Telegram shows about five at a time and asks for more when one scrolls

/** Words typed after our name in any chat: the archive's best matches, the newest where none were typed yet. */
export async function answerAsked({ words, offset }: Asked, ports: ConversationPorts): Promise<AskedAnswer> {
  const query = readQuery(words);
  const page = { offset, limit: INLINE_PAGE };
  const { found, more } = isEmpty(query)
    ? await ports.archive.latest(page)
    : await ports.archive.search(query, page);
  return {
    items: found.map((article) => copy.shared(article, ports.now())),
    next: more && offset < FURTHEST ? offset + INLINE_PAGE : null,
  };
}

/** "berita kemarin" asks for all of that day. */
function readAsked(words: string, now: Date): ReturnType<typeof readDays> {
  const days = readDays(words, now);
  return days && { ...days, rest: days.rest.replace(/^(?:berita|kabar)(?=\s|$)\s*/i, "") };
}

async function onThoseDays(
  archive: Archive,
  { span, rest }: NonNullable<ReturnType<typeof readDays>>,
  page: PageOf,
): Promise<FoundPage> {
  const query = readQuery(rest);
  return isEmpty(query) ? archive.latest(page, span) : archive.search(query, page, span);
}

function isEmpty({ words, phrases }: SearchQuery): boolean {
  return words.length === 0 && phrases.length === 0;
}

const LAST_PAGE = 200; // nobody reads further, and a far offset costs the database as much as all before it
const FURTHEST = 100;

function pageOf(page: number): PageOf {
  return { offset: (Math.min(page, LAST_PAGE) - 1) * copy.PER_PAGE, limit: copy.PER_PAGE };
}

import { regionNamed } from "../../articles/region.ts";
import type { Topic } from "../../articles/topic.ts";
import { type DaySpan, readDays } from "../../search/days.ts";
import { isEmpty, readQuery } from "../../search/query.ts";
import { subjectOf } from "../../search/subject.ts";
import * as copy from "../copy/copy.ts";
import type { ConversationPorts, FoundPage, PageOf } from "../ports.ts";
import type { Asked, AskedAnswer, Said } from "../said.ts";
import { say, type Turn } from "../turn.ts";
import { nearTopic, readWishes } from "../understanding/topic-names.ts";
import { meantAlert } from "./opinions.ts";

/** Questions to the archive; `refuses` where the words could as well be a plea to stop. */
export async function answerSearch(
  words: string,
  page: number,
  ports: ConversationPorts,
  how: Pick<copy.Looked, "refuses" | "toFollow" | "passedOn">,
  after: string | null,
): Promise<Turn> {
  const { question, search } = goingOn(questionIn(words, ports), words, after, ports);
  if (question === null) return { ...say(copy.askSearch()), awaiting: { kind: "search" } };
  if (question.subject === "" && question.days === null) return answerLatest(page, ports);

  const { found, kept } = await lookUp(question, pageOf(page), ports);
  const asked = {
    subject: question.subject,
    days: question.days?.name ?? null,
    among: amongIn(question, ports),
    kept,
    ...how,
  };
  if (found.found.length === 0)
    return {
      ...say(page > 1 ? copy.noMorePages() : copy.nothingFound(asked, topicsIn(question, ports))),
      search,
    };
  return {
    ...say(copy.results(asked, page, found, ports.now(), topicsIn(question, ports))),
    search,
    listed: found.found.map(({ id }) => id),
    more: found.more ? copy.pageCommand("/hal", page + 1) : null,
  };
}

export async function answerLatest(page: number, ports: ConversationPorts): Promise<Turn> {
  const found = await ports.archive.latest(pageOf(page));
  if (found.found.length === 0) return say(page > 1 ? copy.noMorePages() : copy.nothingYet());
  return {
    ...say(copy.latest(page, found, ports.now())),
    search: LATEST,
    listed: found.found.map(({ id }) => id),
    more: found.more ? copy.pageCommand("/terbaru", page + 1) : null,
  };
}

const LATEST = "berita terbaru"; // asks for nothing in particular

/** More of an article that was listed, or of the alert that is meant. */
export async function answerReadOn(
  nth: number | null,
  listed: readonly number[],
  said: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  const alert =
    nth === null && (said.about !== undefined || listed.length === 0) ? await meantAlert(said, ports) : null;
  if (alert !== null) return say(copy.moreOfAlert(alert));
  if (listed.length === 0) return say(copy.noAlertMeant());
  if (nth === null && listed.length > 1) return { ...say(copy.whichArticle(listed.length)), listStays: true };
  const id = listed.at(nth === null ? 0 : nth > 0 ? nth - 1 : nth);
  const article = id === undefined ? null : await ports.archive.one(id);
  return {
    ...say(article === null ? copy.noLongerThere() : copy.article(article, ports.now())),
    listStays: true,
  };
}

const INLINE_PAGE = 10; // Telegram shows about five at a time and asks for more when one scrolls

/** Words typed after our name in any chat: the archive's best matches, the newest where none were typed yet. */
export async function answerAsked({ words, offset }: Asked, ports: ConversationPorts): Promise<AskedAnswer> {
  const question = questionIn(words, ports) ?? { subject: "", days: null };
  const { found } = await lookUp(question, { offset, limit: INLINE_PAGE }, ports);
  return {
    items: found.found.map((article) => copy.shared(article, ports.now())),
    next: found.more && offset < FURTHEST ? offset + INLINE_PAGE : null,
  };
}

/** What is asked for; a subject of "" is everything. */
interface Question {
  subject: string;
  days: DaySpan | null;
}

type Asking = Pick<ConversationPorts, "now" | "regions">;

/** null where there is nothing to look for. */
function questionIn(words: string, ports: Asking): Question | null {
  const dated = readDays(words, ports.now());
  if (dated === null && isEmpty(readQuery(words))) return null;
  const subject = subjectOf(dated?.rest ?? words, (name) => regionNamed(name, ports.regions) !== undefined);
  return { subject: isEmpty(readQuery(subject)) ? "" : subject, days: dated?.span ?? null };
}

/** Days alone, said after a search, are asked of what was looked for then. `search` is what is remembered, as much as readQuery reads. */
function goingOn(
  question: Question | null,
  words: string,
  after: string | null,
  ports: Asking,
): { question: Question | null; search: string } {
  const before = after === null ? null : questionIn(after, ports);
  if (question === null || question.subject !== "" || question.days === null || before === null)
    return { question, search: words.slice(0, 400).toWellFormed() };
  const { subject } = before;
  return { question: { ...question, subject }, search: `${subject} ${question.days.name}`.trim() };
}

/** `kept`: only what is of those days. Days can be part of what is looked for, too ("sumpah pemuda 28 oktober"). */
async function lookUp(
  { subject, days }: Question,
  page: PageOf,
  { archive }: ConversationPorts,
): Promise<{ found: FoundPage; kept: boolean }> {
  const ask = (at: PageOf, within?: DaySpan): Promise<FoundPage> =>
    subject === "" ? archive.latest(at, within) : archive.search(readQuery(subject), at, within);
  if (days === null) return { found: await ask(page), kept: false };
  const found = await ask(page, days);
  const pastTheLast = page.offset > 0 && (await ask({ offset: 0, limit: 1 }, days)).found.length > 0;
  if (found.found.length > 0 || pastTheLast || subject === "") return { found, kept: true };
  return { found: await archive.search(readQuery(`${subject} ${days.name}`), page), kept: false };
}

/** Whoever searches for topics by their names may want to follow them. */
function topicsIn({ subject }: Question, { topics }: ConversationPorts): Topic[] {
  const { wishes, unknown, except } = readWishes(subject, topics);
  if (unknown.length > 0 || except !== undefined) return [];
  return topics.filter(({ id }) => wishes.some((wish) => wish.kind === "topic" && wish.topic === id));
}

/** The topic that has what is looked for among its sections and words: "bola" is Olahraga. */
function amongIn({ subject }: Question, { topics }: ConversationPorts): Topic | null {
  const near = nearTopic(subject, topics);
  return near === null || near.misspelt ? null : near.topic;
}

const LAST_PAGE = 200; // nobody reads further, and a far offset costs the database as much as all before it
const FURTHEST = 100;

function pageOf(page: number): PageOf {
  return { offset: (Math.min(page, LAST_PAGE) - 1) * copy.PER_PAGE, limit: copy.PER_PAGE };
}

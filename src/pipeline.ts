import type { AlertContent } from "./alerts/alert.ts";
import { readBreakingMark } from "./alerts/breaking.ts";
import { reasonsToWait } from "./alerts/care.ts";
import { draft, type NewAlert } from "./alerts/draft.ts";
import { type FourEyes, whyTwo } from "./alerts/four-eyes.ts";
import { reread, type RereadingParts, type Version } from "./alerts/rereading.ts";
import { bearsOutLike } from "./alerts/source-change.ts";
import { accept, type Accepted, type ArticleDoor, isForArchive } from "./articles/accept.ts";
import { type CleanArticle, type IncomingArticle, PASTE } from "./articles/article.ts";
import { contentKey } from "./articles/content-key.ts";
import { underItsHeading } from "./articles/heading.ts";
import type { Announced } from "./articles/read.ts";
import { searchTerms, traceOf, type Trace } from "./articles/similarity.ts";
import { changesBetween, replacesFacts } from "./articles/story-changes.ts";
import { type Kin, kinship } from "./articles/story.ts";
import { type Topic, topicsOf } from "./articles/topic.ts";
import type { FindRegions } from "./articles/where.ts";
import { FetchFailure } from "./intake/fetch-failure.ts";
import { originOf, type Source } from "./intake/source.ts";
import { articleGiven, type FetchPage, type NoPage, wholeArticle } from "./intake/whole-article.ts";
import { check } from "./summaries/check.ts";
import type { WriteSummary, Written } from "./summaries/model/writer.ts";
import { summarise } from "./summaries/summarise.ts";
import type { Summary } from "./summaries/summary.ts";

/**
 * An article's way through the service. An arrow is a call; a double arrow, a wait (a queue, or a person).
 *
 *   intake → accept ⇒ clean → summarise → place in its story → draft ⇒ (an editor, or the source's policy) → fan out ⇒ deliver
 *               └ ⇒ read again → tell editors          where its source changed an article that is known
 *
 * Every wait survives a kill -9, because what waits is a row:
 *
 *   accept ⇒          articles.state = 'accepted'     the queue "articles" (for the archive alone: "archive") reminds of it, as of
 *                     article_versions.state = 'accepted'
 *   draft ⇒           alerts.state = 'draft'          an editor is told, until when it is "untold"; /antrean lists it
 *   fan out ⇒         deliveries.state = 'waiting'    the queues "deliveries-…" remind of them
 *
 * A step may run twice for the same row (a worker died, a reminder came twice). It ends in one transaction that looks at
 * the row's state first, so the second run changes nothing.
 */
export interface Pipeline {
  /** Takes an article in. When this resolves it is on disk. */
  accept(incoming: IncomingArticle, options: { quiet: boolean }): Promise<Accepted>;
  /**
   * clean → summarise → place → draft (→ approve), for an article that waits; for one with a new version, reads that. Throws what
   * a later try may mend; at the last, a page that still does not open leaves what its source gave of it, to an editor.
   */
  read(articleId: number, attempt: { signal: AbortSignal; last: boolean }): Promise<void>;
  /** What would be said of an article, with nothing written down; null where there is no article to be had. Throws what `read` would. */
  rehearse(incoming: IncomingArticle, source: Source, signal: AbortSignal): Promise<NewAlert | null>;
}

export interface PipelineParts {
  door: ArticleDoor;
  articles: {
    toDo(id: number): Promise<ToDo | undefined>;
    /** Others that came from this address, or named it as their own. */
    knownAt(address: string, not: number): Promise<number[]>;
    /**
     * One transaction: the article as read, its index and, unless it stays quiet or its story has been told, its draft and
     * its approval. `changed` are the articles whose text this one repeats with another figure or name. Changes nothing where its source
     * has brought another text meanwhile.
     */
    complete(
      toDo: ToDo,
      read: ReadResult,
      alert: NewAlert | null,
      changed: ReadonlySet<number>,
    ): Promise<Completed>;
    /**
     * The same for an article that was left unsaid, by a version that changed its facts: what may be said waits for an editor. Undefined where
     * that was done before.
     */
    speakAfterAll(
      version: { id: number; articleId: number },
      clean: CleanArticle,
      alert: NewAlert,
      changed: ReadonlySet<number>,
    ): Promise<Completed | undefined>;
  };
  stories: {
    /** Finds the articles it belongs together with, the closest first, and puts it among them. */
    place(articleId: number, source: string, trace: Trace, terms: readonly string[]): Promise<Kin[]>;
    /** The text of an article that has one. */
    textOf(articleId: number): Promise<CleanArticle | undefined>;
    /** Of a repeat that of what it repeats. */
    originalTextOf(articleId: number): Promise<CleanArticle | undefined>;
    /** The texts that its source has had of it, the newest first; none where it never had another. */
    textsOf(articleId: number): Promise<CleanArticle[]>;
  };
  rereading: Omit<RereadingParts, "read" | "given" | "reconsider" | "pageAt" | "budget">;
  /** The regions where an article's news is. */
  where: FindRegions;
  /** Why an alert cannot be sent as it is (it is too long), in a sentence for editors; null where it can. */
  whyUnsendable(content: AlertContent): string | null;
  fetchPage: FetchPage;
  /** Writes an article's summary: a model, if the newsroom has one, or the built-in summariser. */
  summarise: WriteSummary;
  /** Reminds the queues; never rejects: the sweep finds what was not reminded of. */
  remind: Record<"article" | "archived" | "version" | "deliveries", (id: number) => Promise<void>>;
  /** Tells editors of a draft that waits. Never rejects: the sweep tells of what was not told. */
  draftWaits(alertId: number): Promise<void>;
  events: {
    articleAccepted(source: string, id: number, trace: string, secondsSincePublished: number | null): void;
    articleRepeated(source: string, of: number): void;
    articleRead(source: string, id: number, outcome: string, trace: string | null): void;
    summaryFaulty(by: "model" | "shown"): void;
    alertDrafted(id: number, article: number | null, trace: string | null): void;
    alertApproved(id: number, by: string, chats: number, trace: string | null): void;
  };
  /** Does a step of an article's way, which is a span where traces are kept. `accepted` is the first one, and over. */
  tracing: {
    root(trace: string, name: string, facts: Record<string, string | number>, since: Date): void;
    step<T>(
      trace: string | null,
      name: string,
      facts: Record<string, string | number>,
      work: () => Promise<T>,
    ): Promise<T>;
  };
  settings: {
    sources: readonly Source[];
    topics: readonly Topic[];
    summary: { budget: number };
    breaking: { titles: readonly string[] };
    intake: { alertWithinHours: number };
    desk: { fourEyes: FourEyes };
  };
  now(): Date;
}

/** An article that waits to be read. */
interface ToDo {
  id: number;
  quiet: boolean;
  incoming: IncomingArticle;
  /** Further sources of its site that speak for it. */
  alsoFrom: readonly string[];
  hash: string | null;
  trace: string | null;
}

export interface ReadResult {
  clean: CleanArticle;
  summary: Summary;
  topics: readonly string[];
  keys: readonly string[];
  /** The article of the same source of which this one is a repeat with small edits. */
  repeatOf: number | null;
}

export type Completed =
  | { kind: "quiet" | "repeat" | "silent" | "done before" | "changed" }
  | { kind: "drafted"; alertId: number }
  /** Also of an alert that was changed by it. */
  | { kind: "approved"; alertId: number; chats: number };

export function createPipeline(parts: PipelineParts): Pipeline {
  const rereading: RereadingParts = {
    ...parts.rereading,
    async read({ incoming, titled }, { signal, last }) {
      const source = sourceOf(incoming, parts.settings);
      try {
        const found = await wholeArticle(incoming, source, parts.fetchPage, signal);
        if (typeof found === "string") return found;
        const isNewTitle = incoming.title !== titled; // then the feed is the faster one
        return (isNewTitle ? null : underItsHeading(found)) ?? found.article;
      } catch (error) {
        if (last && error instanceof FetchFailure && error.kind === "moved") return "another page";
        throw error;
      }
    },
    given: articleGiven,
    pageAt: parts.fetchPage,
    reconsider: (version, clean) => reconsider(parts, version, clean),
    budget: parts.settings.summary.budget,
  };
  return {
    async rehearse(incoming, source, signal) {
      const found = await wholeArticle(incoming, source, parts.fetchPage, signal);
      if (found === "gone") return null;
      const { settings } = parts;
      const read = asRead(found, incoming, [source], settings); // the settings may not have the source yet
      const summary = summarise(read.article, settings.summary); // no model is paid for a rehearsal
      return judge(read, { summary, remark: null }, parts);
    },

    async accept(incoming, { quiet }) {
      const { intake, sources } = parts.settings;
      const options = { quiet, alertWithinHours: intake.alertWithinHours, sources };
      const since = parts.now();
      const accepted = await accept(parts.door, incoming, options, since);
      if (accepted.kind === "repeat") {
        parts.events.articleRepeated(incoming.source, accepted.of);
        if (accepted.changed || accepted.again) await parts.remind.version(accepted.of);
      } else {
        const { id, trace } = accepted;
        const { source, publishedAt } = incoming;
        const lag = quiet || publishedAt === null ? null : (since.getTime() - publishedAt.getTime()) / 1000;
        parts.events.articleAccepted(source, id, trace, lag);
        parts.tracing.root(trace, "accept", { article: id, source }, since);
        const news = accepted.known ? "version" : "article"; // the article's own reminder is dropped where it is in hand
        await parts.remind[isForArchive(incoming, options, since) ? "archived" : news](id);
      }
      return accepted;
    },

    async read(articleId, { signal, last }) {
      const toDo = await parts.articles.toDo(articleId);
      if (!toDo) return reread(rereading, articleId, { signal, last });
      const { incoming, trace } = toDo;
      const facts = { article: articleId, source: incoming.source };
      const step = <T>(name: string, work: () => Promise<T>) => parts.tracing.step(trace, name, facts, work);
      const read = await step("clean", async () => {
        const source = sourceOf(incoming, parts.settings);
        const found = await wholeArticle(incoming, source, parts.fetchPage, signal).catch(
          (error: unknown) => {
            if (last && isNotOpened(error) && hasText(incoming)) return "unopened" as const;
            throw error;
          },
        );
        // A feed may be ahead of its own site's pages by seconds.
        if (found === "gone" && !last && !toDo.quiet) throw new FetchFailure("status", NOT_THERE);
        return asRead(found, incoming, speakersOf(toDo, parts.settings), parts.settings);
      });
      const { article } = read;
      // the archive alone is no reason to pay a model
      const written = toDo.quiet
        ? { summary: summarise(article, parts.settings.summary), remark: null }
        : await step("summarise", () => parts.summarise(article, signal));
      const alert = judge(read, written, parts);
      const { repeatOf, changed } = await step("place in its story", () =>
        kinOf(parts, articleId, incoming.source, article),
      );
      const result = {
        clean: article,
        summary: written.summary,
        topics: alert.content.topics,
        keys: keysOf(article),
        repeatOf,
      };
      const completed = await step("draft", () =>
        parts.articles.complete(toDo, result, toDo.quiet ? null : alert, changed),
      );
      if (alert.reasons.length > 0 && check(written.summary, article, parts.settings.summary).length > 0)
        parts.events.summaryFaulty("shown");
      await follow(parts, toDo, alert, completed);
    },
  };
}

/** Whether an article that was left unsaid since its story had been told is to be said by its new text. */
async function reconsider(parts: PipelineParts, version: Version, clean: CleanArticle): Promise<void> {
  const { settings } = parts;
  const { articleId, incoming } = version;
  const read = asRead({ article: clean, heading: null }, incoming, speakersOf(version, settings), settings);
  const { article } = read;
  const alert = judge(read, { summary: summarise(article, settings.summary), remark: null }, parts);
  const { changed } = await kinOf(parts, articleId, incoming.source, article);
  const spoken = await parts.articles.speakAfterAll(version, article, alert, changed);
  if (spoken) await follow(parts, { id: articleId, incoming, trace: null }, alert, spoken);
}

/** Reports what became of an article that was read, and sets off what comes next. */
async function follow(
  { events, draftWaits, remind }: PipelineParts,
  { id, incoming, trace }: Pick<ToDo, "id" | "incoming" | "trace">,
  { createdBy }: NewAlert,
  completed: Completed,
): Promise<void> {
  events.articleRead(incoming.source, id, completed.kind, trace);
  if (completed.kind === "drafted") {
    events.alertDrafted(completed.alertId, id, trace);
    await draftWaits(completed.alertId);
  }
  if (completed.kind === "approved") {
    events.alertApproved(completed.alertId, createdBy, completed.chats, trace);
    await remind.deliveries(completed.alertId);
  }
}

/** An article as it was read. */
interface AsRead {
  incoming: IncomingArticle;
  /** Its source, and further ones of its site that speak for it; none for what an editor pasted. */
  speakers: readonly Source[];
  /** Without the newsroom's mark of breaking news in its title. */
  article: CleanArticle;
  /** It had that mark, or one of the speakers brings breaking news alone. */
  breaking: boolean;
  /** Why what was read may not be the article, in sentences for an editor. */
  doubts: readonly string[];
}

/** The article as found; where it has no page of its own, what its source gave. */
function asRead(
  found: Announced | NoPage | "unopened",
  incoming: IncomingArticle,
  speakers: readonly Source[],
  { breaking: { titles } }: PipelineParts["settings"],
): AsRead {
  const { clean, doubts } = believed(found, incoming);
  const mark = readBreakingMark(clean.title ?? "", titles);
  const announced = readBreakingMark(incoming.title ?? "", titles); // a page's heading need not have the mark
  return {
    incoming,
    speakers,
    article: mark.breaking ? { ...clean, title: mark.title } : clean,
    breaking: mark.breaking || announced.breaking || speakers.some(({ breaking }) => breaking),
    doubts,
  };
}

/** What is said of an article, and whether it may be said without an editor. Pure. */
function judge(
  { incoming, speakers, article, breaking, doubts }: AsRead,
  { summary, remark }: Written,
  { settings, where, whyUnsendable }: Pick<PipelineParts, "settings" | "where" | "whyUnsendable">,
): NewAlert {
  const source = speakers.find(({ id }) => id === incoming.source);
  const given = speakers.flatMap(({ topics }) => topics);
  const sections = [...incoming.sections, ...article.sections];
  const content = draft(article, summary, {
    ...originOf(source),
    topics: topicsOf(article, incoming.sections, given, settings.topics),
    regions: where(article),
    breaking,
  });
  const reasons = [
    ...doubts,
    whyUnsendable(content),
    ...reasonsToWait({ ...article, sections }, summary, settings.summary.budget),
    whyTwo(settings.desk.fourEyes, { content, source: incoming.source }),
  ].filter((why) => why !== null);
  return {
    content,
    createdBy: `sumber:${incoming.source}`,
    source: incoming.source,
    reasons: remark === null ? reasons : [...reasons, remark],
    approved: speakers.some(({ policy }) => policy === "auto") && reasons.length === 0,
  };
}

/** By what the article is known again: its text. */
function keysOf(article: CleanArticle): string[] {
  const key = contentKey(article);
  return key ? [`text:${key}`] : [];
}

const NOT_THERE = "Halaman artikel ini tidak ada di situsnya";
/** Why there is no page to read. "unopened": it could not be fetched, so nobody knows what it says. */
const DOUBTS: Record<NoPage | "unopened", readonly string[]> = {
  gone: [`${NOT_THERE}, mungkin sudah ditarik; yang dibaca hanya cuplikan dari sumbernya.`],
  refused: [
    "Halaman artikel ini tidak boleh atau tidak dapat kami baca; yang dibaca hanya cuplikan dari sumbernya.",
  ],
  "another page": ["Halaman di alamat ini tampaknya bukan artikel ini."],
  unopened: ["Halaman artikel ini tidak dapat dibuka; yang dibaca hanya cuplikan dari sumbernya."],
};

/** What an article is taken for, and what speaks against that. */
function believed(
  found: Announced | NoPage | "unopened",
  incoming: IncomingArticle,
): { clean: CleanArticle } & Pick<AsRead, "doubts"> {
  if (typeof found === "string") return { clean: articleGiven(incoming), doubts: DOUBTS[found] };
  const headed = underItsHeading(found);
  if (headed === null) return { clean: found.article, doubts: [] };
  const doubt = `Judul dari sumbernya lain, dan bertentangan dengan halamannya: “${found.article.title}”.`;
  return { clean: headed, doubts: [doubt] };
}

/** Whether fetching failed; not an error of our own code, nor our being stopped. */
function isNotOpened(error: unknown): boolean {
  return error instanceof FetchFailure && error.kind !== "aborted";
}

/** Whether the source itself gave enough to tell: sites are often down just when everyone wants their news. */
function hasText(incoming: IncomingArticle): boolean {
  return articleGiven(incoming).paragraphs.length > 0;
}

/**
 * Places an article in its story. The same text from the same source is a repeat, unless a figure or a name in it changed: then it is news
 * (`changed`), but not where the earlier article's alert still says the same. What an editor pastes is never a repeat. The address that a page
 * names as its own is only a hint, since pages name wrong ones: it makes a repeat only of the same text.
 */
async function kinOf(
  parts: PipelineParts,
  articleId: number,
  source: string,
  clean: CleanArticle,
): Promise<{ repeatOf: number | null; changed: ReadonlySet<number> }> {
  const trace = traceOf(clean);
  const kin = await parts.stories.place(articleId, source, trace, searchTerms(trace));
  const changed = new Set<number>();
  let repeatOf: number | null = null;
  for (const twin of kin.filter(({ kinship: kind }) => kind === "same text")) {
    const before = await parts.stories.originalTextOf(twin.articleId);
    const isNews = before && replacesFacts(changesBetween(before, clean));
    if (isNews && !(await isAsTold(parts, twin.articleId, before, clean))) changed.add(twin.articleId);
    else if (twin.source === source && source !== PASTE) repeatOf ??= twin.articleId;
  }
  for (const known of clean.link === null ? [] : await parts.articles.knownAt(clean.link, articleId)) {
    const before = await parts.stories.textOf(known);
    if (!before || kinship(traceOf(before), trace) !== "same text") continue;
    if (!replacesFacts(changesBetween(before, clean))) repeatOf ??= known;
  }
  return { repeatOf, changed };
}

/** Whether `clean` goes back to a text that the other article, whose text is `present` by now, had before, and that article's alert still says the same. */
async function isAsTold(
  { rereading, stories, settings }: PipelineParts,
  other: number,
  present: CleanArticle,
  clean: CleanArticle,
): Promise<boolean> {
  const alert = await rereading.alertOf(other);
  if (!alert || !bearsOutLike(present, clean, alert.content, settings.summary.budget)) return false;
  const former = await stories.textsOf(other);
  return former.some((text) => !replacesFacts(changesBetween(text, clean)));
}

function speakersOf(
  { incoming, alsoFrom }: Pick<ToDo, "incoming" | "alsoFrom">,
  { sources }: Pick<PipelineParts["settings"], "sources">,
): readonly Source[] {
  return sources.filter(({ id }) => id === incoming.source || alsoFrom.includes(id));
}

function sourceOf(
  incoming: IncomingArticle,
  { sources }: Pick<PipelineParts["settings"], "sources">,
): Source | undefined {
  return sources.find(({ id }) => id === incoming.source);
}

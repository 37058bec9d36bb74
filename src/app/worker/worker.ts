import type { Accepted } from "../../articles/accept.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import type { Ear } from "../../chat/said.ts";
import type { Ledger, Results } from "../../delivery/ledger.ts";
import { startPoller, type PollerParts } from "../../intake/poller.ts";
import type { Readers } from "../../intake/readers.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import type { Telegram } from "../../messengers/telegram/telegram.ts";
import type { WhatsAppCloud } from "../../messengers/whatsapp-cloud/cloud.ts";
import type { Pipeline } from "../../pipeline.ts";
import type { Queues } from "../../queue/queue.ts";
import { buryArticle } from "../../store/articles/dead-letters.ts";
import { noteLeftOut } from "../../store/articles/left-out.ts";
import { accountsOn } from "../../store/ledger/accounts.ts";
import { sourceStates } from "../../store/sources/sources.ts";
import { askSourcesOfScheduled, letGoOfTheDead } from "../../store/upkeep/after-a-kill.ts";
import { bringBack, wasAhead } from "../../store/upkeep/clock-set-back.ts";
import type { Core } from "../core.ts";
import type { PublishersApi } from "../intake/publishers-api.ts";
import type { SourceBook } from "../intake/source-book.ts";
import type { Notices } from "../messengers/notices.ts";
import { runMessenger } from "../messengers/run-messenger.ts";
import { READING_MS } from "../stopping.ts";
import { sendOn } from "./delivery-jobs.ts";
import type { Milestones } from "./milestones.ts";
import { ARCHIVE, ARTICLES } from "./reminders.ts";
import { watchSelf } from "./self-watch.ts";
import type { Sweeping } from "./sweeping.ts";
import { keepUp } from "./upkeep.ts";

export interface WorkerParts extends Pick<Core, "config" | "pool" | "events" | "clock"> {
  /** The name of this start of this process, in the ledger and in leases. */
  start: string;
  /** No other process is on this database. */
  alone: boolean;
  random(): number;
  queues: Queues;
  remind: { version(articleId: number): Promise<void> };
  ledger: Ledger;
  results: Results;
  messengers: readonly Messenger[];
  telegram: Telegram | null;
  whatsAppCloud: WhatsAppCloud | null;
  ear: Ear;
  notices: Notices;
  milestones: Milestones;
  sweeping: Sweeping;
  pipeline: Pipeline;
  publishersApi: PublishersApi;
  book: SourceBook;
  accept(incoming: IncomingArticle, options: { quiet: boolean }): Promise<Accepted>;
  fetch: PollerParts["fetch"];
  readers: Readers;
  hubs: PollerParts["hubs"];
}

/** Articles read at once. Few for the archive: they are not urgent, and mostly of one publisher's site. */
const CONCURRENCY = { [ARTICLES]: 4, [ARCHIVE]: 2 };

/** Everything a worker does until disposed: reads articles, sends, listens, polls sources, sweeps, and watches the service itself. */
export async function startWorker(parts: WorkerParts): Promise<AsyncDisposable> {
  const { queues, notices, sweeping, publishersApi } = parts;
  await using stack = new AsyncDisposableStack();
  await pickUpWhatWasLeft(parts);

  const ending = new AbortController();
  const running: Promise<void>[] = [];
  stack.defer(async () => {
    ending.abort();
    await Promise.all(running);
  });
  const reading = [readArticles(ARTICLES, parts), readArticles(ARCHIVE, parts)];
  stack.defer(async () => void (await Promise.all(reading.map((one) => one[Symbol.asyncDispose]()))));
  running.push(...runMessengers(parts, ending.signal));
  running.push(sweeping.keepSweeping(ending.signal));
  queues.whenBack(() => void sweeping.sweep());
  const telling = publishersApi.tell();
  if (telling) stack.use(telling);
  running.push(watchSelf(parts, ending.signal));
  running.push(keepUp({ ...parts, tellEditors: notices.tellEditors }, ending.signal));
  stack.use(await lookIntoSources(parts));
  stack.defer(() => ending.abort()); // first of all: while what is in hand is finished, nothing is begun
  return stack.move();
}

/** At the start: brings back times from a clock that was ahead, releases what dead processes held, and has sources asked anew. */
async function pickUpWhatWasLeft({ config, pool, clock, ledger, alone }: WorkerParts): Promise<void> {
  if (await wasAhead(pool, clock.now()))
    await bringBack(pool, clock.now(), config.pacing.leaseSeconds * 1000);
  if (!alone) return askSourcesOfScheduled(pool, clock.now());
  // No other process uses this database, so every claim and lease is a dead process's.
  await ledger.reclaimAll();
  await letGoOfTheDead(pool, clock.now());
}

function readArticles(
  queue: keyof typeof CONCURRENCY,
  { queues, pipeline, pool, events, clock }: WorkerParts,
): AsyncDisposable {
  return queues.work(queue, {
    concurrency: CONCURRENCY[queue],
    patienceMs: READING_MS,
    run: (id, attempt) => pipeline.read(id, attempt),
    async onDead(id, error, attempts) {
      events.articleFailed(id, error, attempts);
      await buryArticle(pool, id, error.message, attempts, clock.now());
    },
  });
}

function runMessengers(parts: WorkerParts, signal: AbortSignal): Promise<void>[] {
  const { config, telegram, whatsAppCloud } = parts;
  const accounts = accountsOn(parts.pool);
  const running = {
    ...parts,
    leases: accounts,
    holder: parts.start,
    byWebhook: (messenger: Messenger) =>
      messenger === whatsAppCloud || (messenger === telegram && Boolean(config.telegram?.webhook)),
    send: (messenger: Messenger) => sendOn(messenger, { ...parts, pace: accounts }),
  };
  return parts.messengers.map((messenger) => runMessenger(messenger, running, signal));
}

function lookIntoSources(parts: WorkerParts): Promise<AsyncDisposable> {
  const { config, pool, events, clock, book, remind } = parts;
  return startPoller({
    ...parts,
    sources: config.sources,
    current: book.active,
    states: sourceStates(pool),
    firstLoadAlerts: config.intake.firstLoadAlerts,
    async listed(source, articles) {
      for (const id of await noteLeftOut(pool, source, articles, clock.now())) await remind.version(id);
    },
    onFault: (error) => events.fault("intake", error),
  });
}

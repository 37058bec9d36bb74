import { randomUUID } from "node:crypto";
import type { DestinationStream } from "pino";
import type { Core } from "./app/core.ts";
import { connectionTo } from "./app/database-connection.ts";
import { openAlertDesk } from "./app/desk/alert-desk.ts";
import { openDesk } from "./app/desk/desk.ts";
import { nameFinder } from "./app/desk/display-names.ts";
import { askForSecond } from "./app/desk/second-approval.ts";
import { openSourceDesk } from "./app/desk/source-desk.ts";
import { tryOut } from "./app/desk/source-trial.ts";
import { openStaff } from "./app/desk/staff.ts";
import { openWaitingDrafts } from "./app/desk/waiting-drafts.ts";
import { openWebDesk } from "./app/desk/web-desk.ts";
import { openArticleDoors } from "./app/intake/article-doors.ts";
import { openPipeline } from "./app/intake/pipeline.ts";
import { openPublishersApi } from "./app/intake/publishers-api.ts";
import { openSourceBook } from "./app/intake/source-book.ts";
import { openSummaryWriter } from "./app/intake/summary-writer.ts";
import { localAddress } from "./app/local-address.ts";
import { openConversation } from "./app/messengers/conversation.ts";
import { openMessengers, type Terminal } from "./app/messengers/messengers.ts";
import { openNotices } from "./app/messengers/notices.ts";
import { createLog } from "./app/observing/logging.ts";
import { secretsOf } from "./app/observing/secrets.ts";
import { openTracing } from "./app/observing/tracing.ts";
import { sayPlainly } from "./app/postgres-trouble.ts";
import { serveAll, serveWatchers } from "./app/serving.ts";
import { inHandWords } from "./app/stopping.ts";
import { openMilestones } from "./app/worker/milestones.ts";
import { remindersOn } from "./app/worker/reminders.ts";
import { openSweeping } from "./app/worker/sweeping.ts";
import { startWorker } from "./app/worker/worker.ts";
import type { Accepted } from "./articles/accept.ts";
import type { IncomingArticle } from "./articles/article.ts";
import { regionFinder } from "./articles/where.ts";
import type { Follows } from "./chat/follows.ts";
import type { NamedChat } from "./chat/ports.ts";
import { PRODUCT, userAgent, version } from "./commands/version.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./delivery/clock.ts";
import { DELIVERY_DEFAULTS } from "./delivery/options.ts";
import { createEvents, type Events } from "./events.ts";
import { openFetcher } from "./intake/fetch.ts";
import { openReaders } from "./intake/readers.ts";
import { robotsWatch } from "./intake/robots-watch.ts";
import type { SourceHealth } from "./intake/source-state.ts";
import type { Pipeline } from "./pipeline.ts";
import { openQueues } from "./queue/bullmq.ts";
import { openChats } from "./store/chats/chats.ts";
import { openDatabase } from "./store/database.ts";
import { startEmbeddedPostgres } from "./store/embedded/postgres.ts";
import { ledgerOn } from "./store/ledger/deliveries.ts";
import { audienceOn } from "./store/ledger/fan-out.ts";
import { resultsOn } from "./store/ledger/results.ts";
import { sourceHealth } from "./store/sources/sources.ts";
import { setNewsroomZone } from "./time.ts";

export { backUp, restore } from "./app/backups.ts";
export { diagnose, type Finding } from "./app/doctor.ts";
export { meetBot, otherBotInUse } from "./app/telegram/meet-bot.ts";
export { backupName } from "./app/backup-schedule.ts";
export { openTokensDesk, type TokensDesk } from "./app/tokens-desk.ts";
export { openWhatsAppDesk } from "./app/whatsapp/account-desk.ts";

/**
 * The composition root: builds every part from the configuration in order, and disposes of them in reverse. `main` and every
 * service test start the service through it; what a test plays otherwise (time, the terminal) it overrides.
 */
export interface App extends AsyncDisposable {
  /** A link that makes whoever opens it the first admin, once; null where there is one, or no web server here. */
  readonly firstAdmin: string | null;
  /** What is running, in a few words. */
  readonly describe: string;
  readonly events: Events;
  /** What runs now and is finished first by a stop, in plain words with how long it may take; none where nothing does. */
  inHand(): string[];
  /** What a stop that is under way waits for, in plain words. */
  stopWaitsFor(): string;
  /** Where health, metrics and the webhook are served; null in a worker without METRICS_PORT. */
  readonly port: number | null;
  /** Takes in an article as any door would. */
  accept(incoming: IncomingArticle): Promise<Accepted>;
  /** Sets what a chat follows, as its readers or its admins could. */
  subscribe(chat: NamedChat, follows: Follows): Promise<void>;
  /** What the sources' polling has come to. */
  sourceHealth(): Promise<SourceHealth[]>;
  /** Reminds the queues of everything that waits in a row. By itself it does so at start and every minute. */
  sweep(): Promise<void>;
}

export interface Overrides {
  clock: Clock;
  random: () => number;
  terminal: Terminal;
  logTo: DestinationStream;
  sweepEveryMs: number;
  /** The wait before a failed step's second try; each further one is twice as long. */
  firstRetryMs: number;
  /** How long a stop waits for PostgreSQL. */
  letGoAfterMs: number;
}

/**
 * A stop waits so long for PostgreSQL: messages under way have half a minute, and systemd and Docker end us after a minute. What it could not
 * write down is what a kill would lose, too: the next start sends those messages again.
 */
const LET_GO_AFTER_MS = 40_000;
const DATABASE_WITHIN_MS = 60_000; // as long as a server may take to recover; then whoever started us should know

/** Starts the service. Rejects, with everything closed again, when a part cannot be had. */
export async function startApp(given: Config, overrides: Partial<Overrides> = {}): Promise<App> {
  setNewsroomZone(given.newsroom.zone);
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? Math.random;
  const terminal = overrides.terminal ?? { input: process.stdin, output: process.stdout };
  const now = () => clock.now();
  const start = randomUUID().slice(0, 8); // names this start of this process, in the ledger and in reminders
  const events = createEvents(createLog(given.logLevel, secretsOf(given), overrides.logTo), now);
  const on = { web: given.role !== "worker", work: given.role !== "web" };

  await using stack = new AsyncDisposableStack();
  let closing = "";
  /** What is opened is closed in its turn; `closing` then says what that is. */
  function opened<T extends AsyncDisposable | Disposable | null>(name: string, part: T): T {
    stack.use(part);
    if (part !== null) stack.defer(() => void (closing = name));
    return part;
  }
  const tracing = opened("the collector of traces", await openTracing(given.tracesTo, version));

  // --- what keeps things ---------------------------------------------------------
  const alone = "folder" in given.database;
  const { connection, letGo } = opened(
    "the embedded PostgreSQL, which is stopped",
    await connectionTo(given.database, (folder) =>
      startEmbeddedPostgres(folder, (error) => events.fault("database", error), events.databaseBack),
    ),
  );
  const { pool } = opened(
    "PostgreSQL",
    await openDatabase(connection, (error) => events.fault("database", error), {
      waitMs: DATABASE_WITHIN_MS,
    }).catch(sayPlainly),
  );
  const book = opened(
    "the list of sources",
    await openSourceBook({ configured: given.sources, pool, clock, events }),
  );
  const config: Config = {
    ...given,
    get sources() {
      return book.all();
    },
  };
  const core: Core = { config, pool, events, clock, now };
  const queues = opened(
    "the queue's server",
    await openQueues(
      config.redis ? { redis: config.redis.url } : { postgres: connection },
      (what, error) => events.fault(what, error),
      overrides.firstRetryMs,
    ),
  );
  const ledger = ledgerOn(pool);
  const results = resultsOn(pool);
  const audience = audienceOn(pool, now);
  const where = regionFinder(config.regions);
  const nameOf = nameFinder(core);
  const milestones = openMilestones({ ...core, tracing });
  const { fanOut } = milestones;

  // --- what reaches the outside ----------------------------------------------------
  const fetcher = opened(
    "connections to publishers",
    openFetcher({ userAgent: userAgent(config.intake.contact), allowedHosts: config.intake.allowedHosts }),
  );
  const readers = opened("what reads feeds and pages", openReaders());
  const staff = opened("the list of editors", await openStaff(core));
  const { messengers, telegram, whatsAppCloud } = await openMessengers(
    config,
    {
      ...core,
      start,
      terminal,
      editors: () => staff.accounts(),
      tellEditors: (message) => notices.tellEditors(message),
    },
    (part) => opened("the lines to the messengers", part),
  );
  const notices = openNotices({ ...core, messengers });
  const remind = remindersOn(queues, {
    start,
    messengers,
    onFault: (error) => events.fault("reminder; the sweep repeats it", error),
  });

  // --- articles come in --------------------------------------------------------------
  const waitingDrafts = openWaitingDrafts({ ...core, audience, notices });
  const pipeline = openPipeline({
    ...core,
    summarise: await openSummaryWriter(core),
    fetch: fetcher.fetch,
    mayOpen: robotsWatch(fetcher.fetch, PRODUCT, now),
    fanOut,
    remind,
    notices,
    draftWaits: waitingDrafts.tell,
    where,
    tracing,
  });
  /** What a paused source brings all the same (by a push, by a hub) goes to the archive. */
  const accept: Pipeline["accept"] = (incoming, { quiet }) =>
    pipeline.accept(incoming, { quiet: quiet || book.isPaused(incoming.source) });
  const doors = openArticleDoors({ ...core, fetcher, readers, accept });
  if (doors.webSub) opened("hubs that are being asked", doors.webSub);
  const publishersApi = openPublishersApi({
    ...core,
    results,
    send: fetcher.send,
    accept,
    notices,
    firstRetryMs: overrides.firstRetryMs,
  });

  // --- editors decide, and readers ask -------------------------------------------------
  const desk = openDesk({
    ...core,
    fetch: fetcher.fetch,
    pipeline,
    audience,
    where,
    fanOut,
    remind: { ...remind, all: () => sweeping.sweep() },
    nameOf,
    tellOthers: (message, editor) => notices.tellOthers(message, { right: "edit", except: editor }),
  });
  // An act sets off what sweeping does anyway: each knows the other.
  const alerts = openAlertDesk({
    ...core,
    audience,
    results,
    fanOut,
    remind,
    takeBack: () => sweeping.takeBack(),
    withdrawStopped: () => void sweeping.withdrawStopped(),
    secondWanted: () => secondWanted(),
    say: notices.say,
  });
  const secondWanted = () => askForSecond({ pool, events, alerts, notices, nameOf });
  const sweeping = openSweeping({
    ...core,
    ledger,
    results,
    notices,
    messengers,
    milestones,
    remind,
    progress: alerts.progress,
    leaseMs: config.pacing.leaseSeconds * 1000,
    sweepEveryMs: overrides.sweepEveryMs,
    draftWaits: waitingDrafts.tell,
    more: [waitingDrafts.tellAll, secondWanted, () => doors.sweep(), () => publishersApi.sweep()],
  });

  let port: number | null = null; // of our HTTP, once it is open
  const webDesk = openWebDesk({
    ...core,
    alerts,
    desk,
    audience,
    notices,
    telegram,
    sourceBook: book,
    sourceDesk: openSourceDesk({
      ...core,
      configured: given.sources,
      book,
      tryOut: (source) => tryOut(source, { ...core, fetch: fetcher.fetch, readers, pipeline, audience }),
    }),
    addressOf: (path) =>
      `${config.publicUrl ?? localAddress(config.web.host, port ?? config.web.port)}${path}`,
  });
  const hasPages = config.publicUrl !== null || on.web;
  const conversation = opened(
    "answers to readers and editors",
    openConversation({
      ...core,
      connection,
      desk,
      alerts,
      staff,
      nameOf,
      signInLink: async (personId) => (hasPages ? webDesk.signInLink(personId) : null),
      start,
      telegram,
      notices,
      random,
    }),
  );

  // --- it works, and it serves -----------------------------------------------------------
  const both = { ...core, messengers, telegram, whatsAppCloud, ear: conversation.ear };
  if (on.work)
    opened(
      "the work in hand",
      await startWorker({
        ...both,
        start,
        alone,
        random,
        queues,
        remind,
        ledger,
        results,
        notices,
        milestones,
        sweeping,
        pipeline,
        publishersApi,
        book,
        accept,
        fetch: fetcher.fetch,
        readers,
        hubs: doors.webSub?.watch,
      }),
    );
  const serve = on.web ? serveAll : serveWatchers;
  const server = opened(
    "requests that are being answered",
    await serve({ ...both, doors, publishersApi, desk: webDesk.parts }),
  );
  port = server?.port ?? null;
  const firstAdmin = on.web ? await webDesk.firstAdminLink() : null;

  const inHand = () => inHandWords(queues.inHand(), DELIVERY_DEFAULTS.sendWithinMs);
  const stopWaitsFor = () => [closing, ...inHand()].join("; ");
  const parts = stack.move();

  async function stop(): Promise<void> {
    const limit = setTimeout(() => {
      events.fault("stop", new StillWaiting(stopWaitsFor()));
      letGo();
    }, overrides.letGoAfterMs ?? LET_GO_AFTER_MS);
    try {
      await parts.disposeAsync();
    } finally {
      clearTimeout(limit);
    }
  }

  return {
    describe: [
      config.role,
      ...messengers.map(({ name }) => name),
      config.redis ? "queue on Redis" : "queue on PostgreSQL",
    ].join(", "),
    events,
    firstAdmin,
    inHand,
    stopWaitsFor,
    port,
    accept: (incoming) => accept(incoming, { quiet: false }),
    async subscribe(chat, follows) {
      await openChats(pool).change(chat, () => follows, now());
    },
    sourceHealth: () =>
      sourceHealth(
        pool,
        config.sources.map(({ id }) => id),
      ),
    sweep: sweeping.sweep,
    [Symbol.asyncDispose]: stop,
  };
}

/** What a stop lets go of, since PostgreSQL did not answer. */
class StillWaiting extends Error {
  constructor(what: string) {
    super(
      `The stop has waited for long enough, for: ${what}. PostgreSQL, which does not answer, is let go of. Nothing is lost; messages whose ` +
        `verdicts could not be written down may go out once more.`,
    );
  }
}

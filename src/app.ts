import { randomUUID } from "node:crypto";
import type { DestinationStream } from "pino";
import type { Accepted } from "./articles/accept.ts";
import type { IncomingArticle } from "./articles/article.ts";
import { workDeliveries, deliveryQueue } from "./app/delivery-jobs.ts";
import { regionFinder } from "./articles/where.ts";
import { openConversation } from "./app/conversation.ts";
import { openAlertDesk } from "./app/alert-desk.ts";
import { openDesk } from "./app/desk.ts";
import { openDoorsForArticles } from "./app/doors.ts";
import { createLog } from "./app/logging.ts";
import { openDoors, type Terminal } from "./app/messengers.ts";
import { gaugesIn } from "./app/gauges.ts";
import { openNotices } from "./app/notices.ts";
import { openPublishersApi } from "./app/publishers-api.ts";
import { openPipeline } from "./app/pipeline-parts.ts";
import { openWebDesk } from "./app/web-desk.ts";
import { watchSelf } from "./app/self-watch.ts";
import { openStaff } from "./app/staff.ts";
import { openSummaries } from "./app/summaries.ts";
import { keepUp } from "./app/upkeep.ts";
import { PRODUCT, userAgent } from "./commands/version.ts";
import { broadcastDone } from "./chat/copy.ts";
import type { Follows } from "./chat/follows.ts";
import type { NamedChat } from "./chat/ports.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./delivery/clock.ts";
import { clockJumps } from "./delivery/clock-jumps.ts";
import type { Finished } from "./delivery/ledger.ts";
import { whileHolding } from "./delivery/lease.ts";
import { createEvents, type Events } from "./events.ts";
import { openFetcher } from "./intake/fetch.ts";
import type { SourceHealth } from "./intake/source-state.ts";
import { startPoller } from "./intake/poller.ts";
import { openReaders } from "./intake/readers.ts";
import { robotsWatch } from "./intake/robots-watch.ts";
import type { Messenger } from "./messengers/messenger.ts";
import { openQueues } from "./queue/bullmq.ts";
import { accountsOn } from "./store/accounts.ts";
import { sendScheduled } from "./store/alert-acts.ts";
import { alertById } from "./store/alerts.ts";
import { letGoOfTheDead } from "./store/after-a-kill.ts";
import { articlesToDo } from "./store/articles.ts";
import { openChats } from "./store/chats.ts";
import { forgetConversations } from "./store/conversations.ts";
import { openDatabase } from "./store/database.ts";
import { buryArticle } from "./store/dead-letters.ts";
import { ledgerOn } from "./store/deliveries.ts";
import { makeDigests } from "./store/digests.ts";
import { takeDoneNotices } from "./store/done-notices.ts";
import { startEmbeddedPostgres } from "./store/embedded-postgres.ts";
import { audienceOn, fanOut } from "./store/fan-out.ts";
import { dropUnfollowedFilters } from "./store/filters.ts";
import { resultsOn } from "./store/results.ts";
import { sourceHealth, sourceStates } from "./store/sources.ts";
import { standing } from "./store/standing.ts";
import { startWeb } from "./web/server.ts";

export { backUp, restore } from "./app/backups.ts";
export { diagnose, type Finding } from "./app/doctor.ts";
export { meetBot } from "./app/meet-bot.ts";
export { backupName } from "./app/nightly.ts";
export { openTokensDesk, type TokensDesk } from "./app/tokens-desk.ts";
export { openWhatsAppDesk } from "./app/whatsapp-desk.ts";

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
}

const ARTICLES = "articles";
const SWEEP_EVERY_MS = 60_000;
const SWEEP_BATCH = 1_000;
const DATABASE_WITHIN_MS = 60_000; // as long as a server may take to recover; then whoever started us should know
const SCHEDULE_EVERY_MS = 1_000; // an alert for 18.00 goes out at 18.00
const TELL_EVERY_MS = 1_000;
const LEASE_MS = 15_000; // a messenger whose process died is heard again after this
const REMEMBER_CONVERSATION_MS = 24 * 3_600_000;

/** Starts the service. Rejects, with everything closed again, when a part cannot be had. */
export async function startApp(config: Config, overrides: Partial<Overrides> = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? Math.random;
  const terminal = overrides.terminal ?? { input: process.stdin, output: process.stdout };
  const now = () => clock.now();
  const start = randomUUID().slice(0, 8); // names this start of this process, in the ledger and in reminders
  const events = createEvents(createLog(config.logLevel, secretsOf(config), overrides.logTo), now);
  const on = { web: config.role !== "worker", work: config.role !== "web" };

  await using stack = new AsyncDisposableStack();

  // --- what keeps things ---------------------------------------------------------
  const alone = "folder" in config.database;
  const connection =
    "folder" in config.database
      ? stack.use(
          await startEmbeddedPostgres(config.database.folder, (error) => events.fault("database", error)),
        ).connection
      : { connectionString: config.database.url };
  const { pool } = stack.use(
    await openDatabase(connection, (error) => events.fault("database", error), {
      waitMs: DATABASE_WITHIN_MS,
    }),
  );
  const queues = stack.use(
    await openQueues(
      config.redis ? { redis: config.redis.url } : { postgres: connection },
      (what, error) => events.fault(what, error),
      overrides.firstRetryMs,
    ),
  );
  const ledger = ledgerOn(pool);
  const results = resultsOn(pool);
  const accounts = accountsOn(pool);
  const audience = audienceOn(pool, now);
  const where = regionFinder(config.regions);
  const chats = openChats(pool);

  // --- what says when -------------------------------------------------------------
  const remind = {
    article: (id: number) => reminder(ARTICLES, `article-${start}-${id}`, id),
    async deliveries(alertId: number) {
      await Promise.all(
        messengers.map(({ name }) => reminder(deliveryQueue(name), `alert-${start}-${alertId}`, alertId)),
      );
    },
    all: () => sweepSafely(),
  };
  async function reminder(queue: string, id: string, subject: number): Promise<void> {
    await queues
      .remind(queue, id, subject)
      .catch((error: unknown) => events.fault("reminder; the sweep repeats it", error));
  }

  // --- what does it ---------------------------------------------------------------
  const fetcher = stack.use(
    openFetcher({ userAgent: userAgent(config.intake.contact), allowedHosts: config.intake.allowedHosts }),
  );
  const { messengers, telegram, whatsAppCloud } = await openDoors(
    config,
    { pool, events, terminal, clock, tellEditors: (message) => void notices.tellEditors(message) },
    (door) => stack.use(door),
  );
  const notices = openNotices(messengers, config.editors, events);
  const pipeline = openPipeline({
    summarise: await openSummaries({ config, pool, events, now }),
    config,
    pool,
    events,
    fetch: fetcher.fetch,
    mayOpen: robotsWatch(fetcher.fetch, PRODUCT, now),
    fanOut,
    remind,
    notices,
    audience,
    where,
    now,
  });

  const readers = stack.use(openReaders());
  const doors = openDoorsForArticles({
    config,
    pool,
    events,
    fetcher,
    readers,
    accept: pipeline.accept,
    clock,
  });
  if (doors.webSub) stack.use(doors.webSub);

  const publishersApi = openPublishersApi({
    config,
    pool,
    events,
    results,
    send: fetcher.send,
    accept: pipeline.accept,
    notices,
    clock,
    firstRetryMs: overrides.firstRetryMs,
  });

  const jumps = clockJumps(2 * config.pacing.leaseSeconds * 1000);
  const desk = openDesk({
    pool,
    events,
    fetch: fetcher.fetch,
    pipeline,
    audience,
    where,
    results,
    fanOut,
    remind,
    now,
  });

  const alerts = openAlertDesk({
    config,
    pool,
    events,
    audience,
    results,
    fanOut,
    remind,
    takeBack,
    withdrawStopped: () => void withdrawStopped(),
    say: notices.say,
    now,
  });

  const staff = stack.use(
    await openStaff({ config, pool, now, onFault: (error) => events.fault("people", error) }),
  );
  const addressOf = (path: string): string => `${deskUrl(config, web?.port ?? config.web.port)}${path}`;
  const webDesk = openWebDesk({ config, pool, events, alerts, desk, audience, addressOf, now });
  const firstAdmin = on.web ? await webDesk.firstAdmin() : null;

  const talk = stack.use(
    openConversation({
      config,
      connection,
      desk,
      alerts,
      staff,
      linkFor: signInAddress,
      events,
      telegram,
      notices,
      clock,
      random,
    }),
  );
  const { ear } = talk;

  /** null where nobody could open it: this process has no pages, and no public address is known. */
  async function signInAddress(personId: number): Promise<string | null> {
    if (!config.publicUrl && !web) return null;
    return addressOf(`/masuk/${await webDesk.linkFor(personId)}`);
  }

  async function finished(done: readonly Finished[]): Promise<void> {
    for (const { id, act } of done) {
      const alert = await alertById(pool, id);
      const seconds = alert && act === "send" ? (now().getTime() - alert.createdAt.getTime()) / 1000 : null;
      events.alertSent(id, act, seconds);
    }
  }

  /** Editors hear what became of what they sent, whichever process they asked and whichever has found out. */
  async function tellOfDone(): Promise<void> {
    for (const { alertId, to } of await takeDoneNotices(pool)) {
      const progress = await desk.progress(alertId);
      if (progress) await notices.tell(to, broadcastDone(progress));
    }
  }

  /** What was set aside for alerts that are paused no more is back in line. */
  async function takeBack(): Promise<void> {
    while ((await ledger.takeBack(SWEEP_BATCH)) === SWEEP_BATCH);
  }

  /** Nobody waits for it: no such row is sent, whenever it is withdrawn. */
  async function withdrawStopped(): Promise<void> {
    await ledger
      .withdrawStopped(SWEEP_BATCH, now())
      .catch((error: unknown) => events.fault("withdraw what was stopped", error)); // the sweep goes on with it
  }

  async function sendScheduledAlerts(): Promise<void> {
    for (const { id, chats, by } of await sendScheduled(pool, now(), fanOut)) {
      events.alertApproved(id, by, chats);
      await remind.deliveries(id);
    }
  }

  /**
   * What a worker had in hand when it was killed is let go of when its lease ends, and its chats do not wait for the next sweep. Not
   * right after the clock was set forward: then the leases of the living seem to have ended.
   */
  async function reclaim(): Promise<void> {
    const { leapMs, settled } = jumps.look(now(), performance.now());
    if (leapMs !== 0) events.fault("clock", new Error(`The clock was set by ${Math.round(leapMs / 1000)} s`));
    if (settled && (await ledger.reclaim(now())) > 0) await remindOfDeliveries("reclaimed");
  }

  async function remindOfDeliveries(why: string): Promise<void> {
    for (const { name } of messengers) {
      const next = await ledger.nextDue(name, now());
      if (next && next <= now()) await reminder(deliveryQueue(name), `${why}-${start}-${now().getTime()}`, 0);
    }
  }

  async function sweep(): Promise<void> {
    await takeBack();
    await withdrawStopped();
    for (const id of await articlesToDo(pool, SWEEP_BATCH)) await remind.article(id);
    await makeDigests(pool, now()).catch((error: unknown) => events.fault("digests", error));
    await remindOfDeliveries("sweep");
    await finished(await results.finishAlerts(now()));
    await dropUnfollowedFilters(pool);
    await forgetConversations(pool, new Date(now().getTime() - REMEMBER_CONVERSATION_MS));
    await doors.sweep();
    await publishersApi.sweep();
  }

  function sweepSafely(): Promise<void> {
    return sweep().catch((error: unknown) => events.fault("sweep", error));
  }

  // --- what starts it all -----------------------------------------------------------
  const ending = new AbortController();
  const running: Promise<void>[] = [];
  stack.defer(async () => {
    ending.abort();
    await Promise.all(running);
  });

  if (on.work) {
    if (alone) {
      // Nobody else is on this database: what was claimed or held, was so by a process that is dead.
      await ledger.reclaimAll(now());
      await letGoOfTheDead(pool, now());
    }
    stack.use(
      queues.work(ARTICLES, {
        concurrency: 4,
        run: (id, signal) => pipeline.read(id, signal),
        onDead: async (id, error, attempts) => {
          events.articleFailed(id, error, attempts);
          await buryArticle(pool, id, error.message, attempts, now());
        },
      }),
    );
    const jobs = {
      config,
      clock,
      events,
      queues,
      ledger,
      results,
      pace: accounts,
      random,
      by: start,
      finished,
    };
    for (const messenger of messengers)
      running.push(attend(messenger, () => workDeliveries(messenger, jobs)));
    running.push(every(config.pacing.leaseSeconds * 250, "reclaim", reclaim));
    running.push(every(overrides.sweepEveryMs ?? SWEEP_EVERY_MS, "sweep", sweep));
    running.push(every(SCHEDULE_EVERY_MS, "schedule", sendScheduledAlerts));
    running.push(every(TELL_EVERY_MS, "notice that an alert is done", tellOfDone));
    const telling = publishersApi.tell();
    if (telling) stack.use(telling);
    running.push(watchSelf({ config, pool, events, notices, clock }, ending.signal));
    running.push(keepUp({ config, pool, events, clock }, ending.signal));
    queues.whenBack(() => void sweepSafely());
    stack.use(
      await startPoller({
        sources: config.sources,
        states: sourceStates(pool),
        fetch: fetcher.fetch,
        accept: (incoming, options) => pipeline.accept(incoming, options),
        readers,
        hubs: doors.webSub?.watch,
        firstLoadAlerts: config.intake.firstLoadAlerts,
        clock,
        random,
        onFault: (error) => events.fault("intake", error),
      }),
    );
  }

  let workersPort: number | null = null;
  const figures = gaugesIn(events.registry, () =>
    standing(
      pool,
      config.sources.map(({ id }) => id),
      now(),
    ),
  );
  const watched = {
    readiness: async () => ({
      database: await pool.query("select 1").then(
        () => null,
        () => "PostgreSQL does not answer",
      ),
    }),
    metrics: async () => {
      await figures.refresh();
      return { contentType: events.registry.contentType, body: await events.registry.metrics() };
    },
  };
  if (!on.web && config.metricsPort !== null) {
    const where = { host: config.web.host, port: config.metricsPort };
    workersPort = stack.use(await startWeb(where, { ...watched, telegramWebhook: null })).port;
  }
  const web = on.web
    ? stack.use(
        await startWeb(config.web, {
          ...watched,
          telegramWebhook:
            telegram && config.telegram?.webhook
              ? (update, secret) => telegram.receive(update, secret)
              : null,
          whatsApp: whatsAppCloud,
          push: doors.push,
          api: publishersApi.parts,
          desk: webDesk.parts,
          hubs: doors.webSub && {
            ...doors.webSub.door,
            onFault: (error: unknown) => events.fault("websub", error),
          },
        }),
      )
    : null;
  if (on.web && telegram && config.telegram?.webhook) stack.use(await telegram.listen(ear));
  if (on.web && whatsAppCloud) stack.use(await whatsAppCloud.listen(ear));

  const parts = stack.move();
  return {
    describe: [
      config.role,
      ...messengers.map(({ name }) => name),
      config.redis ? "queue on Redis" : "queue on PostgreSQL",
    ].join(", "),
    events,
    firstAdmin: firstAdmin && web ? addressOf(`/masuk/${firstAdmin}`) : null,
    port: web?.port ?? workersPort,
    accept: (incoming) => pipeline.accept(incoming, { quiet: false }),
    async subscribe(chat, follows) {
      await chats.change(chat, () => follows, now());
    },
    sourceHealth: () =>
      sourceHealth(
        pool,
        config.sources.map(({ id }) => id),
      ),
    sweep: sweepSafely,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };

  /**
   * Sends and listens on a messenger. Telegram's Bot API lets every worker send, and only its listening is one process's at a
   * time; WhatsApp's socket does both, so its deliveries are worked off by the holder of the lease alone.
   */
  async function attend(messenger: Messenger, work: () => AsyncDisposable): Promise<void> {
    await using anyone = new AsyncDisposableStack();
    if (!messenger.onlyListenerSends) anyone.use(work());
    const byWebhook = messenger === whatsAppCloud || (messenger === telegram && config.telegram?.webhook);
    if (byWebhook) {
      await clock.sleep(2 ** 31 - 1, ending.signal);
      return;
    }
    const holding = { messenger: messenger.name, holder: start, ms: LEASE_MS };
    await whileHolding(accounts, holding, clock, ending.signal, async (held) => {
      await using _ears = await messenger.listen(ear);
      await using holder = new AsyncDisposableStack();
      if (messenger.onlyListenerSends) holder.use(work());
      if (!held.aborted)
        await new Promise((resolve) => held.addEventListener("abort", resolve, { once: true }));
    }).catch((error: unknown) => events.fault(`listening on ${messenger.name}`, error));
  }

  /** Does it again and again while we live, whatever one time may come to. */
  async function every(ms: number, what: string, work: () => Promise<void>): Promise<void> {
    while (!ending.signal.aborted) {
      await work().catch((error: unknown) => events.fault(what, error));
      await clock.sleep(ms, ending.signal);
    }
  }
}

/** Where editors reach the pages. */
function deskUrl({ publicUrl, web }: Config, port: number): string {
  const host = web.host === "0.0.0.0" || web.host === "::" ? "127.0.0.1" : web.host;
  return publicUrl ?? `http://${host}:${port}`;
}

function secretsOf(config: Config): string[] {
  const urls = [config.redis?.url, "url" in config.database ? config.database.url : undefined];
  const passwords = urls.flatMap((url) =>
    url ? [new URL(url).password, decodeURIComponent(new URL(url).password)] : [],
  );
  return [
    config.telegram?.token,
    config.telegram?.webhook?.secret,
    config.whatsapp?.sessionKey,
    config.whatsappCloud?.token,
    config.whatsappCloud?.appSecret,
    config.whatsappCloud?.verifyToken,
    config.modelApiKey,
    config.secretsKey,
    ...config.publishers.flatMap(({ token, signingSecret }) => [token, signingSecret]),
    ...passwords,
  ].filter((secret): secret is string => Boolean(secret));
}

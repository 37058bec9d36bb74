import type { Logger } from "pino";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/**
 * One function for each thing worth counting: the metric and the log line together, so that neither is forgotten. Ids only:
 * no text, no address, no number of a reader ever reaches a log.
 */
export type Events = ReturnType<typeof createEvents>;

export function createEvents(log: Logger, now: () => Date) {
  const registry = new Registry();
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `kabarkilat_${name}`, help, labelNames, registers: [registry] });

  const articles = counter("articles_total", "Articles by what became of them", ["source", "outcome"]);
  const deliveries = counter("deliveries_total", "Deliveries by verdict", ["messenger", "verdict"]);
  const faults = counter("faults_total", "Faults by where they happened", ["where"]);
  const faultsSaid = seldom(now);
  const refusedTokens = counter(
    "tokens_refused_total",
    "Calls of the publishers' API without a token in use",
    ["revoked"],
  );
  const webhooks = counter("webhooks_total", "Tries to tell a publisher's endpoint, by outcome", ["outcome"]);
  const whatsApp = new Gauge({
    name: "kabarkilat_whatsapp_state",
    help: "1 for what WhatsApp's connection is doing, in the process that holds its session",
    labelNames: ["state"],
    registers: [registry],
  });
  const refusalsSaid = seldom(now);
  const summaryFaults = counter(
    "summaries_faulty_total",
    "Summaries in which the check found faults: answers of a model, which are thrown away, or what an editor is shown",
    ["where"],
  );
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name: `kabarkilat_${name}`, help, buckets, labelNames, registers: [registry] });

  const intakeLag = histogram(
    "intake_lag_seconds",
    "From an article's publication, as its source says, to its arrival here; not of a feed's first load",
    [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 10_800],
  );
  const untilFirst = histogram(
    "article_to_first_send_seconds",
    "From an article's arrival to the first chat that its alert reached, an editor's decision included",
    WAYS,
  );
  const untilLast = histogram(
    "article_to_last_send_seconds",
    "From an article's arrival to the last chat that its alert reached; readers in their quiet hours left out",
    WAYS,
  );
  const sends = histogram(
    "send_seconds",
    "How long the platform took to accept one message",
    [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    ["messenger"],
  );

  return {
    registry,

    articleAccepted(source: string, id: number, trace: string, secondsSincePublished: number | null) {
      articles.inc({ source, outcome: "accepted" });
      if (secondsSincePublished !== null) intakeLag.observe(Math.max(0, secondsSincePublished));
      log.info({ article: id, source, trace }, "article accepted");
    },

    /** Normal: feeds repeat their articles all day long. */
    articleRepeated(source: string, of: number) {
      articles.inc({ source, outcome: "repeat" });
      log.debug({ article: of, source }, "article is a repeat");
    },

    articleRead(source: string, id: number, outcome: string, trace: string | null) {
      articles.inc({ source, outcome });
      log.info({ article: id, source, outcome, trace }, "article read");
    },

    /** The check found faults: in an answer of the model, which is thrown away, or in what is shown to an editor. */
    summaryFaulty(where: "model" | "shown") {
      summaryFaults.inc({ where });
    },

    articleFailed(id: number, error: Error, attempts: number) {
      articles.inc({ source: "", outcome: "failed" });
      log.error(
        { article: id, attempts, err: error },
        "article set aside after its last try; /gagal lists it",
      );
    },

    alertDrafted(id: number, article: number | null, trace: string | null) {
      log.info({ alert: id, article, trace }, "alert drafted, waits for an editor");
    },

    alertApproved(id: number, by: string, chats: number, trace: string | null) {
      log.info({ alert: id, chats, bySource: by.startsWith("sumber:"), trace }, "alert approved");
    },

    /** An alert has reached the first of its chats. */
    alertBegun(id: number, trace: string | null, secondsSinceArticle: number | null) {
      if (secondsSinceArticle !== null) untilFirst.observe(secondsSinceArticle);
      log.info({ alert: id, seconds: secondsSinceArticle, trace }, "alert has reached its first chat");
    },

    alertSent(id: number, act: string, trace: string | null, secondsSinceArticle: number | null) {
      if (secondsSinceArticle !== null) untilLast.observe(secondsSinceArticle);
      log.info({ alert: id, act, seconds: secondsSinceArticle, trace }, "alert sent");
    },

    /** One attempt. Sent ones, and those to be tried again, are logged at level debug only: there may be a million. */
    deliverySettled(
      { id, alertId, to: { messenger } }: { id: number; alertId: number; to: { messenger: string } },
      verdict: string,
      tookMs: number,
      trace: string | null,
    ) {
      deliveries.inc({ messenger, verdict });
      if (verdict === "sent") sends.observe({ messenger }, tookMs / 1000);
      const level = verdict === "sent" || verdict === "later" ? "debug" : "info";
      log[level](
        { delivery: id, alert: alertId, messenger, verdict, ms: tookMs, trace },
        "delivery attempted",
      );
    },

    /** Rows deleted by retention, by kind. */
    forgotten(counts: Readonly<Record<string, number>>) {
      if (Object.values(counts).some((n) => n > 0)) log.info(counts, "old rows deleted");
    },

    databaseBack() {
      log.info("the embedded PostgreSQL answers again");
    },

    backedUp(bytes: number) {
      log.info({ bytes }, "backup made");
    },

    /** Somebody called the publishers' API without a token that is in use; `revoked` is the number of one that was. A line a minute. */
    tokenRefused(revoked: number | null, from: string | null) {
      refusedTokens.inc({ revoked: String(revoked !== null) });
      const before = refusalsSaid(`token ${revoked ?? "unknown"}`);
      if (before === null) return;
      log.warn(
        { token: revoked, from, ...(before > 0 && { repeated: before }) },
        revoked === null ? "unknown token at the publishers' API" : "revoked token at the publishers' API",
      );
    },

    webhookTried(outcome: "delivered" | "failed") {
      webhooks.inc({ outcome });
    },

    /** "connecting", "open", "waiting" and so on: one of them is 1, in the process that holds the session. */
    whatsAppState(state: string) {
      whatsApp.reset();
      whatsApp.set({ state }, 1);
      log.info({ state }, "WhatsApp");
    },

    /**
     * Something failed that the service lives with: it goes on, and somebody should look. What fails alike every second is a
     * line a minute in the log, so that a night without its database can be read in the morning.
     */
    fault(where: string, error: unknown) {
      faults.inc({ where });
      const before = faultsSaid(`${where}: ${error instanceof Error ? error.message : String(error)}`);
      if (before === null) return;
      log.warn({ where, err: error, ...(before > 0 && { repeated: before }) }, "fault");
    },
  };
}

/** Seconds: an alert without an editor takes a few, one that waits for an editor minutes, a broadcast to many an hour or two. */
const WAYS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 1800, 3600, 7200];

const SELDOM_MS = 60_000;

/** Limits a message to one a minute: answers null within a minute of the last one, else how many were suppressed since. */
function seldom(now: () => Date): (what: string) => number | null {
  const said = new Map<string, { at: number; unsaid: number }>();
  return (what) => {
    const at = now().getTime();
    const last = said.get(what);
    if (last && at - last.at < SELDOM_MS) {
      last.unsaid += 1;
      return null;
    }
    for (const [old, { at: then }] of said) if (at - then >= SELDOM_MS) said.delete(old);
    said.set(what, { at, unsaid: 0 });
    return last?.unsaid ?? 0;
  };
}

import type { Logger } from "pino";
import { Counter, Histogram, Registry } from "prom-client";

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
  const refusalsSaid = seldom(now);
  const untilSent = new Histogram({
    name: "kabarkilat_article_to_sent_seconds",
    help: "From an article's arrival to the end of its alert's sending",
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600],
    registers: [registry],
  });

  return {
    registry,

    articleAccepted(source: string, id: number) {
      articles.inc({ source, outcome: "accepted" });
      log.info({ article: id, source }, "article accepted");
    },

    /** Not an error: feeds say the same again all day long. */
    articleRepeated(source: string, of: number) {
      articles.inc({ source, outcome: "repeat" });
      log.debug({ article: of, source }, "article is a repeat");
    },

    articleRead(source: string, id: number, outcome: string) {
      articles.inc({ source, outcome });
      log.info({ article: id, source, outcome }, "article read");
    },

    articleFailed(id: number, error: Error, attempts: number) {
      articles.inc({ source: "", outcome: "failed" });
      log.error(
        { article: id, attempts, err: error },
        "article set aside after its last try; /gagal lists it",
      );
    },

    alertDrafted(id: number, article: number | null) {
      log.info({ alert: id, article }, "alert drafted, waits for an editor");
    },

    alertApproved(id: number, by: string, chats: number) {
      log.info({ alert: id, chats, bySource: by.startsWith("sumber:") }, "alert approved");
    },

    alertSent(id: number, act: string, secondsSinceArticle: number | null) {
      if (secondsSinceArticle !== null) untilSent.observe(secondsSinceArticle);
      log.info({ alert: id, act, seconds: secondsSinceArticle }, "alert sent");
    },

    deliverySettled(messenger: string, verdict: string) {
      deliveries.inc({ messenger, verdict });
    },

    /** What was older than it is to be kept, in rows. */
    forgotten(counts: Readonly<Record<string, number>>) {
      if (Object.values(counts).some((n) => n > 0)) log.info(counts, "old rows deleted");
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

    whatsAppState(state: string) {
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

const SELDOM_MS = 60_000;

/** Whether to say something again: null, said within the last minute; else how often it was not said since then. */
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

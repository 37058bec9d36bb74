import { Gauge, type Registry } from "prom-client";
import type { Standing } from "../../store/upkeep/standing.ts";

/** PostgreSQL is asked at most once in this time, however often metrics are scraped. */
const FRESH_MS = 5_000;

type Figure = readonly [name: string, help: string, of: (standing: Standing) => number];

/** What each account may send in a second, from the configuration. */
export type Limits = readonly { messenger: string; perSecond: number }[];

const FIGURES: readonly Figure[] = [
  ["articles_waiting", "Articles accepted and not read yet", (s) => s.articlesWaiting],
  ["articles_oldest_seconds", "How long the oldest of them waits", (s) => s.articlesOldestSeconds],
  ["deliveries_due", "Deliveries that are due and in nobody's hand, 100,000 at most", (s) => s.deliveriesDue],
  ["deliveries_oldest_seconds", "How long the oldest of them is due", (s) => s.deliveriesOldestSeconds],
  [
    "deliveries_unknown",
    "Deliveries without a definite answer that no editor has looked at",
    (s) => s.deliveriesUnknown,
  ],
  ["sending_stopped", "1 while an editor has stopped all sending", (s) => s.sendingStopped],
  ["dead_letters", "Articles set aside after their last try", (s) => s.deadLetters],
  ["sources_failing", "Sources that have failed for more than an hour", (s) => s.sourcesFailing],
  ["whatsapp_in_use", "1 while a process holds WhatsApp's session", (s) => s.whatsAppInUse],
  ["whatsapp_private_today", "Messages to private WhatsApp chats today, unasked", (s) => s.whatsAppToday],
  ["database_bytes", "The database's size", (s) => s.databaseBytes],
];

/**
 * Adds gauges for what only PostgreSQL knows, asked at each scrape. While it does not answer they are absent and `kabarkilat_database_up` is 0:
 * old figures would look as if all were well.
 */
export function gaugesIn(
  registry: Registry,
  ask: () => Promise<Standing>,
  limits: Limits = [],
  now: () => number = () => performance.now(),
): { refresh(): Promise<void> } {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `kabarkilat_${name}`, help, labelNames: [], registers: [registry] });
  const up = gauge("database_up", "1 while PostgreSQL answers");
  const heldOff = new Gauge({
    name: "kabarkilat_held_off_seconds",
    help: "How long the platform wants nothing more from an account (429)",
    labelNames: ["messenger"],
    registers: [registry],
  });
  const limit = new Gauge({
    name: "kabarkilat_limit_per_second",
    help: 'Messages a second that an account may send; compare the rate of deliveries_total{verdict="sent"}',
    labelNames: ["messenger"],
    registers: [registry],
  });
  for (const { messenger, perSecond } of limits) limit.set({ messenger }, perSecond);
  const memory = gauge("memory_bytes", "Memory of this process (resident set)");
  const figures = FIGURES.map(([name, help, of]) => ({ gauge: gauge(name, help), of }));
  let asking: Promise<void> | null = null;
  let askedAt = -Infinity;

  async function look(): Promise<void> {
    const standing = await ask().catch(() => null);
    up.set(standing ? 1 : 0);
    memory.set(process.memoryUsage.rss());
    heldOff.reset();
    for (const { messenger, seconds } of standing?.heldOff ?? []) heldOff.set({ messenger }, seconds);
    for (const { gauge, of } of figures) {
      if (standing) gauge.set(of(standing));
      else gauge.remove();
    }
  }

  return {
    async refresh() {
      if (asking === null && now() - askedAt < FRESH_MS) return;
      asking ??= look().finally(() => {
        asking = null;
        askedAt = now();
      });
      await asking;
    },
  };
}

import { readFileSync } from "node:fs";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { gaugesIn } from "../../src/app/observing/gauges.ts";
import { standing } from "../../src/store/upkeep/standing.ts";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Dashboard = z.object({
  panels: z.array(
    z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
});

const deployed = (file: string): string =>
  readFileSync(new URL(`../../deploy/${file}`, import.meta.url), "utf8");

const rules = Rules.parse(parse(deployed("prometheus/alerts.yml"))).groups.flatMap((group) => group.rules);
const { panels } = Dashboard.parse(JSON.parse(deployed("grafana/kabarkilat.json")));

/** Metrics by their names in questions; a histogram is asked by its buckets. */
const namedIn = (questions: readonly string[]): Set<string> =>
  new Set(
    questions.flatMap((question) =>
      (question.match(/kabarkilat_\w+/g) ?? []).map((name) => name.replace(/_(bucket|sum|count)$/, "")),
    ),
  );

test("what alert rules and the dashboard ask is served, and what is served is on the dashboard", async () => {
  await using t = await startTestApp();
  const answer = await fetch(`http://127.0.0.1:${t.app.port}/metrics`);
  const served = await answer.text();
  expect(served).toContain("kabarkilat_database_up 1");
  const types = new Set([...served.matchAll(/^# TYPE (kabarkilat_\w+) /gm)].map(([, name = ""]) => name));
  const shown = namedIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
  const watched = namedIn(rules.map(({ expr }) => expr));
  expect(watched.size).toBeGreaterThan(5);
  expect(watched.difference(types)).toEqual(new Set());
  expect(shown).toEqual(types);
});

test("an alert's way is timed: from publication to arrival, and on to the first and the last chat", async () => {
  await using t = await startTestApp();
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle({ publishedAt: new Date(Date.now() - 90_000) }));
  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${t.app.port}/metrics`)).text();
  await until("all of it is counted", async () => {
    const text = await metrics();
    return ["article_to_first_send", "article_to_last_send", "intake_lag"].every((name) =>
      text.includes(`kabarkilat_${name}_seconds_count 1`),
    );
  });
  const text = await metrics();
  expect(text).toContain('kabarkilat_intake_lag_seconds_bucket{le="60"} 0');
  expect(text).toContain('kabarkilat_intake_lag_seconds_bucket{le="120"} 1');
  expect(text).toContain('kabarkilat_deliveries_total{messenger="telegram",verdict="sent"} 1');
  expect(text).toContain('kabarkilat_send_seconds_count{messenger="telegram"} 1');
  expect(text).toContain('kabarkilat_limit_per_second{messenger="telegram"} 30');
});

test("a worker serves its numbers on a port of its own, and nothing else", async () => {
  await using t = await startTestApp({ environment: { KABARKILAT_ROLE: "worker", METRICS_PORT: "0" } });
  const at = `http://127.0.0.1:${t.app.port}`;
  expect(await (await fetch(`${at}/metrics`)).text()).toContain("kabarkilat_deliveries_due 0");
  expect((await fetch(`${at}/health`)).status).toBe(200);
  expect((await fetch(`${at}/api/v1/alerts`)).status).toBe(404);
});

test("what waits is counted with its age, and what is due later is not", async () => {
  await using db = await testDatabase();
  const now = new Date("2026-11-23T05:00:00Z");
  await db.pool.query(
    `insert into deliveries (alert_id, chat_id, messenger, rank, state, due_at)
     values (1, 1, 'telegram', 0, 'waiting', $1::timestamptz - interval '90 s'),
            (1, 2, 'telegram', 0, 'waiting', $1::timestamptz - interval '30 s'),
            (1, 3, 'telegram', 0, 'waiting', $1::timestamptz + interval '1 h'),
            (1, 4, 'telegram', 0, 'sent',    $1::timestamptz - interval '2 h'),
            (1, 5, 'telegram', 0, 'unknown', $1::timestamptz)`,
    [now],
  );
  await db.pool.query(
    `insert into articles (source, incoming, received_at) values ('a', '{}', $1::timestamptz - interval '10 s')`,
    [now],
  );
  await db.pool.query(
    `insert into sources (id, feed, failing_since) values ('a', '', $1::timestamptz - interval '2 h'),
       ('b', '', $1::timestamptz - interval '1 min'), ('no longer configured', '', '2026-01-01')`,
    [now],
  );
  await db.pool.query(`insert into switches (name, "on", by, at) values ('sending', false, 'x', $1)`, [now]);
  await db.pool.query(
    "insert into accounts (messenger, not_before) values ('telegram', $1::timestamptz + interval '7 s'), ('console', '-infinity')",
    [now],
  );
  await db.pool.query(
    "insert into whatsapp_days (account, day, sent) values ('main', '2026-11-23', 12), ('main', '2026-11-22', 50)",
  );
  expect(await standing(db.pool, { sources: ["a", "b"], day: "2026-11-23" }, now)).toMatchObject({
    heldOff: [
      { messenger: "telegram", seconds: 7 },
      { messenger: "console", seconds: 0 },
    ],
    whatsAppToday: 12,
    articlesWaiting: 1,
    articlesOldestSeconds: 10,
    deliveriesDue: 2,
    deliveriesOldestSeconds: 90,
    deliveriesUnknown: 1,
    sourcesFailing: 1,
    sendingStopped: 1,
    whatsAppInUse: 0,
  });
});

test("figures are asked once in five seconds, and are absent while PostgreSQL does not answer", async () => {
  await using db = await testDatabase();
  const registry = new Registry();
  let at = 0;
  let asked = 0;
  let gone = false;
  const gauges = gaugesIn(
    registry,
    async () => {
      asked += 1;
      if (gone) throw new Error("gone");
      return standing(db.pool, { sources: [], day: "2026-11-23" }, new Date());
    },
    [{ messenger: "telegram", perSecond: 30 }],
    () => at,
  );
  await Promise.all([gauges.refresh(), gauges.refresh()]);
  await gauges.refresh();
  expect(asked).toBe(1);
  expect(await registry.metrics()).toContain("kabarkilat_dead_letters 0");
  at = 5_000;
  gone = true;
  await gauges.refresh();
  expect(asked).toBe(2);
  const metrics = await registry.metrics();
  expect(metrics).toContain("kabarkilat_database_up 0");
  expect(metrics).not.toMatch(/^kabarkilat_dead_letters /m);
});

import { readFileSync } from "node:fs";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { gaugesIn } from "../../src/app/gauges.ts";
import { standing } from "../../src/store/standing.ts";
import { startTestApp } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});

const RULES = new URL("../../deploy/prometheus/alerts.yml", import.meta.url);

test("every metric that an alert rule names is served", async () => {
  await using t = await startTestApp();
  const answer = await fetch(`http://127.0.0.1:${t.app.port}/metrics`);
  const served = await answer.text();
  expect(served).toContain("kabarkilat_database_up 1");
  const expressions = Rules.parse(parse(readFileSync(RULES, "utf8"))).groups.flatMap(({ rules }) =>
    rules.map(({ expr }) => expr),
  );
  const named = new Set(expressions.flatMap((expr) => expr.match(/kabarkilat_\w+/g) ?? []));
  expect(named.size).toBeGreaterThan(5);
  for (const name of named) expect(served).toContain(`# TYPE ${name} `);
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
  expect(await standing(db.pool, ["a", "b"], now)).toMatchObject({
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
      return standing(db.pool, [], new Date());
    },
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

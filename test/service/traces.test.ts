import { expect, test } from "vitest";
import { z } from "zod";
import { SOURCE, startTestApp, type TestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { otlpReceiver } from "../support/otlp-receiver.ts";
import { until } from "../support/until.ts";

const EDITOR = 8_123_456_777; // long enough to be in no id or time by chance
const Line = z.looseObject({ msg: z.string(), trace: z.string().nullish() });
const linesOf = (t: TestApp) => t.log.map((line) => Line.parse(JSON.parse(line)));

/** An article that waits for an editor; the service is started anew before one approves it. */
async function anArticlesWay(t: TestApp): Promise<void> {
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle());
  await until("a draft waits", () => t.sentTo(EDITOR).length > 1);
  await t.restart();
  await t.presses(EDITOR, "Siarkan");
  await until("both ends are in the log", () =>
    ["alert has reached its first chat", "alert sent"].every((said) =>
      linesOf(t).some(({ msg }) => msg === said),
    ),
  );
}

const review = {
  sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }],
  editors: [`telegram:${EDITOR}`],
};

test("one id leads through the log, from an article's acceptance to its deliveries, over a restart", async () => {
  await using t = await startTestApp({ settings: review, environment: { LOG_LEVEL: "debug" } });
  await anArticlesWay(t);
  const lines = linesOf(t);
  const trace = lines.find(({ msg }) => msg === "article accepted")?.trace;
  expect(trace).toMatch(/^[0-9a-f]{32}$/);
  const said = lines.filter((line) => line.trace === trace).map(({ msg }) => msg);
  expect(said.slice(0, 5)).toEqual([
    "article accepted",
    "article read",
    "alert drafted, waits for an editor",
    "alert approved",
    "delivery attempted",
  ]);
  expect(new Set(said.slice(5))).toEqual(new Set(["alert has reached its first chat", "alert sent"])); // which are written at once
});

test("with a collector the same id is a trace: every step in it, below the acceptance", async () => {
  await using collector = await otlpReceiver();
  await using t = await startTestApp({
    settings: review,
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=rahasia%20pengumpul",
    },
  });
  await anArticlesWay(t);
  const trace = linesOf(t).find(({ msg }) => msg === "article accepted")?.trace;
  await t[Symbol.asyncDispose](); // what is kept back is sent with the end of each process
  const spans = collector.spans
    .filter(({ traceId }) => traceId === trace)
    .sort((a, b) => Number(a.startTimeUnixNano - b.startTimeUnixNano));
  expect(spans.map(({ name }) => name)).toEqual([
    "accept",
    "clean",
    "summarise",
    "place in its story",
    "draft",
    "fan out",
    "deliver",
  ]);
  const [root, ...steps] = spans;
  expect(root?.parentSpanId).toBe("");
  expect(new Set(steps.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([root?.spanId]));
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(endTimeUnixNano).toBeGreaterThanOrEqual(startTimeUnixNano);
  expect(collector.asked[0]).toMatchObject({
    path: "/v1/traces",
    headers: { "x-api-key": "rahasia pengumpul" },
  });
  expect(t.log.join("")).not.toContain("rahasia pengumpul");
  const said = JSON.stringify(collector.spans, (_, value: unknown) =>
    typeof value === "bigint" ? "" : value,
  );
  for (const word of ["Rupiah", String(EDITOR), "telegram:"]) expect(said).not.toContain(word); // ids and counts, and nothing that was written
});

test("a collector that is gone holds nothing up", async () => {
  await using t = await startTestApp({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" } });
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle());
  await until("it is delivered", () => t.sentTo(1).length > 1);
  expect(t.log.join("")).not.toContain('"fault"');
});

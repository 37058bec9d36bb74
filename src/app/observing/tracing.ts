/**
 * The way of each article as a trace. The trace id is stored with the article (store/alerts/traces.ts), so every process adds its spans to the same
 * trace, also after a restart. The root is the span of acceptance; its id is the first half of the trace id, so that later spans know it.
 */
export interface Tracing extends AsyncDisposable {
  readonly on: boolean;
  /** The root span, which is over already. */
  root(trace: string, name: string, facts: Facts, since: Date): void;
  /** Does `work` within a span. */
  step<T>(trace: string | null, name: string, facts: Facts, work: () => Promise<T>): Promise<T>;
  /** Begins a span; the returned function ends it. */
  begin(trace: string | null, name: string, facts: Facts): () => void;
}

/** Ids and counts; never what a reader wrote, an address or a number of theirs. */
export type Facts = Readonly<Record<string, string | number>>;

const END_WITHIN_MS = 3_000; // so that a collector that is gone does not delay our stop

const OFF: Tracing = {
  on: false,
  root: () => undefined,
  step: (_trace, _name, _facts, work) => work(),
  begin: () => () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Sends spans to an OpenTelemetry collector by OTLP/HTTP. `to` null: no tracing, and OpenTelemetry is not loaded. */
export async function openTracing(
  to: { endpoint: string; headers: Record<string, string> } | null,
  version: string,
): Promise<Tracing> {
  if (to === null) return OFF;
  const { ROOT_CONTEXT, SpanStatusCode, trace: api } = await import("@opentelemetry/api");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { BatchSpanProcessor, NodeTracerProvider, RandomIdGenerator } =
    await import("@opentelemetry/sdk-trace-node");

  const random = new RandomIdGenerator();
  let rootOf: string | null = null;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "kabar-kilat", "service.version": version }),
    idGenerator: {
      generateTraceId: () => rootOf ?? random.generateTraceId(),
      generateSpanId: () => (rootOf === null ? random.generateSpanId() : rootSpan(rootOf)),
    },
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({
          url: `${to.endpoint.replace(/\/+$/, "")}/v1/traces`,
          headers: to.headers,
          timeoutMillis: END_WITHIN_MS,
        }),
      ),
    ],
  });
  const tracer = provider.getTracer("kabar-kilat", version);
  const inside = (trace: string) =>
    api.setSpanContext(ROOT_CONTEXT, {
      traceId: trace,
      spanId: rootSpan(trace),
      traceFlags: 1,
      isRemote: true,
    });
  const start = (trace: string | null, name: string, facts: Facts) =>
    tracer.startSpan(name, { attributes: { ...facts } }, trace === null ? ROOT_CONTEXT : inside(trace));

  return {
    on: true,
    root(trace, name, facts, since) {
      rootOf = trace;
      const span = tracer.startSpan(name, { root: true, startTime: since, attributes: { ...facts } });
      rootOf = null;
      span.end();
    },
    async step(trace, name, facts, work) {
      const span = start(trace, name, facts);
      try {
        return await work();
      } catch (error) {
        // Without the error's message, which may quote a secret; the log has it.
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    begin(trace, name, facts) {
      const span = start(trace, name, facts);
      return () => span.end();
    },
    [Symbol.asyncDispose]: () => provider.shutdown().catch(() => undefined),
  };
}

const rootSpan = (trace: string): string => trace.slice(0, 16);

import { expect } from "vitest";
import { z } from "zod";
import type { Scope } from "../../src/publishers/scope.ts";
import { addToken } from "../../src/store/publishers/tokens.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";

/** The service with its publishers' API. Every answer is held against the document that the service itself serves. */
export interface TestApi extends AsyncDisposable {
  readonly t: TestApp;
  readonly document: Document;
  ask(method: string, path: string, how?: Asking): Promise<Answered>;
  /** A new token's text. */
  token(source: string | null, ...scopes: Scope[]): Promise<string>;
}

export interface Asking {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- what it is, the document has been asked
  body: any;
  headers: Headers;
}

export const ENVIRONMENT_TOKEN = "token-lingkungan-yang-cukup-panjang";
const SECRETS_KEY = Buffer.alloc(32, 7).toString("base64");

const Content = z.record(z.string(), z.object({ schema: z.object({ $ref: z.string() }) }));
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
type Document = z.infer<typeof Document>;

export async function startTestApi(options: TestAppOptions = {}): Promise<TestApi> {
  await using stack = new AsyncDisposableStack();
  const t = stack.use(
    await startTestApp({
      ...options,
      environment: {
        PUBLISHER_TOKENS: `kabar-uji:${ENVIRONMENT_TOKEN}`,
        SECRETS_KEY,
        ...options.environment,
      },
    }),
  );
  const root = `http://127.0.0.1:${t.app.port}`;
  const document = Document.parse(await (await fetch(`${root}/api/openapi.json`)).json());
  const all = stack.move();
  return {
    t,
    document,
    async ask(method, path, { token = ENVIRONMENT_TOKEN, body, headers = {} } = {}) {
      const response = await fetch(`http://127.0.0.1:${t.app.port}/api/v1${path}`, {
        method,
        headers: { ...(token === "" ? {} : { authorization: `Bearer ${token}` }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      holdAgainst(document, { method, path, status: response.status, headers: response.headers, text });
      return {
        status: response.status,
        body: text === "" ? null : JSON.parse(text),
        headers: response.headers,
      };
    },
    token: async (source, ...scopes) =>
      (await addToken(t.db.pool, { name: "uji", source, scopes }, "uji", new Date())).text,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Fails unless the document promises this status with this body for this operation. */
function holdAgainst(
  document: Document,
  {
    method,
    path,
    status,
    headers,
    text,
  }: { method: string; path: string; status: number; headers: Headers; text: string },
): void {
  const asked = path.replace(/\?.*/, "");
  const known = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replace("/api/v1", "").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(asked),
  );
  const operation = known?.[1][method.toLowerCase()];
  if (!operation) return expect(status, `${method} ${path} is not in the document`).toBe(404);
  const promised = operation.responses[String(status)];
  expect(promised, `${operation.operationId} may not answer ${status}: ${text}`).toBeDefined();
  const [type, content] = Object.entries(promised?.content ?? {})[0] ?? [];
  if (!type || !content) return expect(text).toBe("");
  expect(headers.get("content-type")).toContain(type);
  const result = schemaOf(document, content.schema.$ref).safeParse(JSON.parse(text));
  expect(result.error?.issues, `${operation.operationId} ${status} ${text}`).toBeUndefined();
}

/** A schema of the document, checked by a reading of JSON Schema that knows nothing of the schemas it was made from. */
export function schemaOf(document: Document, ref: string): z.ZodType {
  const text = JSON.stringify({ $ref: ref, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
}

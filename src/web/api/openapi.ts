import { z } from "zod";
import { API_PATH, COMMON_REFUSALS, type Operation, takesBody } from "./operations.ts";
import { AlertTold, ArticleTold, named } from "./schemas.ts";

/** The OpenAPI 3.1 document, written from the table that the routes are mounted from. Pure. */
export function openApi(operations: readonly Operation[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `${API_PATH}${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: described(operation) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Kabar Kilat: the publishers' API",
      version,
      license: { name: "MIT", identifier: "MIT" },
      description:
        "Articles in, alerts and their state out. Problems are answered as RFC 9457 has it. How often a token may call stands in " +
        "the headers RateLimit and RateLimit-Policy.",
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths,
    webhooks: {
      alert: told("An alert changed its state", AlertTold),
      article: told("An article could not be read", ArticleTold),
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: components(),
    },
  };
}

/** The schemas with a name, as JSON Schema (draft 2020-12, OpenAPI 3.1's own). */
export function components(): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(named, { uri: refTo, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _dialect, ...schema }]) => [name, schema]),
  );
}

function described(operation: Operation): Record<string, unknown> {
  const { id, summary, description, scope, answer, body } = operation;
  const refusals = [
    ...COMMON_REFUSALS,
    ...operation.refusals,
    ...(takesBody(operation) ? [413] : []),
  ].toSorted((a, b) => a - b);
  return {
    operationId: id,
    summary,
    description: `${description ? `${description}\n\n` : ""}Scope: ${scope}`,
    security: [{ token: [] }],
    parameters: [...parametersOf(operation, "path"), ...parametersOf(operation, "query"), ...keys(operation)],
    ...(takesBody(operation) && { requestBody: { required: true, content: json("application/json", body) } }),
    responses: {
      [answer.status]: {
        description: answer.description,
        headers: RATE,
        ...(answer.schema && { content: json("application/json", answer.schema) }),
      },
      ...Object.fromEntries(refusals.map((status) => [status, REFUSED])),
    },
  };
}

const Parameters = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(operation: Operation, place: "path" | "query"): unknown[] {
  const schema = place === "path" ? operation.params : operation.query;
  const { properties, required } = Parameters.parse(z.toJSONSchema(schema, { io: "input" }));
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

function keys({ keyed }: Operation): unknown[] {
  if (!keyed) return [];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      description: "The same key and body get the same answer for a week; another body with it is refused.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
    {
      name: "X-Signature-256",
      in: "header",
      description:
        "sha256= and the HMAC-SHA-256 of the raw body in hex, of publishers with a signing secret.",
      schema: { type: "string" },
    },
  ];
}

const RATE = {
  RateLimit: {
    description: "Calls left (r), and seconds until all are there again (t).",
    schema: { type: "string" },
  },
  "RateLimit-Policy": {
    description: "Calls at once (q), and the seconds in which they come back (w).",
    schema: { type: "string" },
  },
};

const REFUSED = {
  description: "It was refused; the problem says why and what to do.",
  headers: {
    "Retry-After": { description: "Seconds, where it is worth coming again.", schema: { type: "integer" } },
  },
  content: { "application/problem+json": { schema: { $ref: refTo("Problem") } } },
};

function told(summary: string, schema: z.ZodType): unknown {
  return {
    post: {
      summary,
      description: "Signed as Standard Webhooks has it: webhook-id, webhook-timestamp, webhook-signature.",
      security: [],
      requestBody: { required: true, content: json("application/json", schema) },
      responses: { "2XX": { description: "Taken. Anything else is told again." } },
    },
  };
}

function json(type: string, schema: z.ZodType): unknown {
  const id = named.get(schema)?.id;
  if (id === undefined) throw new Error("a schema of the API has no name");
  return { [type]: { schema: { $ref: refTo(id) } } };
}

function refTo(id: string): string {
  return `#/components/schemas/${id}`;
}

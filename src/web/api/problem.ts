import type { Context } from "hono";
import type { z } from "zod";
import type { Problem } from "./schemas.ts";

/** Every kind of problem that the API answers with, and what it means. The readable page lists them. */
export const PROBLEMS = {
  "bad-request": [400, "The request is not well formed"],
  "not-json": [400, "The body is not JSON in UTF-8"],
  "bad-idempotency-key": [400, "The Idempotency-Key is not usable"],
  unauthorized: [401, "The token is not known"],
  "bad-signature": [401, "The signature does not fit"],
  forbidden: [403, "The token may not do this"],
  "not-found": [404, "There is no such thing here"],
  "too-large": [413, "The body is too large"],
  conflict: [409, "This cannot be done now"],
  invalid: [422, "What was sent is incomplete or wrong"],
  "idempotency-key-reused": [422, "The Idempotency-Key belongs to another body"],
  "too-many-requests": [429, "Too many requests"],
  "no-webhooks": [503, "Webhooks are not set up here"],
  unavailable: [503, "Not possible at the moment"],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemKind = keyof typeof PROBLEMS;

/** Thrown by whoever finds that an operation cannot be done; answered as RFC 9457 has it. */
export class Refused extends Error {
  override name = "Refused";
  readonly kind: ProblemKind;
  readonly errors: z.infer<typeof Problem>["errors"];
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: ProblemKind,
    detail: string,
    more: { errors?: z.infer<typeof Problem>["errors"]; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

export function answerRefused(c: Context, { kind, message, errors, retryAfterSeconds }: Refused): Response {
  const [status, title] = PROBLEMS[kind];
  const problem: z.infer<typeof Problem> = {
    type: `/api/docs#${kind}`,
    title,
    status,
    detail: message,
    ...(errors && { errors }),
  };
  if (kind === "unauthorized") c.header("www-authenticate", 'Bearer realm="kabar-kilat"');
  if (retryAfterSeconds !== null) c.header("retry-after", String(retryAfterSeconds));
  return c.body(JSON.stringify(problem), status, { "content-type": "application/problem+json" });
}

import type { Context } from "hono";
import type { Scope } from "../../publishers/scope.ts";
import { publisherOf } from "../publishers-push.ts";
import { type RateLimit, rateLimit } from "../rate-limit.ts";
import { remoteAddress } from "../remote-address.ts";
import type { ApiParts } from "./ports.ts";
import { Refused } from "./problem.ts";

/** The owner of a request's token, and what it may do. */
export interface Caller {
  /** For the audit log: "token:12", "sumber:koran". */
  name: string;
  /** null: the newsroom's own, which sees every source. */
  source: string | null;
  scopes: readonly Scope[];
  /** null: a token of the environment. */
  tokenId: number | null;
  /** The secret with which the source signs its articles, whichever token it uses; null: no signature is needed. */
  signingSecret: string | null;
}

const ENVIRONMENT_SCOPES: readonly Scope[] = ["articles:write", "articles:read"];

/** For one token, in one process: an afternoon's articles at once after an outage, then two a second. */
const PER_MINUTE = 120;
const BURST = 60;
const MOST_LIMITS = 10_000; // tokens remembered; revoked ones are forgotten with the rest

/** Identifies callers and limits their rate. Throws Refused for unknown tokens and for too many calls. */
export function callers(parts: Pick<ApiParts, "publishers" | "tokenOf" | "now" | "onRefused">) {
  const limits = new Map<string, RateLimit>();
  return async (c: Context): Promise<Caller> => {
    const caller = await callerOf(parts, c.req.header("authorization"));
    if (caller === null || "revoked" in caller) {
      parts.onRefused(caller?.revoked ?? null, remoteAddress(c));
      throw new Refused(
        "unauthorized",
        caller
          ? "This token was revoked. Ask the newsroom for a new one."
          : "Send a token of the newsroom's: Authorization: Bearer TOKEN",
      );
    }
    const key = caller.tokenId === null ? caller.name : String(caller.tokenId);
    if (limits.size > MOST_LIMITS) limits.clear();
    const limit = limits.get(key) ?? rateLimit({ perMinute: PER_MINUTE, atOnce: BURST });
    limits.set(key, limit);
    const wait = Math.ceil(limit.take(parts.now()) / 1000);
    sayLimit(c, limit, parts.now());
    if (wait > 0) {
      throw new Refused("too-many-requests", `Come again in ${wait} s.`, { retryAfterSeconds: wait });
    }
    return caller;
  };
}

/** As the IETF's draft "RateLimit header fields for HTTP" has it: what is left, and when all of it is there again. */
function sayLimit(c: Context, limit: RateLimit, now: Date): void {
  const { tokens, fullInMs } = limit.left(now);
  c.header("ratelimit-policy", `"token";q=${BURST};w=${(BURST * 60) / PER_MINUTE}`);
  c.header("ratelimit", `"token";r=${tokens};t=${Math.ceil(fullInMs / 1000)}`);
}

async function callerOf(
  { publishers, tokenOf, now }: Pick<ApiParts, "publishers" | "tokenOf" | "now">,
  header: string | undefined,
): Promise<Caller | { revoked: number } | null> {
  const publisher = publisherOf(publishers, header);
  if (publisher) {
    const { source } = publisher;
    return {
      name: `sumber:${source}`,
      source,
      scopes: ENVIRONMENT_SCOPES,
      tokenId: null,
      signingSecret: publisher.signingSecret,
    };
  }
  const text = /^Bearer +(kk_[\w-]{43})$/i.exec(header ?? "")?.[1];
  const token = text === undefined ? undefined : await tokenOf(text, now());
  if (!token) return null;
  if (token.revokedAt) return { revoked: token.id };
  return {
    name: `token:${token.id}`,
    source: token.source,
    scopes: token.scopes,
    tokenId: token.id,
    signingSecret: publishers.find(({ source }) => source === token.source)?.signingSecret ?? null,
  };
}

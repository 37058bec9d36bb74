import type { z } from "zod";
import type { IncomingArticle } from "../../articles/article.ts";
import { faultOfSignature, isKey, takeIn } from "../publishers-push.ts";
import type { Caller } from "./caller.ts";
import type { ApiParts } from "./ports.ts";
import { Refused } from "./problem.ts";
import type { Handler } from "./routes.ts";
import type { ArticleSent } from "./schemas.ts";

/** Articles in, and what became of them. */
export function articleHandlers({ articles, now }: Pick<ApiParts, "articles" | "now">) {
  const send: Handler<unknown, unknown, z.infer<typeof ArticleSent>> = async (ask) => {
    const source = ownSource(ask.caller);
    if (!articles.pushes(source)) {
      throw new Refused(
        "forbidden",
        `The newsroom takes no articles from "${source}" (push: true) any more.`,
      );
    }
    if (faultOfSignature(ask.caller, ask.raw, ask.header("x-signature-256")) !== null) {
      throw new Refused(
        "bad-signature",
        "X-Signature-256 is sha256= and the HMAC-SHA-256 of the raw body in hex, with the publisher's signing secret; " +
          "leave it out where no secret was agreed on.",
      );
    }
    const key = ask.header("idempotency-key")?.trim();
    if (key !== undefined && !isKey(key)) {
      throw new Refused("bad-idempotency-key", "Idempotency-Key is 1 to 255 printable ASCII characters.");
    }
    const taken = await takeIn({ ...articles, now }, asArticle(ask.body, source), key, ask.raw);
    if (taken === "key reused") {
      throw new Refused(
        "idempotency-key-reused",
        "This Idempotency-Key was used with another body within the last week. Use a new key for a new body.",
      );
    }
    const result = taken.changed ? "corrected" : taken.kind === "repeat" ? "known" : "accepted";
    return { id: taken.id, result };
  };

  const read: Handler<{ id: number }> = async ({ caller, params }) => {
    const status = await articles.status(params.id, caller.source);
    if (!status) throw noArticle();
    return {
      ...status,
      receivedAt: status.receivedAt.toISOString(),
      withdrawnAt: status.withdrawnAt?.toISOString() ?? null,
    };
  };

  const withdraw: Handler<{ id: number }> = async ({ caller, params }) => {
    if (!(await articles.withdraw(params.id, ownSource(caller), caller.name))) throw noArticle();
    return null;
  };

  return { send, read, withdraw };

  /** Refuses what passed the schema but PostgreSQL would not store (a text of control characters only). */
  function asArticle(body: z.infer<typeof ArticleSent>, source: string): IncomingArticle {
    try {
      return articles.read(body, source);
    } catch (error) {
      if (!(error instanceof Error && "faults" in error)) throw error;
      throw new Refused("invalid", "The article has no usable title or text.");
    }
  }
}

/** Articles belong to a source: the newsroom's own token has none to bring them for. */
function ownSource({ source }: Caller): string {
  if (source !== null) return source;
  throw new Refused("forbidden", "This token belongs to no source. Make one with --source to send articles.");
}

function noArticle(): Refused {
  return new Refused("not-found", "No article of yours has this number.");
}

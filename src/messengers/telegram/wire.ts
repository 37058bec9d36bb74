import type { Readable } from "node:stream";
import { Pool } from "undici";
import { z } from "zod";

/**
 * HTTP to the Bot API on one undici pool, in the form grammY takes as its `fetch`. It speaks to the pool's lowest layer
 * because only that says when a request begins to be written, and everything after a failure hangs on it: what was
 * never written can be sent again, what was written may have been delivered.
 */
export interface Wire {
  /**
   * A `fetch` for grammY's client. A call fails with a WireError once `timeoutMs` have passed (waiting for a free
   * connection, connecting and answering all count), or when `signal` stops it.
   */
  fetchWithin(timeoutMs: number, signal?: AbortSignal): WireFetch;
  /** Takes no more requests, and resolves when those under way are over; whoever answers late by then is not waited for. */
  close(): Promise<void>;
}

/** Why no Bot API answer came. Its text never holds the request's address, which has the token in it. */
export class WireError extends Error {
  override readonly name = "WireError";
  /**
   * "unwritten": not one byte left us. "unanswered": it was written, and then nothing came. "garbled": something that
   * is not the Bot API's JSON came, with this HTTP status.
   */
  readonly failure: "unwritten" | "unanswered" | "garbled";
  readonly status: number | null;

  constructor(failure: WireError["failure"], why: string, status: number | null = null) {
    super(why);
    this.failure = failure;
    this.status = status;
  }
}

/** What grammY asks of a `fetch`. It has a signal too, but that only fires at its own limit of 500 s, far behind ours. */
export type WireFetch = (
  url: string,
  request: { method: "POST"; headers: Record<string, string>; body: string | Readable },
) => Promise<{ json(): Promise<BotApiAnswer> }>;

/** Opens no connection yet. `apiRoot` may have a path, as a Bot API server behind a proxy has. */
export function openWire(apiRoot: string, limits: { connections: number; connectMs: number }): Wire {
  const { origin } = new URL(apiRoot);
  const pool = new Pool(origin, {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    // A call has one limit from beginning to end, kept in exchange().
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    fetchWithin: (timeoutMs, signal) => async (url, request) => {
      const path = url.slice(origin.length);
      const answer = await exchange(pool, { ...request, path }, timeoutMs, signal);
      return { json: async () => parse(answer) };
    },
    async close() {
      if (pool.destroyed) return;
      const late = setTimeout(() => void pool.destroy().catch(() => undefined), CLOSE_WITHIN_MS);
      await pool.close().catch(() => undefined); // destroyed meanwhile
      clearTimeout(late);
    },
  };
}

/** What is still open then has its verdict already: sending ends before this (delivery/in-time.ts). */
const CLOSE_WITHIN_MS = 5_000;

interface Answer {
  status: number;
  body: string;
}

function exchange(
  pool: Pool,
  request: Parameters<WireFetch>[1] & { path: string },
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let written = false;
    let over = false;
    let abort: ((reason: Error) => void) | null = null;
    let status = 0;
    const chunks: Buffer[] = [];

    const finish = () => {
      over = true;
      clearTimeout(limit);
      signal?.removeEventListener("abort", stop);
    };
    const fail = (why: string) => {
      if (over) return;
      finish();
      const error = new WireError(written ? "unanswered" : "unwritten", why);
      reject(error);
      abort?.(error);
    };
    const stop = () => fail("stopped");
    const limit = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) return stop();

    pool.dispatch(request, {
      onRequestStart(controller) {
        // Given up while it waited for a connection: now is the moment to take it back unwritten.
        if (over) return controller.abort(new Error("given up"));
        written = true;
        abort = (reason) => controller.abort(reason);
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (over) return;
        finish();
        resolve({ status, body: Buffer.concat(chunks).toString() });
      },
      onResponseError(_controller, error) {
        fail(error.message);
      },
    });
  });
}

/** https://core.telegram.org/bots/api#making-requests: an object with `ok`, and `result` or `error_code`. */
const BotApiAnswer = z.union([
  z.looseObject({ ok: z.literal(true), result: z.unknown() }),
  z.looseObject({ ok: z.literal(false), error_code: z.int(), description: z.string() }),
]);
type BotApiAnswer = z.infer<typeof BotApiAnswer>;

function parse({ status, body }: Answer): BotApiAnswer {
  try {
    return BotApiAnswer.parse(JSON.parse(body));
  } catch {
    throw new WireError("garbled", `HTTP ${status} without a Bot API answer`, status);
  }
}

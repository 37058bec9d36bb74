import type { Readable } from "node:stream";
import { type Dispatcher, Pool } from "undici";
import { z } from "zod";
import { endsWithin } from "./ends-within.ts";

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
  /** The same for what is called a million times, without the layers of a `fetch`: the path is the address behind the Bot API's own. */
  postWithin(timeoutMs: number): WirePost;
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

/** Sends a body of JSON and reads the answer with `Answer`. What that does not understand is "garbled". */
export type WirePost = <T>(path: string, body: string, Answer: z.ZodType<T>) => Promise<T>;

/** Opens no connection yet. `apiRoot` may have a path, as a Bot API server behind a proxy has. */
export function openWire(apiRoot: string, limits: { connections: number; connectMs: number }): Wire {
  const { origin, pathname } = new URL(apiRoot);
  const root = pathname.replace(/\/+$/, "");
  const pool = new Pool(origin, {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    // A call has one limit from beginning to end, kept in exchange().
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    fetchWithin: (timeoutMs, signal) => async (url, request) => {
      const asked = { ...request, path: root + url.slice(apiRoot.length) };
      const answer = await exchange(pool, asked, BotApiAnswer, timeoutMs, signal);
      return { json: async () => answer };
    },
    postWithin: (timeoutMs) => (path, body, Answer) =>
      exchange(pool, { method: "POST", path: root + path, headers: JSON_BODY, body }, Answer, timeoutMs),
    async close() {
      if (pool.destroyed) return;
      // What waits in the pool for a connection makes its close() never end where the pool is destroyed meanwhile.
      const closed = pool.close().catch(() => undefined);
      if (!(await endsWithin(CLOSE_WITHIN_MS, closed))) await pool.destroy().catch(() => undefined);
    },
  };
}

/** What is still open then has its verdict already: sending ends before this (delivery/in-time.ts). */
const CLOSE_WITHIN_MS = 5_000;

const JSON_BODY = { "content-type": "application/json" };

type WireRequest = Parameters<WireFetch>[1] & { path: string };

function exchange<T>(
  pool: Pool,
  request: WireRequest,
  Answer: z.ZodType<T>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const one = new Exchange(Answer, { timeoutMs, resolve, reject }, signal);
    if (!one.over) pool.dispatch(request, one);
  });
}

interface Ending<T> {
  timeoutMs: number;
  resolve: (answer: T) => void;
  reject: (error: WireError) => void;
}

/** A request on its way, as undici tells of it. */
class Exchange<T> implements Dispatcher.DispatchHandler {
  over = false;
  private readonly Answer: z.ZodType<T>;
  private readonly ending: Ending<T>;
  private readonly signal: AbortSignal | undefined;
  private readonly limit: NodeJS.Timeout;
  /** null until the request begins to be written. */
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private first: Buffer | null = null;
  private more: Buffer[] | null = null;

  constructor(Answer: z.ZodType<T>, ending: Ending<T>, signal: AbortSignal | undefined) {
    this.Answer = Answer;
    this.ending = ending;
    this.signal = signal;
    this.limit = setTimeout(tooLate, ending.timeoutMs, this, ending.timeoutMs);
    signal?.addEventListener("abort", this);
    if (signal?.aborted) this.handleEvent();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: now is the moment to take it back unwritten.
    if (this.over) controller.abort(new Error("given up"));
    else this.controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.first === null) this.first = chunk; // nearly always all of it
    else (this.more ??= []).push(chunk);
  }

  onResponseEnd(): void {
    if (this.over) return;
    this.finish();
    try {
      this.ending.resolve(this.Answer.parse(JSON.parse(this.body())));
    } catch {
      const { status } = this;
      this.ending.reject(new WireError("garbled", `HTTP ${status} without a Bot API answer`, status));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error.message);
  }

  /** The signal says that nobody waits any more. */
  handleEvent(): void {
    this.fail("stopped");
  }

  fail(why: string): void {
    if (this.over) return;
    this.finish();
    const error = new WireError(this.controller ? "unanswered" : "unwritten", why);
    this.ending.reject(error);
    this.controller?.abort(error);
  }

  private body(): string {
    if (this.first === null) return "";
    return this.more ? Buffer.concat([this.first, ...this.more]).toString() : this.first.toString();
  }

  private finish(): void {
    this.over = true;
    clearTimeout(this.limit);
    this.signal?.removeEventListener("abort", this);
  }
}

function tooLate(exchange: { fail(why: string): void }, timeoutMs: number): void {
  exchange.fail(`no answer within ${timeoutMs} ms`);
}

/** https://core.telegram.org/bots/api#making-requests: an object with `ok`, and `result` or `error_code`. */
const BotApiAnswer = z.union([
  z.looseObject({ ok: z.literal(true), result: z.unknown() }),
  z.looseObject({ ok: z.literal(false), error_code: z.int(), description: z.string() }),
]);
type BotApiAnswer = z.infer<typeof BotApiAnswer>;

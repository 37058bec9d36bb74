import { Webhook } from "standardwebhooks";
import { bodyOf, messageId, type WebhookMessage } from "./message.ts";
import { afterFailure, type AfterFailure } from "./tries.ts";

/**
 * Tells endpoints what waits for them, signed as Standard Webhooks has it. An endpoint is one sender's at a time, over all
 * processes, and has one message under way at most; endpoints do not wait for one another, and delivery waits for none.
 * What waits are rows that are looked for every second: no queue takes part, so none can lose anything.
 */
export interface SenderParts {
  outbox: Outbox;
  /** Posts to a public address. Answers the HTTP status; rejects, with words for the log, where none came. */
  post(
    url: string,
    message: { body: string; headers: Record<string, string> },
    end: AbortSignal,
  ): Promise<number>;
  /** One try is over. */
  onTried(outcome: "delivered" | "failed"): void;
  /** An endpoint that will be told nothing more until its owner enables it. Never rejects. */
  onDisabled(endpoint: Endpoint, why: "gone" | "failing"): Promise<void>;
  onFault(error: unknown): void;
  clock: { now: () => Date; sleep: (ms: number, signal: AbortSignal) => Promise<void> };
  /** See tries.ts. */
  firstWaitMs: number;
}

export interface Outbox {
  /** Takes an endpoint that has something due and is nobody's, the one that has waited longest, until `until`. */
  claim(now: Date, until: Date): Promise<Endpoint | undefined>;
  /** Its next message: the oldest that is due and not behind another one of its subject. The lease goes on until `until`. */
  next(endpointId: number, now: Date, until: Date): Promise<WebhookMessage | undefined>;
  delivered(endpointId: number, messageId: number, status: number, at: Date): Promise<void>;
  failed(
    endpointId: number,
    message: { id: number; status: number | null; why: string },
    then: AfterFailure,
    at: Date,
  ): Promise<void>;
  release(endpointId: number, now: Date): Promise<void>;
}

export interface Endpoint {
  id: number;
  url: string;
  /** "whsec_…". */
  secret: string;
  failures: number;
  failingSince: Date | null;
}

const LANES = 16; // endpoints told at once by one process
const LOOK_EVERY_MS = 1_000;
const LEASE_MS = 60_000; // several times what one try may take
const MESSAGES_A_TURN = 50; // then others have theirs

/** Tells until disposed; disposing cuts what is under way, which is then told again. */
export function startSender(parts: SenderParts): AsyncDisposable {
  const { outbox, clock } = parts;
  const ending = new AbortController();
  const busy = new Set<Promise<void>>();
  const telling = tellForEver();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await telling;
    },
  };

  async function tellForEver(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await fillLanes();
      } catch (error) {
        parts.onFault(error);
      }
      await clock.sleep(LOOK_EVERY_MS, ending.signal);
    }
    await Promise.all(busy);
  }

  async function fillLanes(): Promise<void> {
    while (busy.size < LANES && !ending.signal.aborted) {
      const endpoint = await outbox.claim(clock.now(), lease());
      if (!endpoint) return;
      const turn = tell(endpoint)
        .catch(parts.onFault)
        .finally(() => busy.delete(turn));
      busy.add(turn);
    }
  }

  async function tell(endpoint: Endpoint): Promise<void> {
    for (let n = 0; n < MESSAGES_A_TURN && !ending.signal.aborted; n++) {
      const message = await outbox.next(endpoint.id, clock.now(), lease());
      if (!message) break;
      const answer = await attempt(endpoint, message);
      if (answer === "cut") break;
      const at = clock.now();
      const { status } = answer;
      if (status !== null && status >= 200 && status <= 299) {
        await outbox.delivered(endpoint.id, message.id, status, at);
        parts.onTried("delivered");
        continue;
      }
      const then = afterFailure(
        { at, status, attempts: message.attempts, triedAt: message.triedAt, endpoint },
        parts.firstWaitMs,
      );
      await outbox.failed(endpoint.id, { id: message.id, status, why: answer.why }, then, at);
      parts.onTried("failed");
      if (then.disable) await parts.onDisabled(endpoint, then.disable);
      break; // it rests now
    }
    await outbox.release(endpoint.id, clock.now());
  }

  async function attempt(
    endpoint: Endpoint,
    message: WebhookMessage,
  ): Promise<{ status: number | null; why: string } | "cut"> {
    const body = bodyOf(message);
    const id = messageId(message);
    const at = clock.now();
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(endpoint.secret).sign(id, at, body),
    };
    try {
      const status = await parts.post(endpoint.url, { body, headers }, ending.signal);
      return { status, why: `HTTP ${status}` };
    } catch (error) {
      if (ending.signal.aborted) return "cut";
      return { status: null, why: error instanceof Error ? error.message : String(error) };
    }
  }

  function lease(): Date {
    return new Date(clock.now().getTime() + LEASE_MS);
  }
}

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Accepted } from "../articles/accept.ts";
import type { IncomingArticle } from "../articles/article.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";
import { decodeText } from "./charset.ts";
import { NotAFeed } from "./feed.ts";
import { FetchFailure } from "./fetch-failure.ts";
import type { Post } from "./fetch.ts";
import type { HubSubscription, HubSubscriptions } from "./hub-subscriptions.ts";
import type { HubWatch } from "./poll.ts";
import type { Readers } from "./readers.ts";
import type { Source } from "./source.ts";

/**
 * Subscribes at the hubs that feeds name (W3C WebSub), and hears them.
 *
 *   wanted ──due──▶ asked ──the hub verifies──▶ active ──three quarters of its lease──▶ due again
 *      ▲              │ refused, unreachable: later and later          │
 *      └── the feed names another hub ◀───────────────────────────────┘
 *
 * What a hub brings goes the way of a feed: read, accepted, and only then answered. Looking goes on as a safety net, more
 * seldom while the hub keeps up.
 */
export interface WebSub extends AsyncDisposable {
  /** For the poller. */
  readonly watch: HubWatch;
  readonly door: HubDoor;
}

/** What hubs may do at our door; the web server asks it. */
export interface HubDoor {
  /** Did we ask for this? */
  verify(callback: string, topic: string, leaseSeconds: number | null): Promise<boolean>;
  /** The hub refuses or ends the subscription. */
  deny(callback: string, topic: string, reason: string | null): Promise<boolean>;
  /** Whether anybody here subscribes to this (still). */
  knows(callback: string): Promise<boolean>;
  /**
   * Takes in what a hub sends; when it resolves to "taken", the articles are on disk. "ignored": not signed as agreed, or no feed;
   * "unknown": nobody here subscribes to this (any more). Rejects when the store fails: the hub will send it again.
   */
  deliver(callback: string, sent: HubContent): Promise<"taken" | "ignored" | "unknown">;
}

export interface HubContent {
  body: Uint8Array;
  contentType: string | null;
  /** The header X-Hub-Signature: "sha256=…". */
  signature: string | null;
}

export interface WebSubParts {
  sources: readonly Source[];
  subscriptions: HubSubscriptions;
  post: Post;
  readers: Readers;
  accept: (incoming: IncomingArticle, options: { quiet: boolean }) => Promise<Accepted>;
  /** Where the world reaches our callbacks: "https://kabar.example/websub". */
  callbacks: string;
  /** Whether this process asks; every process may be asked. */
  asks: boolean;
  clock: { now: () => Date; sleep: (ms: number, signal: AbortSignal) => Promise<void> };
  onFault: (error: unknown) => void;
}

/** What we ask for; the hub decides. A week is what the common hubs grant at most. */
const LEASE_SECONDS = 7 * 86_400;

/** A hub that grants less than this would be asked without end. */
const SHORTEST_RENEWAL_MS = 60_000;
const LONGEST_LEASE_MS = 30 * DAY_MS;

/** A hub that takes our request verifies it within this, or is asked again. */
const VERIFIES_WITHIN_MS = HOUR_MS;
const PAUSE_MS = 30_000;

export function openWebSub(parts: WebSubParts): WebSub {
  const { subscriptions, clock } = parts;
  const ending = new AbortController();
  let bell = new AbortController();
  const asking = parts.asks ? askForEver() : Promise.resolve();

  return {
    watch: {
      async found(source, hub) {
        const made = { callback: randomBytes(16).toString("hex"), secret: randomBytes(32).toString("hex") };
        if (await subscriptions.want(source, hub, made, clock.now())) bell.abort();
      },
      missed: (source) => subscriptions.missed(source),
    },
    door: {
      async verify(callback, topic, leaseSeconds) {
        const now = clock.now().getTime();
        const lease = Math.min((leaseSeconds ?? LEASE_SECONDS) * 1000, LONGEST_LEASE_MS);
        const renewal = Math.max(lease * 0.75, SHORTEST_RENEWAL_MS);
        return await subscriptions.confirm(callback, topic, new Date(now + lease), new Date(now + renewal));
      },
      deny: (callback, topic, reason) =>
        subscriptions.deny(callback, topic, reason ?? "ditolak", new Date(clock.now().getTime() + DAY_MS)),
      knows: async (callback) => (await subscribed(callback)) !== null,
      deliver,
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      bell.abort();
      await asking;
    },
  };

  async function askForEver(): Promise<void> {
    while (!ending.signal.aborted) {
      bell = new AbortController();
      try {
        const now = clock.now();
        const due = await subscriptions.due(now, new Date(now.getTime() + VERIFIES_WITHIN_MS));
        await Promise.all(due.map(ask));
      } catch (error) {
        parts.onFault(error);
      }
      if (!ending.signal.aborted) await clock.sleep(PAUSE_MS, bell.signal);
    }
  }

  async function ask({ callback, hub, topic, secret, failures }: HubSubscription): Promise<void> {
    const form = {
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.callback": `${parts.callbacks}/${callback}`,
      "hub.lease_seconds": String(LEASE_SECONDS),
      "hub.secret": secret,
    };
    try {
      await parts.post(hub, form, ending.signal);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      const wait = Math.min(MINUTE_MS * 2 ** Math.min(failures, 20), DAY_MS);
      await subscriptions.failed(callback, error.message, new Date(clock.now().getTime() + wait));
    }
  }

  async function subscribed(callback: string) {
    const subscription = await subscriptions.byCallback(callback);
    const source = parts.sources.find(({ id }) => id === subscription?.source);
    return subscription && source ? { subscription, source } : null;
  }

  async function deliver(
    callback: string,
    { body, contentType, signature }: HubContent,
  ): ReturnType<HubDoor["deliver"]> {
    const known = await subscribed(callback);
    if (known === null) return "unknown";
    const { subscription, source } = known;
    if (!isSigned(body, signature, subscription.secret)) {
      parts.onFault(new Error(`${source.id}: a hub's message is not signed as agreed`));
      return "ignored";
    }
    try {
      const { items } = await parts.readers.feed(decodeText(body, contentType), subscription.topic, source);
      for (const item of items.toReversed()) await parts.accept(item, { quiet: false });
      if (items.length > 0) await subscriptions.brought(callback, clock.now());
      return "taken";
    } catch (error) {
      if (!(error instanceof NotAFeed)) throw error;
      parts.onFault(new Error(`${source.id}: a hub's message is no feed: ${error.message}`));
      return "ignored";
    }
  }
}

/** WebSub, 7.1: "method=signature". Without one, anybody who learns the address could speak for the publisher. */
function isSigned(body: Uint8Array, header: string | null, secret: string): boolean {
  const [, method = "", given = ""] = /^\s*(sha(?:1|256|384|512))=([\da-f]+)\s*$/i.exec(header ?? "") ?? [];
  if (method === "") return false;
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  const signature = Buffer.from(given, "hex");
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

import type { Hub } from "./hub.ts";

/** A subscription at a hub, as far as asking for it needs to know. */
export interface HubSubscription extends Hub {
  source: string;
  /** The last part of our callback's address. */
  callback: string;
  secret: string;
  /** Times in a row that asking failed. */
  failures: number;
}

/** What subscribing needs of the store. Every statement is whole by itself. */
export interface HubSubscriptions {
  /** Wants this subscription: a new one where there is none or the feed names another hub or topic. Says whether it is new. */
  want(source: string, hub: Hub, made: { callback: string; secret: string }, now: Date): Promise<boolean>;
  /**
   * Those that are to be asked for now, as asked: nobody else gets them before `until`. A hub may verify before it has answered.
   */
  due(now: Date, until: Date): Promise<HubSubscription[]>;
  /** Asking failed, or the hub refused. */
  failed(callback: string, why: string, nextAt: Date): Promise<void>;
  /** The hub confirms what was asked for. false: nobody asked for this. */
  confirm(callback: string, topic: string, leaseUntil: Date, renewAt: Date): Promise<boolean>;
  deny(callback: string, topic: string, why: string, nextAt: Date): Promise<boolean>;
  byCallback(callback: string): Promise<{ source: string; topic: string; secret: string } | undefined>;
  /** The hub brought something. */
  brought(callback: string, at: Date): Promise<void>;
  /** The hub missed something: it is not relied on until it brings something again. */
  missed(source: string): Promise<void>;
}

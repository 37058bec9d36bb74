import type { Alert, AlertState } from "../../alerts/alert.ts";
import type { Accepted } from "../../articles/accept.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import type { WebhookEvent } from "../../publishers/message.ts";
import type { Scope } from "../../publishers/scope.ts";
import type { Publisher, Receipts } from "../publishers-push.ts";

/** What the publishers' API needs of the rest of the service. It defines it; the store and app.ts provide it. */
export interface ApiParts {
  /** This release's number. */
  version: string;
  /** Publishers of the environment: they may push, and read what became of it. */
  publishers: readonly Publisher[];
  /** The token with this text, also a revoked one. */
  tokenOf(text: string, now: Date): Promise<TokenOnFile | undefined>;
  articles: ArticlePorts;
  alerts: AlertPorts;
  /** null: there is no key to seal their secrets with. */
  webhooks: WebhookPorts | null;
  /** A call was refused: no token or an unknown one (null), or a revoked one (its id). */
  onRefused(revoked: number | null, from: string | null): void;
  onFault(error: unknown): void;
  now(): Date;
}

export interface TokenOnFile {
  id: number;
  source: string | null;
  scopes: readonly Scope[];
  revokedAt: Date | null;
}

export interface ArticlePorts {
  /** Whether the configuration has this source, and it pushes. */
  pushes(source: string): boolean;
  /** What was sent, as an article; throws an error with `faults` for what is none. */
  read(json: unknown, source: string): IncomingArticle;
  /** When this resolves the article is on disk. */
  accept(incoming: IncomingArticle): Promise<Accepted>;
  receipts: Receipts;
  /** What became of an article of this source (null: of any source). */
  status(id: number, source: string | null): Promise<ArticleStatus | undefined>;
  /** Withdraws an article: it raises no alert any more, and where there is one editors are told. False: there is no such article. */
  withdraw(id: number, source: string, by: string): Promise<boolean>;
}

export interface ArticleStatus {
  id: number;
  source: string;
  url: string | null;
  title: string | null;
  state: "accepted" | "alert" | "silent" | "archived" | "repeat" | "failed";
  why: string | null;
  repeatOf: number | null;
  alert: { id: number; state: AlertState } | null;
  receivedAt: Date;
  withdrawnAt: Date | null;
}

export interface AlertPorts {
  /** The newest first, `limit` of them. */
  list(of: {
    source: string | null;
    state: AlertState | null;
    since: Date | null;
    before: number | null;
    limit: number;
  }): Promise<readonly AlertOnFile[]>;
  one(id: number, source: string | null): Promise<(AlertOnFile & { deliveries: Deliveries }) | undefined>;
}

export type AlertOnFile = Pick<
  Alert,
  "id" | "articleId" | "state" | "content" | "createdAt" | "decidedAt"
> & {
  sentAt: Date | null;
};

export interface Deliveries {
  open: number;
  sent: number;
  withdrawn: number;
  unknown: number;
  gone: number;
  refused: number;
}

export interface WebhookPorts {
  /** Why this address cannot be an endpoint, in a sentence; null where it can. */
  faultOf(url: string): string | null;
  add(
    owner: WebhookOwner,
    webhook: { url: string; events: readonly WebhookEvent[] },
    at: Date,
  ): Promise<{ id: number; secret: string } | "too many">;
  all(owner: WebhookOwner): Promise<readonly WebhookOnFile[]>;
  one(owner: WebhookOwner, id: number): Promise<WebhookOnFile | undefined>;
  told(id: number): Promise<readonly ToldMessage[]>;
  remove(owner: WebhookOwner, id: number, at: Date): Promise<boolean>;
  enable(owner: WebhookOwner, id: number, at: Date): Promise<boolean>;
  ping(id: number): Promise<number>;
}

export interface WebhookOwner {
  source: string | null;
  tokenId: number;
}

export interface WebhookOnFile {
  id: number;
  url: string;
  events: readonly WebhookEvent[];
  madeAt: Date;
  failures: number;
  failingSince: Date | null;
  disabledAt: Date | null;
  disabledWhy: string | null;
  waiting: number;
}

export interface ToldMessage {
  id: number;
  event: string;
  subject: string;
  at: Date;
  state: "waiting" | "delivered" | "failed";
  attempts: number;
  status: number | null;
  why: string | null;
  settledAt: Date | null;
}

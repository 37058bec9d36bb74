import type { Accepted } from "../../articles/accept.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import { sourceWithdrew, webhookDisabled } from "../../chat/copy/news.ts";
import { version } from "../../commands/version.ts";
import type { Results } from "../../delivery/ledger.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import type { Send } from "../../intake/fetch.ts";
import { isPublicAddress } from "../../intake/network.ts";
import { readPushed } from "../../intake/pushed.ts";
import { type SenderParts, startSender } from "../../publishers/sender.ts";
import { FIRST_WAIT_MS } from "../../publishers/tries.ts";
import { publisherAlert, publisherAlerts } from "../../store/publishers/alerts.ts";
import { articleStatus, withdrawArticle } from "../../store/publishers/articles.ts";
import { pushReceipts } from "../../store/publishers/push-receipts.ts";
import { tokenOf } from "../../store/publishers/tokens.ts";
import { forgetTold, outboxOn, webhooksOn } from "../../store/publishers/webhooks.ts";
import { sealWith } from "../../store/seal.ts";
import { DAY_MS } from "../../time.ts";
import type { ApiParts } from "../../web/api/ports.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";

/** The publishers' API on the store, and the sender of webhooks. */
export interface PublishersApi {
  readonly parts: ApiParts;
  /** Sends webhooks until disposed; null where there is no key to open their secrets with. */
  tell(): AsyncDisposable | null;
  /** Deletes old webhook messages. Never rejects. */
  sweep(): Promise<void>;
}

/** How long an endpoint may take to answer. Standard Webhooks recommends 15 to 30 s; a newsroom's hook needs less. */
const ANSWERS_WITHIN_MS = 10_000;
const REMEMBER_TOLD_MS = 30 * DAY_MS;

export function openPublishersApi(
  wiring: Pick<Core, "config" | "pool" | "events" | "clock"> & {
    results: Results;
    send: Send;
    accept(incoming: IncomingArticle, options: { quiet: boolean }): Promise<Accepted>;
    notices: Notices;
    firstRetryMs: number | undefined;
  },
): PublishersApi {
  const { config, pool, events, notices, clock } = wiring;
  const now = () => clock.now();
  const seal = config.secretsKey === null ? null : sealWith(config.secretsKey);
  const allowed = config.intake.allowedHosts;

  return {
    parts: {
      version,
      publishers: config.publishers,
      tokenOf: (text, at) => tokenOf(pool, text, at),
      articles: {
        pushes: (source) => config.sources.some(({ id, push }) => id === source && push),
        read: readPushed,
        accept: (incoming) => wiring.accept(incoming, { quiet: false }),
        receipts: pushReceipts(pool),
        status: (id, source) => articleStatus(pool, id, source),
        withdraw,
      },
      alerts: {
        list: (of) => publisherAlerts(pool, of),
        async one(id, source) {
          const alert = await publisherAlert(pool, id, source);
          return alert && { ...alert, deliveries: await wiring.results.progress(id) };
        },
      },
      webhooks: seal && { ...webhooksOn(pool, seal), faultOf: (url) => faultOf(url, allowed) },
      onRefused: (revoked, from) => events.tokenRefused(revoked, from),
      onFault: (error) => events.fault("publishers' API", error),
      now,
    },

    tell: () =>
      seal &&
      startSender({
        outbox: outboxOn(pool, seal),
        post: poster(wiring.send),
        onTried: (outcome) => events.webhookTried(outcome),
        async onDisabled({ url }, why) {
          await notices.tellEditors(webhookDisabled(URL.parse(url)?.host ?? "", why));
        },
        onFault: (error) => events.fault("webhooks", error),
        clock,
        firstWaitMs: wiring.firstRetryMs ?? FIRST_WAIT_MS,
      }),

    async sweep() {
      const before = new Date(now().getTime() - REMEMBER_TOLD_MS);
      await forgetTold(pool, before).catch((error: unknown) => events.fault("webhooks", error));
    },
  };

  async function withdraw(id: number, source: string, by: string): Promise<boolean> {
    const isTheirs = await withdrawArticle(pool, { id, source, by }, now(), (tx, alert) =>
      notices.oweEditors(tx, sourceWithdrew(alert)),
    );
    notices.look();
    return isTheirs;
  }
}

/** Why an endpoint's address is not allowed; null where it is. Host names are checked at every message, when they are resolved. */
function faultOf(text: string, allowedHosts: readonly string[]): string | null {
  const url = URL.parse(text);
  if (!url) return "is no address";
  if (url.username !== "" || url.password !== "") return "must not carry a user name or password";
  if (allowedHosts.includes(url.hostname) || allowedHosts.includes(url.host)) return null;
  if (url.protocol !== "https:") return "must begin with https://";
  const literal = /^[\d.]+$|^\[.*\]$/.test(url.hostname);
  if (literal && !isPublicAddress(url.hostname.replace(/^\[|\]$/g, "")))
    return "must be at a public address, not inside a private network";
  return null;
}

/** Posts to an endpoint, with errors worded for publishers' engineers. */
function poster(send: Send): SenderParts["post"] {
  const words: Partial<Record<FetchFailure["kind"], string>> = {
    refused: "The address is inside a private network.",
    timeout: `No answer within ${ANSWERS_WITHIN_MS / 1000} s.`,
    unreachable: "The host cannot be reached, or its certificate is not valid.",
  };
  return async (url, message, end) => {
    try {
      return await send(url, message, ANSWERS_WITHIN_MS, end);
    } catch (error) {
      const kind = error instanceof FetchFailure ? error.kind : null;
      throw new Error((kind && words[kind]) ?? "The connection failed.", { cause: error });
    }
  };
}

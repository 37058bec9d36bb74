import type { Accepted } from "../../articles/accept.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import { sourceWithdrew, webhookDisabled } from "../../chat/desk-news.ts";
import { version } from "../../commands/version.ts";
import type { Results } from "../../delivery/ledger.ts";
import { FetchFailure } from "../../intake/fetch-failure.ts";
import type { Send } from "../../intake/fetch.ts";
import { isPublicAddress } from "../../intake/network.ts";
import { readPushed } from "../../intake/pushed.ts";
import { type SenderParts, startSender } from "../../publishers/sender.ts";
import { FIRST_WAIT_MS } from "../../publishers/tries.ts";
import { alertInWordsOf } from "../../store/alerts.ts";
import { publisherAlert, publisherAlerts } from "../../store/publisher-alerts.ts";
import { articleStatus, withdrawalTold, withdrawArticle } from "../../store/publisher-articles.ts";
import { pushReceipts } from "../../store/push-receipts.ts";
import { sealWith } from "../../store/seal.ts";
import { tokenOf } from "../../store/tokens.ts";
import { forgetTold, outboxOn, webhooksOn } from "../../store/webhooks.ts";
import type { ApiParts } from "../../web/api/ports.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Core } from "../core.ts";

/** The publishers' API, put together, and what tells their endpoints. */
export interface PublishersApi {
  readonly parts: ApiParts;
  /** Tells endpoints until disposed; null: there is no key to open their secrets with. */
  tell(): AsyncDisposable | null;
  /** Forgets what was told long ago. Never rejects. */
  sweep(): Promise<void>;
}

/** What an endpoint has to answer within. Standard Webhooks recommends 15 to 30 s; a newsroom's hook needs less. */
const ANSWERS_WITHIN_MS = 10_000;
const REMEMBER_TOLD_MS = 30 * 24 * 3_600_000;

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

  /** Telling comes before it is written down that editors know: a kill in between tells twice, never not at all. */
  async function withdraw(id: number, source: string, by: string): Promise<boolean> {
    const withdrawn = await withdrawArticle(pool, id, source, by, now());
    if (!withdrawn) return false;
    const alert = withdrawn.toTell ? await alertInWordsOf(pool, id) : undefined;
    if (!alert || alert.state === "rejected") return true;
    await notices.tellEditors(sourceWithdrew(alert));
    await withdrawalTold(pool, id, now());
    return true;
  }
}

/** Where we may be told to go, as far as the address shows it; names are checked when they are looked up, at every message. */
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

/** What publishers' engineers read in the list of what was told; the failure's own words are for editors. */
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

import type { Ear } from "../chat/said.ts";
import type { Messenger } from "../messengers/messenger.ts";
import type { Telegram } from "../messengers/telegram/telegram.ts";
import type { WhatsAppCloud } from "../messengers/whatsapp-cloud/cloud.ts";
import { standing } from "../store/upkeep/standing.ts";
import { dayOf } from "../time.ts";
import type { DeskParts } from "../web/desk/ports.ts";
import { startWeb, type WebParts, type WebServer } from "../web/server.ts";
import type { Core } from "./core.ts";
import type { ArticleDoors } from "./intake/article-doors.ts";
import type { PublishersApi } from "./intake/publishers-api.ts";
import { gaugesIn } from "./observing/gauges.ts";
import { answersWithin, readinessOf } from "./observing/readiness.ts";

export interface Serving extends Pick<Core, "config" | "pool" | "events" | "now"> {
  messengers: readonly Messenger[];
  telegram: Telegram | null;
  whatsAppCloud: WhatsAppCloud | null;
  ear: Ear;
  doors: ArticleDoors;
  publishersApi: PublishersApi;
  desk: DeskParts;
}

/** Serves only health and metrics, for a worker; null without METRICS_PORT. */
export async function serveWatchers(parts: Serving): Promise<WebServer | null> {
  const { web, metricsPort } = parts.config;
  if (metricsPort === null) return null;
  return await startWeb({ host: web.host, port: metricsPort }, { ...watched(parts), telegramWebhook: null });
}

/** Serves everything: the desk, the publishers' API, pushes, hubs, webhooks, health and metrics. */
export async function serveAll(parts: Serving): Promise<WebServer> {
  const { config, events, telegram, whatsAppCloud, ear, doors } = parts;
  await using stack = new AsyncDisposableStack();
  const byWebhook = config.telegram?.webhook ? telegram : null;
  const { port } = stack.use(
    await startWeb(config.web, {
      ...watched(parts),
      telegramWebhook: byWebhook,
      whatsApp: whatsAppCloud,
      push: doors.push,
      api: parts.publishersApi.parts,
      desk: parts.desk,
      hubs: doors.webSub && {
        ...doors.webSub.door,
        onFault: (error: unknown) => events.fault("websub", error),
      },
    }),
  );
  if (byWebhook) stack.use(await byWebhook.listen(ear));
  if (whatsAppCloud) stack.use(await whatsAppCloud.listen(ear));
  const open = stack.move();
  return { port, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

function watched({
  config,
  pool,
  events,
  messengers,
  now,
}: Serving): Pick<WebParts, "readiness" | "metrics"> {
  const figures = gaugesIn(
    events.registry,
    () =>
      answersWithin(
        standing(pool, { sources: config.sources.map(({ id }) => id), day: dayOf(now()) }, now()),
      ),
    messengers.map(({ name }) => ({ messenger: name, perSecond: config.pacing[name].perSecond })),
  );
  return {
    readiness: () => readinessOf(pool, config.database),
    async metrics() {
      await figures.refresh();
      return { contentType: events.registry.contentType, body: await events.registry.metrics() };
    },
  };
}

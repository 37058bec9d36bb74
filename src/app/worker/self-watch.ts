import { statfs } from "node:fs/promises";
import type pg from "pg";
import { troubleOver, troubles } from "../../chat/copy/news.ts";
import { MESSENGERS } from "../../chat/copy/pieces.ts";
import type { Config } from "../../config.ts";
import type { Clock } from "../../delivery/clock.ts";
import { troublesOf } from "../../delivery/troubles.ts";
import { figuresOf, momentOf, noteTroubles, sightings } from "../../store/upkeep/troubles.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";
import { CLOUD_TROUBLE } from "../whatsapp/cloud.ts";
import { WHATSAPP_ACCOUNT } from "../whatsapp/whatsapp.ts";

const EVERY_MS = 60_000;

/** Looks at the service itself once a minute, and tells editors what is wrong, once for each cause, and when it is over. */
export async function watchSelf(
  wiring: Pick<Core, "config" | "pool" | "events" | "clock"> & { notices: Notices },
  signal: AbortSignal,
): Promise<void> {
  const { clock, events } = wiring;
  while (!signal.aborted) {
    await clock.sleep(EVERY_MS, signal);
    if (!signal.aborted) await lookOnce(wiring).catch((error: unknown) => events.fault("watch", error));
  }
}

/** One such look. Rejects where the store does: the next one tells of the same. */
export async function lookOnce({
  config,
  pool,
  notices,
  clock,
}: {
  config: Config;
  pool: pg.Pool;
  notices: Pick<Notices, "tellEditors">;
  clock: Pick<Clock, "now">;
}): Promise<void> {
  const now = clock.now();
  const sources = new Map(config.sources.map(({ id, name }) => [id, name]));
  const disk = "folder" in config.database ? await diskOf(config.database.folder) : null;
  const moment = await momentOf(pool, { account: WHATSAPP_ACCOUNT, told: CLOUD_TROUBLE }, now);
  const down = config.whatsapp !== null && moment.whatsAppDown;
  const seen = await sightings(
    pool,
    [...moment.held.map(({ messenger }) => messenger), ...(down ? [LINE] : [])],
    now,
  );
  const held = moment.held.map(({ messenger, why }) => ({
    messenger,
    name: MESSENGERS[messenger],
    since: seen.get(messenger) ?? now,
    why,
  }));
  const figures = await figuresOf(pool, sources, now);
  const found = troublesOf({ ...figures, disk, held, whatsAppDown: seen.get(LINE) ?? null }, now);
  const { fresh, over } = await noteTroubles(
    pool,
    found.map(({ cause }) => cause),
    now,
  );
  const told = found.filter(({ cause }) => fresh.includes(cause));
  if (told.length > 0) await notices.tellEditors(troubles(told));
  if (over.length > 0) await notices.tellEditors(troubleOver(over.map((cause) => nameOf(cause, sources))));
}

const LINE = "WhatsApp line";

function nameOf(cause: string, sources: ReadonlyMap<string, string>): string {
  const [, source] = /^source (.+)$/.exec(cause) ?? [];
  if (source !== undefined) return `Sumber ${sources.get(source) ?? source}`;
  return OVER[cause] ?? cause;
}

const OVER: Readonly<Record<string, string>> = {
  "deliveries wait": "Kiriman yang menunggu",
  "articles wait": "Artikel yang menunggu",
  "dead letters": "Artikel yang gagal dibaca",
  disk: "Ruang disk",
  "held telegram": `Kiriman ${MESSENGERS.telegram}`,
  "held whatsapp": `Kiriman ${MESSENGERS.whatsapp}`,
  [LINE]: "Sambungan WhatsApp",
};

async function diskOf(folder: string): Promise<{ free: number; size: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return null;
  }
}

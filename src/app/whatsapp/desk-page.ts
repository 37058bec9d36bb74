import type pg from "pg";
import type { Config } from "../../config.ts";
import { dailyCap } from "../../messengers/whatsapp/care.ts";
import { knownChannels } from "../../store/whatsapp/channels.ts";
import { whatsAppConnection } from "../../store/whatsapp/connection.ts";
import { whatsAppStanding } from "../../store/whatsapp/status.ts";
import { dayOf } from "../../time.ts";
import type { WhatsAppSeen } from "../../web/desk/oversight-ports.ts";
import { WHATSAPP_ACCOUNT } from "./whatsapp.ts";

/** The state of the WhatsApp account for the desk's page. */
export async function whatsAppSeen(config: Config, pool: pg.Pool, now: Date): Promise<WhatsAppSeen> {
  if (!config.whatsapp) return { kind: config.whatsappCloud ? "cloud" : "off" };
  const [connection, standing, channels] = await Promise.all([
    whatsAppConnection(pool, WHATSAPP_ACCOUNT),
    whatsAppStanding(pool, WHATSAPP_ACCOUNT, dayOf(now), now),
    knownChannels(pool, WHATSAPP_ACCOUNT).all(),
  ]);
  return {
    kind: "phone",
    connection: connection ?? null,
    ...standing,
    cap: config.whatsapp.perDay ?? dailyCap(standing.since ?? now, now),
    channels,
  };
}

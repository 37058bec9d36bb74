import type { Config } from "../config.ts";
import type { OutgoingMessage } from "../delivery/delivery.ts";
import { startWhatsAppCloud, type WhatsAppCloud } from "../messengers/whatsapp-cloud/cloud.ts";
import { whatsAppAccountBook } from "../store/whatsapp-account-book.ts";
import type { DoorWiring } from "./messengers.ts";

/** What editors are told of the same trouble again, and how often (milliseconds). */
const TOLD_EVERY = 60 * 60_000;

/** Opens WhatsApp through Meta's Cloud API. */
export function openWhatsAppCloud(
  settings: NonNullable<Config["whatsappCloud"]>,
  { pool, events, clock, tellEditors }: DoorWiring,
): WhatsAppCloud {
  const told = new Map<string, number>();
  return startWhatsAppCloud({
    ...settings,
    people: whatsAppAccountBook(pool, "cloud"),
    clock,
    onTrouble(why) {
      const now = clock.now().getTime();
      if (now - (told.get(why) ?? -Infinity) < TOLD_EVERY) return;
      told.set(why, now);
      tellEditors(trouble(why));
    },
    onFault: (error) => events.fault("WhatsApp Cloud API", error),
  });
}

function trouble(why: string): OutgoingMessage {
  return {
    text: [
      { bold: "WhatsApp tidak dapat mengirim" },
      `\nMeta menjawab: ${why}. Semua kiriman WhatsApp menunggu sampai ini diatasi di WhatsApp Manager.`,
    ],
  };
}

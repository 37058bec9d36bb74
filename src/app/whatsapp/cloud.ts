import type { Config } from "../../config.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { afterFailure } from "../../delivery/retry.ts";
import { startWhatsAppCloud, type WhatsAppCloud } from "../../messengers/whatsapp-cloud/cloud.ts";
import { failedAfterwards } from "../../store/ledger/failed-afterwards.ts";
import { whatsAppAccountBook } from "../../store/whatsapp/account-book.ts";
import type { MessengerWiring } from "../messengers/messengers.ts";
import { troubleNotices } from "../messengers/trouble-notices.ts";

/** Prefix of the causes of troubles that the Cloud API reports. */
export const CLOUD_TROUBLE = "WhatsApp Cloud API";

/** An accepted message ends all troubles, also those of other processes; recorded at most this often (milliseconds). */
const LOOK_EVERY = 60_000;

/** Opens WhatsApp through Meta's Cloud API. */
export function openWhatsAppCloud(
  settings: NonNullable<Config["whatsappCloud"]>,
  wiring: MessengerWiring,
): WhatsAppCloud {
  const { pool, events, clock } = wiring;
  const editors = troubleNotices(wiring, CLOUD_TROUBLE);
  let looked = -Infinity;
  return startWhatsAppCloud({
    ...settings,
    people: whatsAppAccountBook(pool, "cloud"),
    clock,
    onTrouble(code, why) {
      looked = -Infinity;
      void editors.begins(`${CLOUD_TROUBLE} ${code}`, trouble(why));
    },
    onAccepted() {
      const now = clock.now().getTime();
      if (now - looked < LOOK_EVERY) return;
      looked = now;
      void editors.end(CLOUD_TROUBLE, "Kiriman WhatsApp");
    },
    onNotArrived: (id, verdict) => failedAfterwards(pool, id, afterFailure(verdict), clock.now()),
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

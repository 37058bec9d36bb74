import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { clockTime } from "../age.ts";

/** What editors are told of WhatsApp’s account. */

/** WhatsApp let go of our account, or we must not go on; `why` is a sentence. */
export function whatsAppStopped(why: string, pairAgain: boolean): OutgoingMessage {
  const next = pairAgain
    ? "Tautkan lagi dari ponsel: kodenya ada di terminal layanan. Langganan pembaca tetap tersimpan."
    : "Setelah sebabnya diatasi, nyalakan ulang layanan.";
  return { text: [{ bold: "WhatsApp berhenti" }, `\n${why}\n\n${next}`] };
}

export function whatsAppRestricted(until: Date): OutgoingMessage {
  return {
    text: [
      { bold: "WhatsApp membatasi akun ini" },
      `\nKiriman ke chat pribadi ditunda sampai ${clockTime(until)}. Saluran dan grup tetap jalan.`,
    ],
  };
}

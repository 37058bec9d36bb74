import type { Alert, AlertState } from "../../alerts/alert.ts";
import { clockTime, dayName } from "../age.ts";

/** An alert's states in words, after its name. */
export const STATES: Readonly<Record<AlertState, string>> = {
  draft: "masih draf",
  scheduled: "sudah dijadwalkan",
  sending: "sedang dikirim",
  paused: "sedang ditahan",
  sent: "sudah terkirim",
  stopped: "sudah dihentikan",
  rejected: "sudah ditolak",
  recalled: "sudah ditarik",
};

/** The same of one alert, with the moment that it waits for. */
export function stateOf({ state, sendAt }: Pick<Alert, "state" | "sendAt">): string {
  const when = state === "scheduled" && sendAt ? ` untuk ${dayName(sendAt)} ${clockTime(sendAt)}` : "";
  return `${STATES[state]}${when}`;
}

import type { AlertState } from "../alerts/alert.ts";

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

import { MINUTE_MS } from "../../time.ts";

/** What ended a connection, in the two facts that decide what happens next. */
export interface Loss {
  /** WhatsApp's code (`<failure reason>` or `<stream:error code>`), or Baileys' own where the line itself broke. */
  status: number;
  /** False when the network or a proxy ended it: then a 401 or 403 is not WhatsApp's word about the account. */
  byWhatsApp: boolean;
}

export type AfterLoss =
  | { kind: "again"; inMs: number }
  /** No attempt helps until a person has done something. `pairAgain`: the stored session is dead. */
  | { kind: "stop"; why: string; pairAgain: boolean };

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * MINUTE_MS;

/** A restart that WhatsApp keeps asking for is a fault like any other from here on. */
const RESTARTS_IN_A_ROW = 3;

/**
 * Decides what follows the loss of a connection. `attempts` counts the losses in a row without a stable connection
 * between them, from 0; `random` is in [0, 1). Codes as in Baileys' DisconnectReason and whatsmeow's ConnectFailureReason.
 */
export function afterLoss(loss: Loss, attempts: number, random: number): AfterLoss {
  const again: AfterLoss = { kind: "again", inMs: waitFor(attempts, random) };
  if (!loss.byWhatsApp) return again;
  const final = FINAL[loss.status];
  if (final) return { kind: "stop", ...final };
  // 515 follows every pairing: the server closes the registration and wants a login with the new credentials.
  if (loss.status === 515 && attempts < RESTARTS_IN_A_ROW) return { kind: "again", inMs: 0 };
  return again;
}

/** Reads the facts out of what Baileys gives as `lastDisconnect.error`: a Boom, an Error or nothing. */
export function lossOf(error: unknown): Loss {
  const message = error instanceof Error ? error.message : "";
  return { status: statusOf(error) ?? 428, byWhatsApp: !message.startsWith("WebSocket Error") };
}

const FINAL: Readonly<Record<number, { why: string; pairAgain: boolean }>> = {
  401: {
    why: "Perangkat ini sudah dikeluarkan dari akun WhatsApp. Pasangkan lagi; daftar pelanggan tidak hilang.",
    pairAgain: true,
  },
  402: {
    why: "WhatsApp memblokir akun ini untuk sementara. Jangan menyambung lagi sebelum blokirnya berakhir.",
    pairAgain: false,
  },
  403: {
    why: "WhatsApp mengunci akun ini. Buka WhatsApp di ponsel akun ini dan ikuti petunjuknya, lalu pasangkan lagi.",
    pairAgain: true,
  },
  405: {
    why: "WhatsApp menolak versi klien ini. Perbarui Kabar Kilat, lalu mulai lagi.",
    pairAgain: false,
  },
  406: {
    why: "WhatsApp memblokir akun ini. Ajukan peninjauan lewat aplikasi WhatsApp di ponsel.",
    pairAgain: true,
  },
  409: {
    why: "WhatsApp menolak jenis klien ini. Perbarui Kabar Kilat, lalu mulai lagi.",
    pairAgain: false,
  },
  411: {
    why: "Akun ini belum memakai perangkat tertaut. Perbarui WhatsApp di ponsel, lalu pasangkan lagi.",
    pairAgain: true,
  },
  // Never connect again by ourselves: the two would take the line from each other for ever, and that gets accounts banned.
  440: {
    why:
      "Sesi ini dipakai di tempat lain: proses lain menyambung dengan sesi yang sama. " +
      "Hentikan proses itu, lalu mulai lagi yang ini.",
    pairAgain: false,
  },
};

/** Milliseconds: doubles up to the longest wait; half of it by chance, so that many bots do not come back in step. */
export function waitFor(attempts: number, random: number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);
  return Math.round(full / 2 + (full / 2) * random);
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("output" in error)) return undefined;
  const { output } = error;
  if (typeof output !== "object" || output === null || !("statusCode" in output)) return undefined;
  return typeof output.statusCode === "number" ? output.statusCode : undefined;
}

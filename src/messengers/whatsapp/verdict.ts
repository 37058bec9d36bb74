import type { SendVerdict } from "../../delivery/delivery.ts";

/** WhatsApp's answer to one message: `<ack class="message">`. With `error` it is a refusal, and nothing was delivered. */
export interface Ack {
  id: string;
  error: number | null;
}

/** The account may not begin chats for now. Not retried: every try counts against it (WhiskeySockets/Baileys#2441). */
export const REACH_OUT_RESTRICTED = 463;

/** What an ack means for the delivery. An error we do not know is still a refusal, and its number goes to the editor. */
export function verdictOfAck(ack: Ack): SendVerdict {
  const { error } = ack;
  if (error === null) return { kind: "sent", messageId: ack.id };
  if (error === 429)
    return { kind: "later", everyone: true, afterSeconds: 60, why: "batas laju WhatsApp (429)" };
  if (error >= 500 && error < 600) return { kind: "later", why: `WhatsApp sedang bermasalah (${error})` };
  // The group changed between phone-number and LID addressing; its details are asked anew before the next try.
  if (error === 421) return { kind: "later", why: "alamat anggota grup sudah usang (421)" };
  if (error === 404 || error === 410) return { kind: "gone", why: `chat tidak ada lagi (${error})` };
  return { kind: "refused", why: REFUSALS[error] ?? `ditolak WhatsApp (${error})` };
}

/**
 * What a failure before the message was written means: nothing left us, so every other try is safe. Only WhatsApp's
 * own word that we may not see a group, or that it is not there, ends the chat.
 */
export function verdictOfPreparing(error: unknown, kind: "private" | "group" | "channel"): SendVerdict {
  const code = queryCode(error);
  if (code === 429)
    return { kind: "later", everyone: true, afterSeconds: 60, why: "batas laju WhatsApp (429)" };
  if (kind === "group" && (code === 403 || code === 404 || code === 410)) {
    return { kind: "gone", why: `bukan anggota grup ini lagi (${code})` };
  }
  return { kind: "later", why: code === null ? "persiapan kirim gagal" : `persiapan kirim gagal (${code})` };
}

/**
 * Whether Baileys failed before it wrote the message. Anything else may have happened after it (storing the keys comes
 * last), and then only the ack can tell.
 */
export function surelyNotWritten(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message === "Connection Closed" || error.message === "All encryptions failed";
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: "WhatsApp menolak isi pesan (400)",
  401: "akun ini tidak boleh menulis di chat itu (401)",
  403: "akun ini tidak boleh menulis di chat itu (403)",
  405: "akun ini tidak boleh menulis di chat itu (405)",
  [REACH_OUT_RESTRICTED]:
    "WhatsApp membatasi akun ini atau penerima belum pernah membalas (463); tidak diulang agar akun aman",
  475: "jatah percakapan baru akun ini habis (475)",
  479: "WhatsApp menolak bentuk pesan (479); sesi perangkat penerima mungkin usang",
};

/** Baileys puts the code of an `<iq type="error">` into the Boom's data. */
function queryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("data" in error)) return null;
  return typeof error.data === "number" && Number.isFinite(error.data) ? error.data : null;
}

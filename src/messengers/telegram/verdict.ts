import { GrammyError, HttpError } from "grammy";
import type { SendVerdict } from "../../delivery/delivery.ts";
import { WireError } from "./wire.ts";

/**
 * Telegram's answers in the desk's few words. Error texts are those of the Bot API server
 * (github.com/tdlib/telegram-bot-api, Client.cpp: check_chat_access, fail_query_with_error) and of the library under
 * it (github.com/tdlib/td, MessagesManager.cpp: process_send_message_fail_error; DialogManager.cpp; MessageContent.cpp).
 * Codes in capitals come from Telegram itself and are passed through.
 */

/** What became of a send that failed with `error`. Whose limit a 429 is stays open here: see floods.ts. */
export function verdictOf(error: unknown): SendVerdict {
  if (error instanceof GrammyError) return answered(error);
  const cause = error instanceof HttpError ? error.error : error;
  if (cause instanceof WireError) return unanswered(cause);
  return { kind: "unknown", why: "kesalahan tak terduga saat mengirim ke Telegram" };
}

/** Our HTML was at fault and nothing was sent: the same text may go again without formatting. */
export function isUnparsable(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /can't parse entities/i.test(error.description)
  );
}

/**
 * The picture is at fault and nothing was sent: the same words may go without it. (Client.cpp and td's FileManager.cpp; limits:
 * Bot API, "Sending files" and sendPhoto: 5 MB by address, width and height 10,000 in all, ratio 20.)
 */
export function isPictureRefused(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400 && PICTURE.test(error.description);
}

const PICTURE =
  /wrong (file identifier|remote file|type of the web page|padding)|failed to get HTTP URL|HTTP URL specified|PHOTO_|IMAGE_PROCESS|WEBPAGE_(CURL|MEDIA)|MEDIA_EMPTY|MEDIA_INVALID|file is too big|IMAGE_|caption is too long|MEDIA_CAPTION_TOO_LONG/i;

/** This one chat takes no pictures; the same words may go to it without, and the picture to the others. */
export function isPictureForbidden(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /not enough rights to send photos|CHAT_SEND_PHOTOS_FORBIDDEN/i.test(error.description)
  );
}

/** A limit of Telegram's was reached. */
export function isFlood(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 429;
}

/** Not this message but our account or its settings are refused: somebody has to act before anything goes out again. */
export function isAccountRefused(error: unknown): boolean {
  return (
    error instanceof GrammyError && ([401, 404].includes(error.error_code) || isFrozen(error.description))
  );
}

/** Nothing changes within seconds when a token was revoked; a minute keeps the attempts few. */
const ACCOUNT_PAUSE_SECONDS = 60;

function answered({ error_code: code, description, parameters }: GrammyError): SendVerdict {
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: "moved", to: String(parameters.migrate_to_chat_id) };
  }
  if (code === 429) {
    const after = parameters.retry_after;
    return {
      kind: "later",
      ...(after !== undefined && { afterSeconds: after }),
      why: "batas kirim Telegram tercapai",
    };
  }
  if (code === 401 || code === 404 || isFrozen(description)) {
    const why = `Telegram menolak akun bot (${code} ${description})`;
    return { kind: "later", everyone: true, afterSeconds: ACCOUNT_PAUSE_SECONDS, why };
  }
  if (code === 403) return { kind: "gone", why: reasonGone(description) ?? said(description) };
  if (code === 409 || code === 503) return { kind: "later", why: said(description) };
  if (code >= 400 && code < 500) {
    const why = reasonGone(description);
    return why === null ? { kind: "refused", why: said(description) } : { kind: "gone", why };
  }
  // 500 as well: a closing Bot API server answers "Internal Server Error: restart" both to what it had not begun and
  // to what it had already passed on (Client.cpp, fail_query_closing), so the answer proves nothing.
  return { kind: "unknown", why: said(`${code} ${description}`) };
}

function unanswered({ failure, status, message }: WireError): SendVerdict {
  if (failure === "unwritten") return { kind: "later", why: `Telegram tidak terjangkau (${message})` };
  if (failure === "unanswered")
    return { kind: "unknown", why: `Telegram tidak memberi jawaban (${message})` };
  if (status === 413) return { kind: "refused", why: "pesan terlalu besar (HTTP 413)" };
  // A proxy's own refusal: it never reached Telegram. 502 and 504 say that it did and that no answer came back.
  if (status === 503 || status === 429 || (status !== null && status >= 300 && status < 500)) {
    return { kind: "later", everyone: true, why: `bukan Telegram yang menjawab (HTTP ${status})` };
  }
  return { kind: "unknown", why: `jawaban Telegram tidak terbaca (HTTP ${status})` };
}

/**
 * The chat can't or won't be written to; no other text would get there either. A missing right to write and a closed
 * topic count too: writing again won't help, and an update tells us when the right is back.
 */
const GONE: readonly (readonly [RegExp, string])[] = [
  [/bot was blocked by the user|USER_IS_BLOCKED/i, "bot diblokir oleh pengguna"],
  [/user is deactivated|USER_DEACTIVATED|USER_DELETED/i, "akun pengguna sudah dihapus"],
  [/can't initiate conversation|PEER_ID_INVALID/i, "pengguna belum pernah memulai percakapan dengan bot"],
  [/bot was kicked/i, "bot dikeluarkan dari obrolan"],
  [/bot is not a member|CHANNEL_PRIVATE/i, "bot bukan lagi anggota obrolan"],
  [/group chat was de(leted|activated)/i, "grup sudah dihapus"],
  [/(chat|user) not found|CHAT_ID_INVALID|CHANNEL_INVALID/i, "obrolan tidak ditemukan"],
  [/message thread not found|TOPIC_(DELETED|ID_INVALID)/i, "topik sudah dihapus"],
  [/TOPIC_CLOSED/i, "topik ditutup"],
  [
    /have no write access|not enough rights to send|need administrator rights|CHAT_(WRITE|SEND_\w+)_FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED/i,
    "bot tidak boleh menulis di obrolan",
  ],
];

function reasonGone(description: string): string | null {
  return GONE.find(([pattern]) => pattern.test(description))?.[1] ?? null;
}

function isFrozen(description: string): boolean {
  return description.includes("FROZEN_METHOD_INVALID");
}

function said(description: string): string {
  return `jawaban Telegram: ${description}`;
}

import type { SendVerdict } from "../../delivery/delivery.ts";

/** What came back for one request to send. */
export type GraphAnswer =
  | { kind: "accepted"; id: string }
  /** Meta's own error, with its code. */
  | { kind: "error"; status: number; code: number; title: string }
  /** An HTTP answer that is not Meta's JSON: a proxy's, or a broken server's. */
  | { kind: "unreadable"; status: number }
  /** No connection was made. */
  | { kind: "unwritten" }
  /** The request was on its way, and no answer came. */
  | { kind: "unanswered" };

/** The reader has not written within 24 hours: only a template may be sent. */
export const RE_ENGAGEMENT = 131047;

/**
 * What an answer means for the delivery. Codes from Meta's "Error codes" of the WhatsApp Business Platform
 * (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes); one we do not know is a refusal,
 * and its number goes to the editor.
 */
export function verdictOf(answer: GraphAnswer): SendVerdict {
  switch (answer.kind) {
    case "accepted":
      return { kind: "sent", messageId: answer.id };
    case "unwritten":
      return { kind: "later", why: "server WhatsApp tidak terjangkau" };
    case "unanswered":
      return { kind: "unknown", why: "WhatsApp tidak menjawab" };
    case "unreadable":
      return ofStatus(answer.status);
    case "error":
      return ofCode(answer);
  }
}

/** Something about the account that a person has to see to: nothing goes out until then. */
export function isAccountTrouble({ code }: { code: number }): boolean {
  return isTokenTrouble(code) || code in ACCOUNT;
}

function ofCode({ status, code, title }: Extract<GraphAnswer, { kind: "error" }>): SendVerdict {
  const why = `${WORDS[code] ?? ACCOUNT[code] ?? title} (${code})`;
  if (isTokenTrouble(code)) {
    const token = `token WhatsApp ditolak atau tidak berhak (${code})`;
    return { kind: "later", everyone: true, afterSeconds: FIVE_MINUTES, why: token };
  }
  if (code in ACCOUNT) return { kind: "later", everyone: true, afterSeconds: HOUR, why };
  if (LIMITS.includes(code)) return { kind: "later", everyone: true, afterSeconds: MINUTE, why };
  if (code === PAIR_LIMIT) return { kind: "later", afterSeconds: 10, why };
  if (UNAVAILABLE.includes(code)) return { kind: "later", why };
  if (GONE.includes(code)) return { kind: "gone", why };
  if (!(code in WORDS) && status >= 500) return ofStatus(status);
  return { kind: "refused", why };
}

/** 503 and 429 say that the request went no further. Every other 5xx leaves open whether the message went out. */
function ofStatus(status: number): SendVerdict {
  if (status === 503 || status === 429) {
    return { kind: "later", everyone: true, why: `WhatsApp sedang sibuk (HTTP ${status})` };
  }
  if (status >= 500) return { kind: "unknown", why: `jawaban WhatsApp tidak terbaca (HTTP ${status})` };
  return { kind: "later", everyone: true, why: `bukan WhatsApp yang menjawab (HTTP ${status})` };
}

const MINUTE = 60;
const FIVE_MINUTES = 5 * MINUTE;
const HOUR = 60 * MINUTE;

/** 0 and 190: no valid token; 3, 10 and 200–299: it lacks a permission. */
export function isTokenTrouble(code: number): boolean {
  return [0, 3, 10, 190].includes(code) || (code >= 200 && code <= 299);
}

/** Requests, the business account's rate, and throughput. */
const LIMITS = [4, 80007, 130429];
const PAIR_LIMIT = 131056;
/** "Try again", each of them with the words that the message failed to send. */
const UNAVAILABLE = [2, 131000, 131016, 131057];
/** Not on WhatsApp or not to be reached; asked us to stop. Whoever writes to us again is back. */
const GONE = [131026, 131050];

const ACCOUNT: Readonly<Record<number, string>> = {
  368: "Meta membatasi akun WhatsApp ini karena pelanggaran aturan",
  131031: "Meta mengunci akun WhatsApp ini",
  131042: "ada masalah pembayaran pada akun WhatsApp",
  131045: "nomor ini belum terdaftar dengan benar di Meta",
  131048: "terlalu banyak kiriman dari nomor ini diblokir atau dilaporkan pembaca",
  133010: "nomor ini belum terdaftar di Cloud API",
};

const WORDS: Readonly<Record<number, string>> = {
  2: "WhatsApp sedang bermasalah",
  4: "batas permintaan ke Meta tercapai",
  33: "nomor pengirim tidak dikenal Meta",
  100: "Meta menolak isi permintaan",
  80007: "batas kirim akun WhatsApp tercapai",
  130429: "batas kirim WhatsApp tercapai",
  130472: "Meta menahan pesan ini: penerima ikut percobaan Meta",
  131000: "WhatsApp gagal mengirim",
  131005: "akun ini tidak berhak mengirim",
  131008: "permintaan tidak lengkap",
  131009: "permintaan tidak sah",
  131016: "layanan WhatsApp sedang tidak tersedia",
  131021: "pengirim dan penerima sama",
  131026: "penerima tidak dapat dijangkau di WhatsApp",
  131030: "penerima tidak ada di daftar nomor uji",
  [RE_ENGAGEMENT]: "pembaca ini lebih dari 24 jam tidak menulis; perlu templat",
  131049: "Meta menahan pesan ini agar pembaca tidak kebanjiran",
  131050: "pembaca ini meminta berhenti menerima kabar",
  131051: "jenis pesan tidak didukung",
  131056: "terlalu banyak pesan ke pembaca ini dalam waktu singkat",
  131057: "akun WhatsApp sedang dipindahkan Meta",
  132000: "jumlah isian templat tidak cocok",
  132001: "templat tidak ada atau belum disetujui",
  132005: "isi templat terlalu panjang",
  132007: "isi templat melanggar aturan Meta",
  132012: "isian templat tidak cocok",
  132015: "templat dihentikan sementara karena mutunya dinilai rendah",
  132016: "templat dihentikan untuk seterusnya karena mutunya dinilai rendah",
  135000: "permintaan ditolak WhatsApp",
};

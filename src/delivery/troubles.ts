import { HOUR_MS, MINUTE_MS } from "../time.ts";

/** What is wrong with the service itself and editors should know. Pure: figures in, troubles out. */

export interface Figures {
  /** Sources that fail, since when, and what their server said last. */
  failing: readonly { id: string; name: string; since: Date; why: string }[];
  /** Sources that are read and stand still, since when. */
  silent: readonly { id: string; name: string; since: Date }[];
  /** The longest-waiting delivery that is due, while sending is on and no account is held off; null where none waits. */
  oldestDelivery: Date | null;
  /** Accounts that could send nothing at every look since then although deliveries wait, and the platform's last answer. */
  held: readonly { messenger: string; name: string; since: Date; why: string }[];
  /** Since when WhatsApp has been disconnected at every look; null where it is connected, or has to be paired first. */
  whatsAppDown: Date | null;
  /** The longest-waiting article to read. */
  oldestArticle: Date | null;
  /** Steps that failed for good and wait for an editor. */
  deadLetters: number;
  /** The disk with the database, in bytes; null where the database is not on this machine. */
  disk: { free: number; size: number } | null;
}

export interface Trouble {
  /** Identifies the trouble for as long as it lasts. */
  cause: string;
  /** For the editors. */
  text: string;
  /** The name of the source, where one cannot be read or stands still. */
  source?: string;
}

const SOURCE_DEAD_MS = 3 * HOUR_MS; // a publisher's night work is over by then
const QUEUE_OLD_MS = 10 * MINUTE_MS;
const HELD_MS = 15 * MINUTE_MS; // a limit that was reached is over by then
const LINE_DOWN_MS = 10 * MINUTE_MS; // reconnecting takes seconds, at most a few minutes
const LOW_SHARE = 0.05;
const LOW_BYTES = 2 * 1024 ** 3; // some days of a busy newsroom

export function troublesOf(figures: Figures, now: Date): Trouble[] {
  const olderThan = (at: Date | null, ms: number): boolean =>
    at !== null && now.getTime() - at.getTime() > ms;
  const minutes = (at: Date | null): number => Math.floor((now.getTime() - (at?.getTime() ?? 0)) / MINUTE_MS);
  const { failing, silent, oldestDelivery, held, whatsAppDown, oldestArticle, deadLetters, disk } = figures;
  const dead = failing.filter(({ since }) => olderThan(since, SOURCE_DEAD_MS));
  return [
    ...dead.map(({ id, name, since, why }) => ({
      cause: `source ${id}`,
      source: name,
      text: `Sumber ${name} tidak dapat dibaca sejak ${Math.floor(minutes(since) / 60)} jam lalu: ${why}`,
    })),
    ...silent
      .filter(({ id }) => !dead.some((one) => one.id === id))
      .map(({ id, name, since }) => ({
        cause: `source ${id}`,
        source: name,
        text: `Sumber ${name} tidak membawa artikel baru sudah ${Math.floor(minutes(since) / 60)} jam, lebih lama daripada biasanya, padahal dapat dibaca. Periksa apakah umpannya masih diisi.`,
      })),
    ...troubleIf(
      olderThan(oldestDelivery, QUEUE_OLD_MS),
      "deliveries wait",
      `Kiriman menunggu sudah ${minutes(oldestDelivery)} menit. Periksa apakah layanan berjalan dan Telegram atau WhatsApp terjangkau (/status).`,
    ),
    ...held
      .filter(({ since }) => olderThan(since, HELD_MS))
      .map(({ messenger, name, since, why }) => ({
        cause: `held ${messenger}`,
        text: `${name} menolak semua kiriman sudah ${minutes(since)} menit${why === "" ? "" : `: ${why}`}. Kiriman yang menunggu dicoba lagi sendiri.`,
      })),
    ...troubleIf(
      olderThan(whatsAppDown, LINE_DOWN_MS),
      "WhatsApp line",
      `WhatsApp tidak tersambung sudah ${minutes(whatsAppDown)} menit dan terus dicoba lagi. Periksa jaringan, dan apakah ponsel akun itu masih aktif.`,
    ),
    ...troubleIf(
      olderThan(oldestArticle, QUEUE_OLD_MS),
      "articles wait",
      `Artikel baru menunggu dibaca sudah ${minutes(oldestArticle)} menit. Periksa /gagal dan catatan layanan.`,
    ),
    ...troubleIf(
      deadLetters > 0,
      "dead letters",
      `${deadLetters} artikel gagal dibaca dan tidak dicoba lagi sendiri. Ketik /gagal.`,
    ),
    ...troubleIf(
      disk !== null && disk.free < Math.min(LOW_BYTES, disk.size * LOW_SHARE),
      "disk",
      `Ruang disk tinggal ${Math.floor((disk?.free ?? 0) / 1024 ** 2)} MB. Kosongkan sebelum penuh; saat penuh tidak ada yang terkirim.`,
    ),
  ];
}

function troubleIf(isSo: boolean, cause: string, text: string): Trouble[] {
  return isSo ? [{ cause, text }] : [];
}

import type { ChatKind } from "../../delivery/delivery.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * For how long a message may be changed (milliseconds). Chats: WhatsApp's announcements of editing (15 minutes, May 2023) and of
 * "delete for everyone" (2 days and 12 hours, August 2022). Channels: its help page "About channel admin controls" (30 days).
 */
const WINDOWS: Readonly<Record<ChatKind, { correct: number; recall: number }>> = {
  private: { correct: 15 * MINUTE, recall: 60 * HOUR },
  group: { correct: 15 * MINUTE, recall: 60 * HOUR },
  channel: { correct: 30 * DAY, recall: 30 * DAY },
};

/** Why a message that was sent at `sentAt` cannot be changed any more; null while it can. Phones drop what comes later. */
export function tooLate(act: "correct" | "recall", chat: ChatKind, sentAt: Date, now: Date): string | null {
  const window = WINDOWS[chat][act];
  if (now.getTime() - sentAt.getTime() <= window) return null;
  const what = act === "correct" ? "mengoreksi" : "menarik";
  return `batas waktu WhatsApp untuk ${what} pesan ini (${spell(window)}) sudah lewat`;
}

function spell(ms: number): string {
  if (ms >= 3 * DAY) return `${ms / DAY} hari`;
  return ms >= HOUR ? `${ms / HOUR} jam` : `${ms / MINUTE} menit`;
}

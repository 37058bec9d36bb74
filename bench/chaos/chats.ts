import type { ChatKind } from "../../src/delivery/delivery.ts";

/** The chats of this bench: number 1 to CHATS. Their Telegram ids say which they are, before and after they migrate. */
export const CHATS = 20_000;

const KINDS: readonly (readonly [ChatKind, number])[] = [
  ["channel", 50],
  ["group", 500],
  ["private", CHATS],
];

export function kindOf(chat: number): ChatKind {
  return KINDS.find(([, upTo]) => chat <= upTo)?.[0] ?? "private";
}

export function addressOf(chat: number): string {
  if (kindOf(chat) === "private") return String(BASE + chat);
  return String(kindOf(chat) === "group" ? -(BASE + chat) : SUPERGROUPS - chat);
}

/** Where a group lives on after Telegram has made it a supergroup. */
export function migratedAddressOf(chat: number): number {
  return SUPERGROUPS - chat;
}

export function chatAt(address: string): number {
  const id = Number(address);
  return id <= SUPERGROUPS ? SUPERGROUPS - id : Math.abs(id) - BASE;
}

const BASE = 100_000;
const SUPERGROUPS = -1_001_000_000_000;

/** Who follows breaking news. */
export function hearsBreaking(chat: number): boolean {
  return chat % 10 === 0;
}

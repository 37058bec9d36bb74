import type pg from "pg";
import type { ChatKind } from "../../src/delivery/delivery.ts";

/** Chats of a bench are numbered from 1. Their Telegram ids say which they are, before and after they migrate. */
const KINDS: readonly (readonly [ChatKind, number])[] = [
  ["channel", 50],
  ["group", 500],
];

export function kindOf(chat: number): ChatKind {
  return KINDS.find(([, upTo]) => chat <= upTo)?.[0] ?? "private";
}

/** Writes chats 1 to `count`. Who joins later is numbered after them. */
export async function writeChats(db: pg.Pool, count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  await db.query(
    `insert into chats (id, messenger, address, kind, joined_at) overriding system value
     select id, 'telegram', address, kind, now() from unnest($1::int[], $2::text[], $3::text[]) as chat (id, address, kind)`,
    [all, all.map(addressOf), all.map(kindOf)],
  );
  await db.query("select setval(pg_get_serial_sequence('chats', 'id'), $1)", [count]);
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

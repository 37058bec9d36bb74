import { expect, test } from "vitest";
import { conversation } from "../../src/chat/conversation.ts";
import type { Said } from "../../src/chat/said.ts";
import { openConversations } from "../../src/store/chats/conversations.ts";
import { untilBlocked } from "../support/database.ts";
import { openNewsroom } from "./dialogue.ts";

const words = (id: string, text: string): Said => ({
  id,
  chat: { messenger: "telegram", address: "1", kind: "private", thread: null, title: null },
  from: { messenger: "telegram", id: "1", name: null },
  text,
  isChatAdmin: async () => false,
});
const STOP = words("7", "berhenti");

test("what a killed process had heard and not done is done when it is brought again, and then never more", async () => {
  await using newsroom = await openNewsroom();
  const { db, ports } = newsroom;
  await newsroom.chat({ address: "1" }).says("/langganan semua");
  const startedAs = (start: string) =>
    conversation({ ...ports, conversations: openConversations(db.pool, start) });

  // The first is held up in the middle of its work, for ever as far as the second can know.
  const killed = await db.pool.connect();
  await killed.query("begin");
  await killed.query("select from chats for update");
  const held = startedAs("pertama").said(STOP);
  await untilBlocked(db.pool);
  expect(await startedAs("pertama").said(STOP), "a repeat while it is at work").toEqual([]);

  const next = startedAs("kedua").said(STOP);
  await untilBlocked(db.pool, 2);
  await killed.query("commit");
  killed.release();
  const [text] = (await next).map((message) => JSON.stringify(message.text));
  expect(text).toContain("sudah dihentikan");
  await held;
  expect((await db.pool.query("select from chats where left_at is null")).rowCount).toBe(0);
  expect(await startedAs("ketiga").said(STOP), "it is done").toEqual([]);
});

test("a yes answers no question that a process asked which may have died before anybody read it", async () => {
  await using newsroom = await openNewsroom();
  const { db, ports } = newsroom;
  await newsroom.chat({ address: "1" }).says("/langganan semua");
  const startedAs = (start: string) =>
    conversation({ ...ports, conversations: openConversations(db.pool, start) });
  const follows = async () => (await db.pool.query("select from subscriptions")).rowCount;

  const erase = words("7", "/hapusdataku");
  await startedAs("pertama").said(erase); // its answer is lost with it
  const next = startedAs("kedua");
  expect(await next.said(erase), "it is done").toEqual([]);
  await next.said(words("8", "ya"));
  expect(await follows()).toBe(1);

  await next.said(words("9", "/hapusdataku"));
  await next.said(words("10", "ya"));
  expect(await follows()).toBe(0);
});

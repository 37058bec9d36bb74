import { expect, test } from "vitest";
import { conversation } from "../../src/chat/conversation.ts";
import type { Said } from "../../src/chat/said.ts";
import { openConversations } from "../../src/store/conversations.ts";
import { untilBlocked } from "../support/database.ts";
import { openNewsroom } from "./dialogue.ts";

const STOP: Said = {
  id: "7",
  chat: { messenger: "telegram", address: "1", kind: "private", thread: null, title: null },
  from: { messenger: "telegram", id: "1", name: null },
  text: "berhenti",
  isChatAdmin: async () => false,
};

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

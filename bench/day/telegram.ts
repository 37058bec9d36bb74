import { z } from "zod";
import { createUpdateQueue } from "../../test/support/telegram-updates.ts";
import { serveBotApi } from "../bot-api/bot-api.ts";
import { openBook } from "../chaos/book.ts";
import { chatAt } from "../chaos/chats.ts";
import { createFate } from "../chaos/fate.ts";
import { say, settingsOf } from "../support/child.ts";
import { seeded } from "../support/random.ts";

/**
 * Telegram's end of the day, in a process of its own: fails as fate.ts wants it, keeps the book, brings what readers and editors write,
 * and knows how long each of them waited for an answer.
 */
const Settings = z.object({ seed: z.number(), chats: z.number(), messages: z.number() });
const { seed, chats, messages } = settingsOf(Settings);
const Order = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("says"), chat: z.number(), text: z.string() }),
  z.object({ kind: z.literal("alerts") }),
  z.object({ kind: z.literal("seen"), alert: z.number() }),
  z.object({ kind: z.literal("answers") }),
]);
const MESSAGES_PER_MISHAP = 400;

const book = openBook(chats, (text) => Number(/\b(1\d{6})\b/.exec(text)?.[1] ?? Number.NaN) || null);
const fate = createFate(seeded(seed), { within: messages, messagesPerMishap: MESSAGES_PER_MISHAP });
const updates = createUpdateQueue(500_000);
const asked = new Map<string, number>();
const answeredAfterMs: number[] = [];
let questions = 0;

const server = await serveBotApi(
  {
    fate(message) {
      if (chatAt(message.chat) > chats) return null; // whoever asks is no part of the book
      const failure = fate(message.chat, performance.now());
      if (failure) book.failed(message, failure);
      return failure;
    },
    accepted(message) {
      book.accepted(message);
      const since = asked.get(message.chat);
      if (since === undefined) return;
      asked.delete(message.chat);
      answeredAfterMs.push(performance.now() - since);
    },
  },
  updates,
);

process.on("message", (order) => {
  const what = Order.parse(order);
  switch (what.kind) {
    case "says":
      questions += 1;
      asked.set(String(what.chat), performance.now());
      void updates.add({ message: messageOf(what.chat, what.text) });
      return;
    case "alerts":
      return say({ alerts: book.alerts(), dead: book.dead() });
    case "seen":
      return say(book.of(what.alert));
    case "answers":
      return say({ questions, open: asked.size, answeredAfterMs });
  }
});
say({ port: server.port });

function messageOf(chat: number, text: string) {
  const person = { id: chat, first_name: "Pembaca" };
  return {
    message_id: 10_000_000 + questions,
    date: Math.floor(Date.now() / 1000),
    chat: { ...person, type: "private" },
    from: { ...person, is_bot: false },
    text,
  };
}

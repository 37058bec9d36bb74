import { z } from "zod";
import { serveBotApi } from "../bot-api/bot-api.ts";
import { say, settingsOf } from "../support/child.ts";
import { seeded } from "../support/random.ts";
import { openBook } from "./book.ts";
import { createFate } from "./fate.ts";

/** The Bot API of this bench, in a process of its own: fails as fate.ts wants it, and keeps the book. */
const { seed, chats } = settingsOf(z.object({ seed: z.number(), chats: z.number() }));
const book = openBook(chats, (text) => Number(/Kabar nomor (\d+)/.exec(text)?.[1] ?? Number.NaN) || null);
const fate = createFate(seeded(seed), { within: chats });

const server = await serveBotApi({
  fate(message) {
    const failure = fate(message.chat, performance.now());
    if (failure) book.failed(message, failure);
    return failure;
  },
  accepted: (message) => book.accepted(message),
});
say({ port: server.port });
process.on("message", () =>
  say({ seen: book.alerts().flatMap(({ alert }) => book.of(alert)), dead: book.dead() }),
);

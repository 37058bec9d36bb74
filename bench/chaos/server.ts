import { z } from "zod";
import { serveBotApi } from "../bot-api/bot-api.ts";
import { say, settingsOf } from "../support/child.ts";
import { seeded } from "../summaries/random.ts";
import { openBook } from "./book.ts";
import { createFate } from "./fate.ts";

/** The Bot API of this bench, in a process of its own: fails as fate.ts wants it, and keeps the book. */
const { seed } = settingsOf(z.object({ seed: z.number() }));
const book = openBook();
const fate = createFate(seeded(seed));

const server = await serveBotApi({
  fate(message) {
    const failure = fate(message.chat, performance.now());
    if (failure) book.failed(message, failure);
    return failure;
  },
  accepted: (message) => book.accepted(message),
});
say({ port: server.port });
process.on("message", () => say(book.all()));

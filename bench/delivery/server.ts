import { serveBotApi } from "../bot-api/bot-api.ts";
import { say } from "../support/child.ts";

/** The Bot API of this bench, in a process of its own: accepts everything, and counts what came to each chat. */
const counts = new Map<string, number>();

const server = await serveBotApi({
  fate: () => null,
  accepted({ chat }) {
    counts.set(chat, (counts.get(chat) ?? 0) + 1);
  },
});
say({ port: server.port });

process.on("message", () => {
  const repeated = [...counts.values()].filter((n) => n > 1).length;
  say({ chats: counts.size, repeated });
  counts.clear();
});

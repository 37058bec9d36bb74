import { serveBotApi } from "../bot-api/bot-api.ts";
import { say } from "../support/child.ts";

/** The Bot API of this bench, in a process of its own: accepts everything, and remembers when. */
const EVERY = 1000;
let messages = 0;
let chats = new Set<string>();
let at: number[] = [];

const server = await serveBotApi({
  fate: () => null,
  accepted({ chat }) {
    chats.add(chat);
    if (messages % EVERY === 0) at.push(Date.now());
    messages += 1;
  },
});
say({ port: server.port });

process.on("message", (question) => {
  say({ messages, chats: chats.size, at });
  if (question !== "and forget it") return;
  messages = 0;
  chats = new Set();
  at = [];
});

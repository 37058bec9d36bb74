import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { chatsOf, type Contender, type Settings } from "./contender.ts";
import { htmlOf, plainSend } from "./plain.ts";

const AT_ONCE = 1000; // jobs added by one addBulk

/**
 * The textbook's durable broadcast: a BullMQ job for every recipient, which a worker sends with grammY. Redis writes its
 * append-only file, as BullMQ's guide asks for ("Going to production"): else a power cut would lose the broadcast. A done
 * job stays with its result, as BullMQ does by itself and as our rows do: the message's id, to correct or recall it by.
 */
export async function jobPerRecipient(settings: Settings): Promise<Contender> {
  if (settings.redis === null) throw new Error("this contender needs Redis");
  const connection = new Redis(settings.redis, { maxRetriesPerRequest: null });
  await connection.config("SET", "appendonly", "yes");
  const sendTo = plainSend(settings);
  const queue = new Queue<Message>("recipients", { connection });
  let done = () => {};
  let left = 0;
  const worker = new Worker<Message>(queue.name, async ({ data }) => sendTo(data.chat, data.text), {
    connection,
    concurrency: settings.concurrency,
  });
  worker.on("completed", () => {
    left -= 1;
    if (left === 0) done();
  });
  return {
    async send(phase) {
      const chats = chatsOf(phase, settings);
      const text = htmlOf(phase);
      left = chats.length;
      const all = new Promise<void>((resolve) => (done = resolve));
      for (let i = 0; i < chats.length; i += AT_ONCE)
        await queue.addBulk(chats.slice(i, i + AT_ONCE).map((chat) => jobOf({ chat, text })));
      await all;
    },
    async [Symbol.asyncDispose]() {
      await worker.close();
      await queue.close();
      connection.disconnect();
    },
  };
}

interface Message {
  chat: string;
  text: string;
}

function jobOf(data: Message) {
  const opts = { attempts: 5, backoff: { type: "exponential", delay: 1000 } };
  return { name: "send", data, opts };
}

import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { chatsOf, type Contender, type Phase, type Settings } from "./contender.ts";
import { plainSend } from "./plain.ts";

const AT_ONCE = 1000; // jobs added by one addBulk

/** The textbook's durable broadcast: a BullMQ job for every recipient, which a worker sends with grammY. */
export async function jobPerRecipient(settings: Settings): Promise<Contender> {
  if (settings.redis === null) throw new Error("this contender needs Redis");
  const connection = new Redis(settings.redis, { maxRetriesPerRequest: null });
  const sendTo = plainSend(settings);
  const queue = new Queue<{ chat: string; phase: Phase }>("recipients", { connection });
  let done = () => {};
  let left = 0;
  const worker = new Worker<{ chat: string; phase: Phase }>(
    queue.name,
    async ({ data }) => sendTo(data.chat, data.phase),
    { connection, concurrency: settings.concurrency },
  );
  worker.on("completed", () => {
    left -= 1;
    if (left === 0) done();
  });
  return {
    async send(phase) {
      const chats = chatsOf(phase, settings);
      left = chats.length;
      const all = new Promise<void>((resolve) => (done = resolve));
      for (let i = 0; i < chats.length; i += AT_ONCE)
        await queue.addBulk(chats.slice(i, i + AT_ONCE).map(jobIn(phase)));
      await all;
    },
    async [Symbol.asyncDispose]() {
      await worker.close();
      await queue.close();
      connection.disconnect();
    },
  };
}

function jobIn(phase: Phase) {
  return (chat: string) => ({
    name: "send",
    data: { chat, phase },
    opts: { attempts: 5, removeOnComplete: true, backoff: { type: "exponential", delay: 1000 } },
  });
}

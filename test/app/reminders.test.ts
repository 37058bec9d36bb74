import { expect, test } from "vitest";
import { ARTICLES, deliveryQueue, remindersOn } from "../../src/app/worker/reminders.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

test.each([
  ["a correction given while the job of its alert", deliveryQueue("telegram"), "deliveries"],
  ["a new version that comes while the job of its article", ARTICLES, "version"],
] as const)("%s is just ending is not forgotten", async (_, queue, what) => {
  await using db = await testDatabase();
  await using queues = await openQueues({ postgres: db.connection }, () => undefined);
  const remind = remindersOn(queues, {
    start: "uji",
    messengers: [{ name: "telegram" }],
    onFault: (error) => {
      throw error;
    },
  });
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  await using _worker = queues.work(queue, {
    concurrency: 1,
    async run(subject) {
      begun.push(subject);
      await gate.promise;
    },
    onDead: async () => undefined,
  });
  await remind[what](7);
  await until("its job has begun", () => begun.length === 1);
  await remind[what](7);
  gate.resolve();
  await until("there is another", () => begun.length === 2);
  expect(begun).toEqual([7, 7]);
});

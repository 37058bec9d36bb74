import { expect, test } from "vitest";
import { deliveryQueue, remindersOn } from "../../src/app/reminders.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

test("a correction given while the job of its alert is just ending is not forgotten", async () => {
  await using db = await testDatabase();
  await using queues = await openQueues({ postgres: db.connection }, () => undefined);
  const remind = remindersOn(queues, {
    start: "uji",
    messengers: () => [{ name: "telegram" }],
    onFault: (error) => {
      throw error;
    },
  });
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  await using _worker = queues.work(deliveryQueue("telegram"), {
    concurrency: 1,
    async run(alert) {
      begun.push(alert);
      await gate.promise;
    },
    onDead: async () => undefined,
  });
  await remind.deliveries(7);
  await until("its job has begun", () => begun.length === 1);
  await remind.deliveries(7);
  gate.resolve();
  await until("there is another", () => begun.length === 2);
  expect(begun).toEqual([7, 7]);
});

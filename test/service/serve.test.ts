import { expect, test } from "vitest";
import { installService, isAlive } from "../support/process.ts";
import { until } from "../support/until.ts";

test("an article dropped into a feed reaches a subscribed chat, and the feed's first load reaches nobody", async () => {
  await using newsroom = await installService();
  const service = await newsroom.started();
  await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
  await newsroom.firstLoad();

  newsroom.publishes("hari-ini");
  await until("the article is delivered", () => newsroom.copies(1, "hari-ini") > 0);

  expect(newsroom.copies(1, "hari-ini")).toBe(1);
  expect(newsroom.copies(1, "kemarin")).toBe(0);
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
});

test("after SIGTERM the process ends with 0 within seconds, and its PostgreSQL with it", async () => {
  await using newsroom = await installService();
  const service = await newsroom.started();
  const postmaster = await newsroom.postmaster();
  expect(postmaster).not.toBeNull();

  const ending = await service.ends("SIGTERM");

  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending.took).toBeLessThan(5000);
  expect(await newsroom.postmaster()).toBeNull();
  expect(isAlive(postmaster ?? 0)).toBe(false);
});

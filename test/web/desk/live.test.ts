import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { openLive, type Seen } from "../../../src/web/desk/live.ts";
import { until } from "../../support/until.ts";

/** One thing is looked at once for all who watch it, and not at all while nobody does. */

let looks = 0;
let seen: Seen = { html: "<p>1 dari 3</p>", over: false };
afterEach(() => {
  looks = 0;
  seen = { html: "<p>1 dari 3</p>", over: false };
});

function pages(faults: unknown[] = []): Hono {
  const live = openLive((error) => faults.push(error));
  return new Hono().get("/hidup", (c) =>
    live.watch(c, "siaran 1", () => {
      looks += 1;
      return Promise.resolve(seen);
    }),
  );
}

function watch(app: Hono): { read(): Promise<string>; leave(): Promise<void> } {
  const opened = Promise.resolve(app.request("/hidup")).then(({ body }) => {
    if (!body) throw new Error("no stream");
    return body.pipeThrough(new TextDecoderStream()).getReader();
  });
  return {
    read: async () => (await (await opened).read()).value ?? "",
    leave: async () => (await opened).cancel(),
  };
}

test("however many watch, one look serves all", async () => {
  const app = pages();
  const many = Array.from({ length: 20 }, () => watch(app));
  const first = await Promise.all(many.map((one) => one.read()));
  expect(first.every((text) => text.includes("1 dari 3"))).toBe(true);
  expect(looks).toBe(1);
  await Promise.all(many.map((one) => one.leave()));
});

test("when the last has left, nobody looks any more", async () => {
  const app = pages();
  const one = watch(app);
  await one.read();
  await one.leave();
  const before = looks;
  const next = watch(app); // a new watch begins anew, with a look of its own
  await next.read();
  expect(looks).toBe(before + 1);
  await next.leave();
});

test("what changed is told, and what is over ends", async () => {
  const app = pages();
  const one = watch(app);
  await one.read();
  seen = { html: "<p>3 dari 3</p>", over: true };
  let heard = "";
  await until("the end is told", async () => {
    heard += await one.read();
    return heard.includes("event: over");
  });
  expect(heard).toContain("3 dari 3");
});

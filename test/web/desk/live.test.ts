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
  const look = (): Promise<Seen> => {
    looks += 1;
    return Promise.resolve(seen);
  };
  const halt = {
    name: "henti",
    key: "henti",
    look: () => Promise.resolve({ html: "<p>jalan</p>", over: false }),
  };
  const alert = { name: "siaran:1", key: "siaran 1", look };
  return new Hono()
    .get("/hidup", (c) => live.watch(c, [alert], 1))
    .get("/hidup/dua", (c) => live.watch(c, [halt, alert], Number(c.req.query("who") ?? 1)));
}

function watch(app: Hono, path = "/hidup"): { read(): Promise<string>; leave(): Promise<void> } {
  const opened = Promise.resolve(app.request(path)).then(({ body }) => {
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

test("a page's parts come in one stream, each by its name; one that is over is not looked at again, and the rest goes on", async () => {
  const app = pages();
  seen = { html: "<p>3 dari 3</p>", over: true };
  const one = watch(app, "/hidup/dua");
  let heard = "";
  await until("both are told", async () => {
    heard += await one.read();
    return heard.includes("3 dari 3") && heard.includes("jalan");
  });
  expect(heard).toMatch(/event: siaran:1\ndata: <p>3 dari 3/);
  expect(heard).toMatch(/event: henti\ndata: <p>jalan/);
  expect(heard).not.toContain("event: over");
  const another = watch(app, "/hidup/dua"); // the first still watches
  let again = "";
  await until("both are told anew", async () => {
    again += await another.read();
    return again.includes("3 dari 3") && again.includes("jalan");
  });
  expect(looks, "nobody watched it between the two").toBe(2);
  for (const each of [one, another]) await each.leave();
});

test("of one person's streams the oldest ends when there are too many, and nobody else's", async () => {
  const app = pages();
  const other = watch(app, "/hidup/dua?who=2");
  const first = watch(app, "/hidup/dua");
  const more = Array.from({ length: 20 }, () => watch(app, "/hidup/dua"));
  let last = await first.read();
  while (last !== "") last = await first.read();
  seen = { html: "<p>2 dari 3</p>", over: false };
  const told = more.concat(other).map(async (one) => {
    let words = await one.read();
    while (words !== "" && !words.includes("2 dari 3")) words = await one.read();
    await one.leave();
    return words;
  });
  for (const words of await Promise.all(told)) expect(words).toContain("2 dari 3");
});

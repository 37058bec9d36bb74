import { expect, test } from "vitest";
import { FetchFailure } from "../../src/intake/fetch-failure.ts";
import type { Fetched } from "../../src/intake/fetch.ts";
import { sparingSilentHosts } from "../../src/intake/silent-hosts.ts";

test("a host that gave no answer in time is left alone for half a minute, and then asked by one at a time until it answers", async () => {
  const web = playedWeb();
  web.hangs.add("koran.example");
  expect(await web.asks("https://koran.example/1")).toBe("timeout");
  expect(await web.asks("https://koran.example/2")).toBe("timeout");
  expect(await web.asks("https://warta.example/1")).toBe("page");
  expect(web.asked).toEqual(["https://koran.example/1", "https://warta.example/1"]);

  web.seconds = 31;
  expect(await Promise.all([3, 4, 5].map((n) => web.asks(`https://koran.example/${n}`)))).toEqual([
    "timeout",
    "timeout",
    "timeout",
  ]);
  expect(web.asked.slice(2)).toEqual(["https://koran.example/3"]);

  web.seconds = 62;
  web.hangs.clear();
  expect(await web.asks("https://koran.example/6")).toBe("page");
  expect(await Promise.all([7, 8].map((n) => web.asks(`https://koran.example/${n}`)))).toEqual([
    "page",
    "page",
  ]);
});

test("a host that says no answers", async () => {
  const web = playedWeb();
  web.hangs.add("koran.example");
  await web.asks("https://koran.example/1");
  web.seconds = 31;
  web.hangs.clear();
  web.says = "status";
  expect(await web.asks("https://koran.example/2")).toBe("status");
  expect(await web.asks("https://koran.example/3")).toBe("status");
});

function playedWeb() {
  const web = {
    seconds: 0,
    asked: [] as string[],
    hangs: new Set<string>(),
    says: "page" as "page" | "status",
    asks: (url: string) =>
      fetch(url).then(
        () => "page",
        (error: unknown) => (error instanceof FetchFailure ? error.kind : error),
      ),
  };
  const fetch = sparingSilentHosts(
    async (url) => {
      web.asked.push(url);
      await Promise.resolve();
      if (web.hangs.has(new URL(url).host)) throw new FetchFailure("timeout", "tidak selesai menjawab");
      if (web.says === "status") throw new FetchFailure("status", "HTTP 502", { status: 502 });
      return PAGE;
    },
    () => new Date(1000 * web.seconds),
  );
  return web;
}

const PAGE: Fetched = {
  unchanged: false,
  body: "<p>Isi.</p>",
  url: "https://koran.example/1",
  movedTo: null,
  contentType: "text/html",
  etag: null,
  lastModified: null,
  cacheControl: null,
  link: null,
};

import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { z } from "zod";
import { openWire } from "../../../src/messengers/telegram/wire.ts";

/** A server that notes which paths are asked for; `answers` or is silent. */
async function server(answers: boolean) {
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (answers) response.end('{"ok":true,"result":true}');
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = z.object({ port: z.number() }).parse(http.address());
  return {
    asked,
    port,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
    },
  };
}

const LIMITS = { connections: 1, connectMs: 1_000 };

test.each([
  ["of its own", ""],
  ["behind a proxy", "/bot-api"],
])("a Bot API server %s is asked at its path, by us and by grammY", async (_, path) => {
  await using there = await server(true);
  const root = `http://127.0.0.1:${there.port}${path}`;
  const wire = openWire(root, LIMITS);
  await wire.postWithin(1_000)("/bot1:a/sendMessage", "{}", z.any());
  await wire.fetchWithin(1_000)(`${root}/bot1:a/getMe`, { method: "POST", headers: {}, body: "{}" });
  await wire.close();
  expect(there.asked).toEqual([`${path}/bot1:a/sendMessage`, `${path}/bot1:a/getMe`]);
});

test("an address with the port that its scheme has anyway is the same address", async () => {
  const wire = openWire("http://127.0.0.1:80/bot-api", LIMITS);
  const asking = wire.fetchWithin(1_000)("http://127.0.0.1:80/bot-api/bot1:a/getMe", {
    method: "POST",
    headers: {},
    body: "{}",
  });
  await expect(asking).rejects.toMatchObject({ failure: "unwritten", message: /ECONNREFUSED|connect/i });
  await wire.close();
});

test("the wire closes although calls wait for a connection and nobody answers", async () => {
  await using there = await server(false);
  const wire = openWire(`http://127.0.0.1:${there.port}`, LIMITS);
  const calls = [1, 2, 3].map(() => wire.postWithin(60_000)("/bot1:a/sendMessage", "{}", z.any()));
  const failed = Promise.allSettled(calls);
  await wire.close();
  expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
});

import { expect, test } from "vitest";
import { openEndpoint } from "../../../src/summaries/model/endpoint.ts";
import { type Message } from "../../../src/summaries/model/prompt.ts";
import { ModelSilent } from "../../../src/summaries/model/writer.ts";
import {
  endless,
  type ModelServer,
  type Reply,
  silence,
  startModelServer,
  withStatus,
  writes,
} from "../../support/model-server.ts";

const MESSAGES: Message[] = [
  { role: "system", content: "aturan" },
  { role: "user", content: "artikel rahasia" },
];

function endpointOf(server: ModelServer, change: { apiKey?: null; schema?: false; maxTokens?: null } = {}) {
  return openEndpoint({
    baseUrl: server.baseUrl,
    name: "model-uji",
    apiKey: "kunci-rahasia",
    maxTokens: 700,
    schema: true,
    ...change,
  });
}

const never = () => new AbortController().signal;

test("a question goes out with the key, the limit and the answer's schema, and the answer comes back as it is", async () => {
  await using server = await startModelServer();
  server.answers(writes("apa pun"));
  expect(await endpointOf(server).ask(MESSAGES, never())).toBe("apa pun");
  expect(server.asked).toEqual([
    {
      key: "Bearer kunci-rahasia",
      model: "model-uji",
      maxTokens: 700,
      hasSchema: true,
      messages: MESSAGES,
    },
  ]);
});

test("key, limit and schema are left out where the newsroom says so", async () => {
  await using server = await startModelServer();
  server.answers(writes("apa pun"));
  await endpointOf(server, { apiKey: null, schema: false, maxTokens: null }).ask(MESSAGES, never());
  expect(server.asked).toMatchObject([{ key: undefined, maxTokens: undefined, hasSchema: false }]);
});

const failures: [what: string, reply: Reply, why: RegExp, times: number][] = [
  ["an endpoint that fails", withStatus(500), /galat 500/, 2],
  ["one that is too busy", withStatus(429), /429/, 2],
  ["a wrong key", withStatus(401), /MODEL_API_KEY/, 1],
  ["a model it does not have", withStatus(404), /galat 404/, 1],
  ["an answer that is no completion", (_, response) => void response.end("<html>"), /tidak terbaca/, 1],
  ["an answer without end", endless, /tidak/, 1],
];

test.each(failures)("%s is silence, with a reason that holds no secret", async (_what, reply, why, times) => {
  await using server = await startModelServer();
  server.answers(reply);
  const error: unknown = await endpointOf(server)
    .ask(MESSAGES, never())
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelSilent);
  expect(error).toHaveProperty("why", expect.stringMatching(why));
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/rahasia/);
  expect(server.asked).toHaveLength(times);
});

test("a passing failure is tried once more", async () => {
  await using server = await startModelServer();
  server.answers(withStatus(503), writes("apa pun"));
  expect(await endpointOf(server).ask(MESSAGES, never())).toBe("apa pun");
});

test("silence ends with the caller's time limit", async () => {
  await using server = await startModelServer();
  server.answers(silence);
  await expect(endpointOf(server).ask(MESSAGES, AbortSignal.timeout(100))).rejects.toMatchObject({
    why: "tidak menjawab tepat waktu",
  });
});

test("nobody there is silence", async () => {
  const server = await startModelServer();
  const endpoint = endpointOf(server);
  await server[Symbol.asyncDispose]();
  await expect(endpoint.ask(MESSAGES, never())).rejects.toMatchObject({ why: "tidak dapat dihubungi" });
});

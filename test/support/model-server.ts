import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text as wholeText } from "node:stream/consumers";
import { z } from "zod";

/** An endpoint on loopback that speaks OpenAI's chat completions and answers as the test says, lies included. */
export interface ModelServer extends AsyncDisposable {
  /** "http://127.0.0.1:12345/v1" */
  readonly baseUrl: string;
  /** Every question, in order. */
  readonly asked: readonly Asked[];
  /** How the next questions are answered, one after the other; the last one stays. */
  answers(...replies: Reply[]): void;
}

export interface Asked {
  key: string | undefined;
  model: string;
  maxTokens: number | undefined;
  hasSchema: boolean;
  messages: { role: string; content: string }[];
}

export type Reply = (question: Asked, response: ServerResponse) => void;

const Request = z.object({
  model: z.string(),
  max_tokens: z.number().optional(),
  response_format: z.object({ type: z.literal("json_schema") }).optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

export async function startModelServer(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let replies: Reply[] = [withStatus(500)];
  const server = createServer((request, response) => {
    void (async () => {
      const body = Request.parse(JSON.parse(await wholeText(request)));
      const question = {
        key: request.headers.authorization,
        model: body.model,
        maxTokens: body.max_tokens,
        hasSchema: body.response_format !== undefined,
        messages: body.messages,
      };
      asked.push(question);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      reply?.(question, response);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    answers(...next) {
      replies = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What the model writes, whatever that is. */
export function writes(content: string): Reply {
  return ({ model }, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        id: "jawaban",
        object: "chat.completion",
        created: 0,
        model,
        choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  };
}

/** The answer as it should be. */
export function summarises(summary: string, flash = "Jembatan Sungai Wairo ambruk"): Reply {
  return writes(JSON.stringify({ summary, flash }));
}

export function withStatus(status: number): Reply {
  return (_, response) => void response.writeHead(status, { "content-type": "application/json" }).end("{}");
}

/** Takes the question and says nothing. */
export const silence: Reply = () => undefined;

/** A body that never ends. */
export const endless: Reply = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const more = setInterval(() => response.write("x".repeat(65_536)), 1);
  response.on("close", () => clearInterval(more));
};

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { z } from "zod";

/** A publisher's endpoint on loopback, which hears webhooks and fails as real ones do. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly host: string;
  readonly url: string;
  /** Everything that came, in order, refused or not. */
  readonly came: Came[];
  /** What it does with the next ones: an HTTP status, cut the connection, or never answer. Once each, then 204 again. */
  will(...next: Behaviour[]): void;
  /** From now on always. */
  always(behaviour: Behaviour): void;
}

export type Behaviour = number | "cut" | "silent";

export interface Came {
  id: string;
  headers: Record<string, string>;
  raw: string;
  type: string;
  data: Record<string, unknown>;
}

const Body = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const came: Came[] = [];
  const next: Behaviour[] = [];
  let usual: Behaviour = 204;
  const server = createServer((request, response) => {
    void text(request).then((raw) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { type, data } = Body.parse(JSON.parse(raw));
      came.push({ id: headers["webhook-id"] ?? "", headers, raw, type, data });
      answer(response, next.shift() ?? usual);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    host,
    url: `http://${host}/kabar-kilat`,
    came,
    will: (...behaviours) => void next.push(...behaviours),
    always: (behaviour) => void (usual = behaviour),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === "silent") return;
  if (behaviour === "cut") response.destroy();
  else response.writeHead(behaviour).end();
}

/** Throws unless the message is signed with this secret, as its receiver would find. */
export function verify({ raw, headers }: Came, secret: string): void {
  new Webhook(secret).verify(raw, headers);
}

import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** A WebSub hub on loopback, as the specification wants it, unless the test says otherwise. */
export interface HubServer extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  /** Every request to subscribe, in order. */
  readonly asked: readonly HubRequest[];
  /** How the next requests are taken: verified at once, refused, or with an HTTP status. */
  behaves(how: "verifies" | "denies" | number): void;
  /** Sends to the newest subscription; answers the HTTP status. */
  distributes(
    body: string,
    options?: { method?: string; secret?: string; signature?: string | null },
  ): Promise<number>;
  /** Asks the callback whether it wanted this. */
  verifies(query: Record<string, string>): Promise<{ status: number; body: string }>;
}

const Request = z.object({
  "hub.mode": z.literal("subscribe"),
  "hub.topic": z.url(),
  "hub.callback": z.url(),
  "hub.secret": z.string().min(32).max(199),
  "hub.lease_seconds": z.coerce.number(),
});
export type HubRequest = z.infer<typeof Request>;

export async function startHubServer({ leaseSeconds = 86_400 } = {}): Promise<HubServer> {
  const asked: HubRequest[] = [];
  let how: "verifies" | "denies" | number = "verifies";
  const server = createServer((request, response) => {
    void (async () => {
      const subscription = Request.parse(Object.fromEntries(new URLSearchParams(await text(request))));
      asked.push(subscription);
      if (typeof how === "number") return response.writeHead(how).end();
      const topic = subscription["hub.topic"];
      if (how === "denies")
        await callback({ "hub.mode": "denied", "hub.topic": topic, "hub.reason": "penuh" });
      // A hub may verify before it answers.
      else
        await callback({
          "hub.mode": "subscribe",
          "hub.topic": topic,
          "hub.challenge": "teka-teki",
          "hub.lease_seconds": String(leaseSeconds),
        });
      return response.writeHead(202).end();
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());

  const newest = (): HubRequest => {
    const last = asked.at(-1);
    if (!last) throw new Error("nobody has subscribed");
    return last;
  };
  async function callback(query: Record<string, string>) {
    const response = await fetch(`${newest()["hub.callback"]}?${new URLSearchParams(query).toString()}`);
    return { status: response.status, body: await response.text() };
  }

  return {
    url: `http://127.0.0.1:${port}/`,
    host: `127.0.0.1:${port}`,
    asked,
    behaves: (next) => void (how = next),
    verifies: callback,
    async distributes(body, { method = "sha256", secret = newest()["hub.secret"], signature } = {}) {
      const header =
        signature === undefined
          ? `${method}=${createHmac(method, secret).update(body).digest("hex")}`
          : signature;
      const response = await fetch(newest()["hub.callback"], {
        method: "POST",
        headers: {
          "content-type": "application/rss+xml",
          ...(header === null ? {} : { "x-hub-signature": header }),
        },
        body,
      });
      return response.status;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

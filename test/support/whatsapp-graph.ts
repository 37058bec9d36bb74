import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

/** A message as it reached Meta. */
const Sent = z.object({
  messaging_product: z.literal("whatsapp"),
  to: z.string(),
  type: z.string(),
  text: z.object({ body: z.string(), preview_url: z.boolean() }).optional(),
  template: z
    .object({
      name: z.string(),
      language: z.object({ code: z.string() }),
      components: z.array(
        z.object({ type: z.string(), parameters: z.array(z.object({ text: z.string() })) }),
      ),
    })
    .optional(),
});
type Sent = z.infer<typeof Sent>;

/** How a message is answered: taken; an error of Meta's; another HTTP answer; silence; the line cut after it was read. */
type Answer = "accept" | { code: number; status?: number } | { status: number } | "silence" | "cut";

/** Meta's Graph API on loopback, for one phone number. */
export interface GraphServer extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly phoneId: string;
  readonly appSecret: string;
  /** Everything that came in with the right token, in order. */
  readonly sent: readonly Sent[];
  readonly authorized: readonly string[];
  answers(answer: Answer | ((sent: Sent) => Answer)): void;
  /** What Meta says of the number when it is asked about it. */
  facts: Record<string, string>;
  /** A notification's bytes and Meta's signature on them. */
  notification(value: Record<string, unknown>, phoneId?: string): { body: Buffer; signature: string };
}

export async function graphServer(): Promise<GraphServer> {
  const [token, phoneId, appSecret] = ["EAAG-token-uji", "1029384756", "0123456789abcdef0123456789abcdef"];
  const sent: Sent[] = [];
  const authorized: string[] = [];
  let answer: (sent: Sent) => Answer = () => "accept";
  const server = createServer((request, response) => void answerTo(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request));
    authorized.push(`${request.method} ${request.url}`);
    const reply = (status: number, content: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
    };
    if (request.headers.authorization !== `Bearer ${token}`)
      return reply(401, { error: { code: 190, message: "Invalid OAuth access token" } });
    if (request.method === "GET") {
      const asked = new URL(request.url ?? "", "http://graph.uji").pathname.split("/").at(-1);
      return asked === phoneId
        ? reply(200, { ...graph.facts, id: phoneId })
        : reply(400, { error: { code: 100, error_subcode: 33, message: "Unsupported get request" } });
    }
    const message = Sent.parse(JSON.parse(body.toString()));
    sent.push(message);
    const how = answer(message);
    if (how === "silence") return;
    if (how === "cut") return void request.socket.destroy();
    if (how === "accept")
      return reply(200, {
        messaging_product: "whatsapp",
        contacts: [{ input: message.to, wa_id: message.to }],
        messages: [{ id: `wamid.${sent.length}` }],
      });
    if ("code" in how)
      return reply(how.status ?? 400, {
        error: { code: how.code, message: `(#${how.code}) uji`, type: "OAuthException" },
      });
    response.writeHead(how.status).end("<html>");
  }

  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  const graph: GraphServer = {
    url: `http://127.0.0.1:${address.port}`,
    token,
    phoneId,
    appSecret,
    sent,
    authorized,
    facts: { verified_name: "Kabar Uji", quality_rating: "GREEN", status: "CONNECTED" },
    answers: (next) => (answer = typeof next === "function" ? next : () => next),
    notification(value, number = phoneId) {
      const metadata = { display_phone_number: "62811", phone_number_id: number };
      const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
      const payload = { object: "whatsapp_business_account", entry: [{ id: "1", changes: [change] }] };
      const body = Buffer.from(JSON.stringify(payload));
      return { body, signature: `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}` };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return graph;
}

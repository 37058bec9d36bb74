import { Agent, request } from "undici";
import { z } from "zod";
import { codeOf } from "../../error-code.ts";
import type { GraphAnswer } from "./verdict.ts";

/** Meta's Graph API, as far as sending messages goes. */
export interface Graph extends AsyncDisposable {
  /** Makes one request and says what came back. Never rejects, never repeats. */
  send(body: object): Promise<GraphAnswer>;
}

export interface GraphSettings {
  /** Another server than Meta's, for tests. */
  url: string | null;
  token: string;
  phoneId: string;
  /** How long an answer may take (milliseconds). */
  answerWithin: number;
}

export const GRAPH_ROOT = "https://graph.facebook.com";
/** Graph API versions live for two years; this one is of October 2025. */
export const GRAPH_VERSION = "v24.0";

const Accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const Failed = z.object({
  error: z.object({ code: z.number(), message: z.string().default("ditolak WhatsApp") }),
});

export function openGraph({ url, token, phoneId, answerWithin }: GraphSettings): Graph {
  const dispatcher = new Agent({
    connect: { timeout: answerWithin },
    headersTimeout: answerWithin,
    bodyTimeout: answerWithin,
  });
  const address = `${url ?? GRAPH_ROOT}/${GRAPH_VERSION}/${phoneId}/messages`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

  return {
    async send(body) {
      try {
        const response = await request(address, {
          dispatcher,
          method: "POST",
          headers,
          body: JSON.stringify(body),
        });
        return read(response.statusCode, await response.body.text());
      } catch (error) {
        return { kind: isUnwritten(error) ? "unwritten" : "unanswered" };
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

function read(status: number, text: string): GraphAnswer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: "unreadable", status };
  }
  const failed = Failed.safeParse(body);
  if (failed.success) {
    const { code, message } = failed.data.error;
    return { kind: "error", status, code, title: message };
  }
  const [message] = Accepted.safeParse(body).data?.messages ?? [];
  return status < 300 && message ? { kind: "accepted", id: message.id } : { kind: "unreadable", status };
}

/** Failures of making a connection; everything else may have happened after the request was written. */
function isUnwritten(error: unknown): boolean {
  return [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
  ].includes(codeOf(error));
}

/** The ways in which the Bot API fails, for telegram-server.ts. */

/** A call that came in. */
export interface Call {
  method: string;
  args: Record<string, unknown>;
  /** When it was read, in milliseconds of performance.now(). */
  at: number;
}

export type Failure =
  /** A definite answer in the Bot API's own form. Nothing was accepted. */
  | { kind: "answers"; code: number; description: string; parameters?: Record<string, number> }
  /** The request is read, and (`accepted`) carried out or not; then this happens instead of an answer. */
  | { kind: "closes" | "stays silent"; accepted: boolean }
  /** Carried out at once; the answer comes after so long. */
  | { kind: "answers late"; ms: number }
  /** On its way: carried out, and answered, when this says so. */
  | { kind: "arrives later"; when: Promise<void> }
  | { kind: "answers otherwise"; status: number; body: string; accepted: boolean };

export function answers(code: number, description: string, parameters?: Record<string, number>): Failure {
  return { kind: "answers", code, description, ...(parameters && { parameters }) };
}

export function tooManyRequests(retryAfter: number): Failure {
  return answers(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}

export const blocked = answers(403, "Forbidden: bot was blocked by the user");
export const kicked = answers(403, "Forbidden: bot was kicked from the supergroup chat");
export const chatNotFound = answers(400, "Bad Request: chat not found");

export function migratedTo(chat: number): Failure {
  const why = "Bad Request: group chat was upgraded to a supergroup chat";
  return answers(400, why, { migrate_to_chat_id: chat });
}

/** The connection breaks after the request was read: before it is carried out, or after. */
export const closesUnaccepted: Failure = { kind: "closes", accepted: false };
export const closesAccepted: Failure = { kind: "closes", accepted: true };

/** No answer ever; the message may be delivered all the same. */
export const silentUnaccepted: Failure = { kind: "stays silent", accepted: false };
export const silentAccepted: Failure = { kind: "stays silent", accepted: true };

/** A proxy's page, as before Telegram's servers: 502 and 504 after they passed the request on, 503 before. */
export function proxyPage(status: number, accepted = false): Failure {
  const body = `<html><head><title>${status}</title></head><body>nginx</body></html>`;
  return { kind: "answers otherwise", status, body, accepted };
}

export const garbage: Failure = {
  kind: "answers otherwise",
  status: 200,
  body: '{"ok":true,"resu',
  accepted: true,
};

/** Which calls shall fail, and how. */
export interface Failures {
  /** The next `count` calls of `method` fail. */
  failNext(failure: Failure, count?: number, method?: string): void;
  /** Every message to this chat fails, until null. */
  failsFor(chat: number | string, failure: Failure | null): void;
  /** Asked for every call that nothing else makes fail. */
  failsWhen(decide: (call: Call) => Failure | null): void;
  /** Nothing fails any more. */
  failsNoMore(): void;
}

export function createFailures(): Failures & { of(call: Call): Failure | null } {
  const next: { failure: Failure; method: string; left: number }[] = [];
  const byChat = new Map<string, Failure>();
  let decide: (call: Call) => Failure | null = () => null;
  return {
    failNext(failure, count = 1, method = "sendMessage") {
      next.push({ failure, method, left: count });
    },
    failsFor(chat, failure) {
      if (failure) byChat.set(String(chat), failure);
      else byChat.delete(String(chat));
    },
    failsWhen(newDecide) {
      decide = newDecide;
    },
    failsNoMore() {
      next.length = 0;
      byChat.clear();
      decide = () => null;
    },
    of(call) {
      const programmed = next.find(({ method, left }) => method === call.method && left > 0);
      if (programmed) {
        programmed.left -= 1;
        return programmed.failure;
      }
      const chat = call.method === "sendMessage" ? byChat.get(String(call.args["chat_id"])) : undefined;
      return chat ?? decide(call);
    },
  };
}

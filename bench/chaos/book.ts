import { z } from "zod";
import type { Failure } from "../../test/support/telegram-failures.ts";
import type { Message } from "../bot-api/bot-api.ts";
import { chatAt } from "./chats.ts";

/** What the server saw of one alert in one chat. */
export const Seen = z.object({
  alert: z.number(),
  chat: z.number(),
  /** How often the message came into the chat. */
  accepted: z.number(),
  /** How often it was read and got no definite answer. */
  unanswered: z.number(),
  /** How often the answer was that the chat is dead. */
  dead: z.number(),
});
export type Seen = z.infer<typeof Seen>;

/** Alerts are told apart by the number in their headline. */
export const headlineOf = (alert: number): string => `Kabar nomor ${alert} dari ujian kekacauan`;

/** The server's own book. What decides in this bench is this, not what the ledger says. */
export interface Book {
  accepted(message: Message): void;
  failed(message: Message, failure: Failure): void;
  all(): Seen[];
}

export function openBook(): Book {
  const entries = new Map<string, Seen>();

  function entryOf({ chat: address, text }: Message): Seen {
    const alert = Number(/Kabar nomor (\d+)/.exec(text)?.[1]);
    const chat = chatAt(address);
    const key = `${alert} ${chat}`;
    const known = entries.get(key);
    if (known) return known;
    const made = { alert, chat, accepted: 0, unanswered: 0, dead: 0 };
    entries.set(key, made);
    return made;
  }

  return {
    accepted(message) {
      entryOf(message).accepted += 1;
    },
    failed(message, failure) {
      if (isDefinite(failure)) entryOf(message).dead += isDeath(failure) ? 1 : 0;
      else entryOf(message).unanswered += 1;
    },
    all: () => [...entries.values()],
  };
}

/** Telegram's own word, or a proxy's that it passed nothing on (503). */
function isDefinite(failure: Failure): boolean {
  if (failure.kind === "answers") return failure.code < 500 || failure.code === 503;
  return failure.kind === "answers otherwise" && failure.status === 503;
}

function isDeath(failure: Failure): boolean {
  return (
    failure.kind === "answers" && (failure.code === 403 || failure.description.includes("chat not found"))
  );
}

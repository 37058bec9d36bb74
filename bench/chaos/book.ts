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

/** The server's own book. What decides in these benches is this, not what the ledger says. */
export interface Book {
  accepted(message: Message): void;
  failed(message: Message, failure: Failure): void;
  /** Every alert that it has seen. */
  alerts(): { alert: number; firstAt: number; lastAt: number; messages: number }[];
  /** What it has seen of an alert, chat by chat. */
  of(alert: number): Seen[];
  /** The chats of which it has ever said that they are dead. */
  dead(): number[];
}

/** A page for each alert. */
interface Page {
  seen: Map<number, Seen>;
  messages: number;
  /** When the first and the last message came into a chat, in milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
}

/** `alertIn` finds the alert's number in a message; null: it is no alert. Of chats beyond `chats` nothing is written down. */
export function openBook(chats: number, alertIn: (text: string) => number | null): Book {
  const pages = new Map<number, Page>();
  const died = new Set<number>();

  function entryOf({ chat: address, text }: Message): { page: Page; seen: Seen } | null {
    const alert = alertIn(text);
    const chat = chatAt(address);
    if (alert === null || chat > chats) return null;
    const page = pages.get(alert) ?? { seen: new Map<number, Seen>(), messages: 0, firstAt: 0, lastAt: 0 };
    pages.set(alert, page);
    const seen = page.seen.get(chat) ?? { alert, chat, accepted: 0, unanswered: 0, dead: 0 };
    page.seen.set(chat, seen);
    return { page, seen };
  }

  return {
    accepted(message) {
      const entry = entryOf(message);
      if (!entry) return;
      const { page, seen } = entry;
      seen.accepted += 1;
      page.messages += 1;
      page.lastAt = Date.now();
      page.firstAt ||= page.lastAt;
    },
    failed(message, failure) {
      const seen = entryOf(message)?.seen;
      if (!seen) return;
      if (!isDefinite(failure)) seen.unanswered += 1;
      else if (isDeath(failure)) {
        seen.dead += 1;
        died.add(seen.chat);
      }
    },
    alerts: () =>
      [...pages].map(([alert, { firstAt, lastAt, messages }]) => ({ alert, firstAt, lastAt, messages })),
    of: (alert) => [...(pages.get(alert)?.seen.values() ?? [])],
    dead: () => [...died],
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

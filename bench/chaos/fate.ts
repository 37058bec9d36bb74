import {
  answers,
  blocked,
  chatNotFound,
  closesAccepted,
  closesUnaccepted,
  type Failure,
  kicked,
  migratedTo,
  proxyPage,
  silentAccepted,
  silentUnaccepted,
  tooManyRequests,
} from "../../test/support/telegram-failures.ts";
import { addressOf, chatAt, kindOf, migratedAddressOf } from "./chats.ts";

/**
 * How this bench's Telegram fails. Some chats are dead, some groups have become supergroups, and that stays so. A few times,
 * after so many messages, everyone is refused for a while. All else comes by chance with a message.
 *
 * @param pick the dice: a number from 0 to n-1
 * @param within the spells come within so many messages
 * @param messagesPerMishap one message in so many meets a mishap; half of those that leave it open were carried out
 * @returns what becomes of a message to an address, now (in milliseconds)
 */
export function createFate(
  pick: (n: number) => number,
  { within, messagesPerMishap = 100 }: { within: number; messagesPerMishap?: number },
): (address: string, now: number) => Failure | null {
  const spells = new Map(SPELLS.map((spell) => [pick(within), spell]));
  let spell = { until: 0, answer: FLOOD };
  let messages = 0;
  const limited = new Set<number>(); // chats that have met their own limit once

  return (address, now) => {
    if (now < spell.until) return spell.answer;
    messages += 1;
    const begins = spells.get(messages);
    if (begins) {
      spell = { until: now + begins.ms, answer: begins.answer };
      return begins.answer;
    }

    const chat = chatAt(address);
    const kind = kindOf(chat);
    if (chat % 97 === 0) return kind === "private" ? blocked : kicked;
    if (chat % 499 === 0) return chatNotFound;
    if (kind === "group" && chat % 8 === 0 && address === addressOf(chat))
      return migratedTo(migratedAddressOf(chat));
    if (kind !== "private" && chat % 50 === 1 && !limited.has(chat)) {
      limited.add(chat);
      return tooManyRequests(2);
    }
    return MISHAPS[pick(messagesPerMishap * MISHAPS.length)] ?? null;
  };
}

const FLOOD: Failure = tooManyRequests(1);

const SPELLS: readonly { ms: number; answer: Failure }[] = [
  { ms: 1_000, answer: FLOOD },
  { ms: 1_000, answer: FLOOD },
  { ms: 500, answer: tooManyRequests(2) },
  { ms: 200, answer: answers(503, "Service Unavailable") },
  { ms: 100, answer: proxyPage(503) },
];

/** What meets a single message. */
const MISHAPS: readonly Failure[] = [
  closesUnaccepted,
  closesAccepted,
  silentUnaccepted,
  silentAccepted,
  proxyPage(502),
  proxyPage(504, true),
  answers(500, "Internal Server Error: restart"),
  answers(500, "Internal Server Error"),
];

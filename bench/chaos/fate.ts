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
import { addressOf, chatAt, CHATS, kindOf, migratedAddressOf } from "./chats.ts";

/**
 * How this bench's Telegram fails. Some chats are dead, some groups have become supergroups, and that stays so. A few times,
 * after so many messages, everyone is refused for a while. All else comes by chance with a message.
 *
 * @param pick the dice: a number from 0 to n-1
 * @param now milliseconds
 */
export function createFate(pick: (n: number) => number): (address: string, now: number) => Failure | null {
  const spells = new Map(SPELLS.map((spell) => [pick(CHATS), spell]));
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
    return MISHAPS[pick(MESSAGES_PER_MISHAP * MISHAPS.length)] ?? null;
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

/** What meets a single message: about one in so many. Half of those that leave it open were carried out. */
const MESSAGES_PER_MISHAP = 100;
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

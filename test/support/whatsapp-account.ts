import type { ChatChange, Said } from "../../src/chat/said.ts";
import { systemClock, type Clock } from "../../src/delivery/clock.ts";
import type { OutgoingMessage } from "../../src/delivery/delivery.ts";
import {
  type Pairing,
  startWhatsApp,
  type WhatsApp,
  type WhatsAppOptions,
  type WhatsAppState,
} from "../../src/messengers/whatsapp/whatsapp.ts";
import { until } from "./until.ts";
import { bookInMemory } from "./whatsapp-book.ts";
import { pairedCredentials, sessionsInMemory } from "./whatsapp-session.ts";

/** A clock whose waits before a new try take a twentieth of their time; limits, which all are longer, take all of it. */
export const hurried: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms < 1_000 || ms >= 10_000 ? ms : ms / 20, signal),
};

/** Our WhatsApp account at work against a server on loopback, and everything it told us. */
export interface Account extends AsyncDisposable {
  whatsApp: WhatsApp;
  heard: Said[];
  changes: ChatChange[];
  states: WhatsAppState[];
  pairings: Pairing[];
  faults: unknown[];
  /** What is answered to everything that is said. */
  answers: OutgoingMessage[];
}

/** The account with this phone number, paired unless `session` says otherwise, listening. */
export async function account({
  phone = "628110000000",
  ...options
}: { phone?: string } & Partial<WhatsAppOptions>): Promise<Account> {
  const told = {
    heard: [] as Said[],
    changes: [] as ChatChange[],
    states: [] as WhatsAppState[],
    pairings: [] as Pairing[],
    faults: [] as unknown[],
    answers: [] as OutgoingMessage[],
  };
  const whatsApp = await startWhatsApp({
    account: "utama",
    session: sessionsInMemory(pairedCredentials(phone)).store,
    book: bookInMemory({ everybodyWrote: true }).book,
    pairing: { phone: null },
    onPairing: (pairing) => told.pairings.push(pairing),
    onState: (state) => told.states.push(state),
    onFault: (fault) => told.faults.push(fault),
    random: () => 0,
    ...options,
  });
  await whatsApp.listen({
    said: async (said) => {
      told.heard.push(said);
      return told.answers;
    },
    changed: async (change) => void told.changes.push(change),
  });
  return { ...told, whatsApp, [Symbol.asyncDispose]: () => whatsApp[Symbol.asyncDispose]() };
}

/** Waits until the account has been connected `times` times in all, or more often. */
export function ready({ states }: Account, times = 1): Promise<void> {
  return until(`${times} connections`, () => states.filter(({ kind }) => kind === "open").length >= times);
}

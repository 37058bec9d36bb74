import type { Readable, Writable } from "node:stream";
import type pg from "pg";
import qrcode from "qrcode-terminal";
import { menu } from "../chat/commands.ts";
import { whatsAppRestricted, whatsAppStopped } from "../chat/copy.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../delivery/clock.ts";
import type { OutgoingMessage } from "../delivery/delivery.ts";
import type { Events } from "../events.ts";
import { startConsole } from "../messengers/console.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { startTelegram, type Telegram } from "../messengers/telegram/telegram.ts";
import { whatsAppSessions } from "../store/whatsapp-session.ts";
import { WEBHOOK_PATH } from "../web/server.ts";

/** The doors that the configuration opens. */
export interface Doors {
  messengers: Messenger[];
  telegram: Telegram | null;
}

export interface Terminal {
  input: Readable;
  output: Writable;
}

/** The person at the terminal. Whoever has it started the service, and may speak as its editor. */
export const AT_TERMINAL = { id: "redaksi", name: "Redaksi" } as const;

export interface DoorWiring {
  pool: pg.Pool;
  events: Events;
  terminal: Terminal;
  clock: Clock;
  /** Something about an account that a person has to see to. */
  tellEditors(message: OutgoingMessage): void;
}

/** Opens each configured messenger; the terminal where there is none. What is opened is handed to `keep` at once. */
export async function openDoors(
  config: Config,
  wiring: DoorWiring,
  keep: (opened: AsyncDisposable) => void,
): Promise<Doors> {
  const { events, terminal } = wiring;
  const messengers: Messenger[] = [];
  let telegram: Telegram | null = null;
  if (config.telegram) {
    const { token, apiRoot, webhook } = config.telegram;
    telegram = await startTelegram({
      token,
      apiRoot: apiRoot ?? undefined,
      webhook: webhook && { ...webhook, url: new URL(WEBHOOK_PATH, webhook.url).href },
      commands: menu("reader"),
      onFault: (what, error) => events.fault(what, error),
    });
    keep(telegram);
    messengers.push(telegram);
  }
  if (config.whatsapp) {
    const whatsApp = await openWhatsApp(config.whatsapp, wiring);
    keep(whatsApp);
    messengers.push(whatsApp);
  }
  if (messengers.length === 0) {
    const console = startConsole({ ...terminal, person: AT_TERMINAL });
    keep(console);
    messengers.push(console);
  }
  return { messengers, telegram };
}

async function openWhatsApp(
  { url, phone, sessionKey }: NonNullable<Config["whatsapp"]>,
  { pool, events, terminal, clock, tellEditors }: DoorWiring,
): Promise<Messenger> {
  // Baileys takes its time and memory to load: only where it is used.
  const { startWhatsApp } = await import("../messengers/whatsapp/whatsapp.ts");
  const whatsApp = await startWhatsApp({
    account: "main",
    session: whatsAppSessions(pool, sessionKey),
    url,
    pairing: { phone },
    onPairing: (pairing) => void terminal.output.write(pairingText(pairing)),
    onState(state) {
      events.whatsAppState(state.kind);
      if (state.kind === "restricted") tellEditors(whatsAppRestricted(state.until));
      if (state.kind !== "stopped") return;
      tellEditors(whatsAppStopped(state.why, state.pairAgain));
      // The session is dead for good; the chats are not. The terminal shows how to pair anew.
      if (state.pairAgain)
        whatsApp.pairAgain().catch((error: unknown) => events.fault("WhatsApp: pairing", error));
    },
    onFault: (error) => events.fault("WhatsApp", error),
    clock,
  });
  return whatsApp;
}

function pairingText(pairing: { qr: string } | { code: string }): string {
  const how = "WhatsApp di ponsel: Setelan → Perangkat tertaut → Tautkan perangkat";
  if ("code" in pairing) return `\n${how} → Tautkan dengan nomor telepon.\nKode: ${pairing.code}\n`;
  let drawn = "";
  qrcode.generate(pairing.qr, { small: true }, (qr) => (drawn = qr));
  return `\n${how}, lalu pindai:\n${drawn}\n`;
}

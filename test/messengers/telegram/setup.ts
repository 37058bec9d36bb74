import type { ChatChange, Ear, Said } from "../../../src/chat/said.ts";
import type { OutgoingMessage, Recipient } from "../../../src/delivery/delivery.ts";
import {
  type Telegram,
  type TelegramOptions,
  startTelegram,
} from "../../../src/messengers/telegram/telegram.ts";
import { type TelegramServer, startTelegramServer } from "../../support/telegram-server.ts";

/** Real grammY and undici against a Bot API server on loopback. */
export interface Stage extends AsyncDisposable {
  server: TelegramServer;
  /** What was reported, as it would be logged. */
  faults: string[];
  /** Starts the messenger; it ends with the stage. */
  open: (options?: Partial<TelegramOptions>) => Promise<Telegram>;
}

export async function startStage(): Promise<Stage> {
  const opened = new AsyncDisposableStack();
  const server = opened.use(await startTelegramServer());
  const faults: string[] = [];
  return {
    server,
    faults,
    async open(options = {}) {
      const telegram = await startTelegram({
        token: server.token,
        apiRoot: server.apiRoot,
        onFault: (what, error) => faults.push(`${what}: ${String(error)}`),
        random: () => 0,
        ...options,
      });
      return opened.use(telegram);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

export const ana: Recipient = { messenger: "telegram", address: "11", kind: "private", thread: null };
export const alert: OutgoingMessage = {
  text: [{ bold: "Harga beras turun" }, "\nIsi berita."],
  preview: true,
};

/** An ear that keeps what it hears and answers with `answer`. */
export function earThat(answer: (said: Said) => Promise<readonly OutgoingMessage[]>) {
  const said: Said[] = [];
  const changes: ChatChange[] = [];
  const ear: Ear = {
    async said(words) {
      said.push(words);
      return answer(words);
    },
    async changed(change) {
      changes.push(change);
    },
  };
  return { ear, said, changes };
}

export const echo = async ({ text }: Said): Promise<OutgoingMessage[]> => [{ text: [`Anda: ${text}`] }];

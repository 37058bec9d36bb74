import type { Readable, Writable } from "node:stream";
import { menus } from "../../chat/menus.ts";
import type { Config } from "../../config.ts";
import { startConsole } from "../../messengers/console.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import { startTelegram, type Telegram } from "../../messengers/telegram/telegram.ts";
import type { WhatsAppCloud } from "../../messengers/whatsapp-cloud/cloud.ts";
import type { Core } from "../core.ts";
import type { DeskAccounts } from "../desk/staff.ts";
import { refuseOtherBot } from "../telegram/other-bot.ts";
import { openWhatsAppCloud } from "../whatsapp/cloud.ts";
import { openWhatsApp } from "../whatsapp/whatsapp.ts";
import type { Notices } from "./notices.ts";

/** The messengers that the configuration turns on. */
export interface OpenMessengers {
  messengers: readonly Messenger[];
  telegram: Telegram | null;
  whatsAppCloud: WhatsAppCloud | null;
}

export interface Terminal {
  input: Readable;
  output: Writable;
}

/** The person at the terminal, who started the service and may do everything. */
export const AT_TERMINAL = { id: "redaksi", name: "Redaksi" } as const;

/** `tellEditors`: for what is wrong with an account and needs a person. */
export interface MessengerWiring
  extends Pick<Core, "pool" | "events" | "clock">, Pick<Notices, "tellEditors"> {
  /** The name of this start of this process, in leases. */
  start: string;
  terminal: Terminal;
  /** Who has the editors' menu now, and who had it before, by the names of the audit log. */
  editors(): DeskAccounts;
}

/** Opens each configured messenger; the terminal where there is none. Each is handed to `keep` as soon as it is open. */
export async function openMessengers(
  config: Config,
  wiring: MessengerWiring,
  keep: (opened: AsyncDisposable) => void,
): Promise<OpenMessengers> {
  const { events, terminal } = wiring;
  const messengers: Messenger[] = [];
  let telegram: Telegram | null = null;
  if (config.telegram) {
    const { token, apiRoot, webhook } = config.telegram;
    telegram = await startTelegram({
      token,
      apiRoot: apiRoot ?? undefined,
      webhook,
      menus: () => {
        const { now, former } = wiring.editors();
        return menus(
          now.flatMap(({ identity, ...one }) => idsOn("telegram", [identity]).map((id) => ({ ...one, id }))),
          idsOn("telegram", former),
        );
      },
      pictures: config.pictures.telegram,
      paid: config.pacing.telegram.paid,
      onFault: (what, error) => events.fault(what, error),
    });
    keep(telegram);
    await refuseOtherBot(wiring.pool, config.telegram, telegram.username);
    messengers.push(telegram);
  }
  if (config.whatsapp) {
    messengers.push(await openWhatsApp(config.whatsapp, config.intake, wiring, keep));
  }
  const whatsAppCloud = config.whatsappCloud && openWhatsAppCloud(config.whatsappCloud, wiring);
  if (whatsAppCloud) {
    keep(whatsAppCloud);
    messengers.push(whatsAppCloud);
  }
  if (messengers.length === 0) {
    const console = startConsole({ ...terminal, person: AT_TERMINAL });
    keep(console);
    messengers.push(console);
  }
  return { messengers, telegram, whatsAppCloud };
}

/** The user ids of those who are on this messenger. */
function idsOn(messenger: string, identities: readonly string[]): string[] {
  const mark = `${messenger}:`;
  return identities.filter((one) => one.startsWith(mark)).map((one) => one.slice(mark.length));
}

import { type Follows, NOTHING } from "../../chat/follows.ts";
import type { Chats, NamedChat } from "../../chat/ports.ts";
import type { Config } from "../../config.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import type { ChannelDetails } from "../../messengers/whatsapp/channels.ts";
import { inviteIn } from "../../messengers/whatsapp/invite.ts";
import type { KnownChannels } from "../../store/whatsapp/channels.ts";
import type { Notices } from "../messengers/notices.ts";

type Settings = NonNullable<Config["whatsapp"]>["channels"];

export interface ChannelWiring extends Pick<Notices, "tellEditors"> {
  settings: Settings;
  known: KnownChannels;
  chats: Pick<Chats, "change" | "leave">;
  /** Asks WhatsApp; null: there is no such Channel. Rejects while it cannot be asked. */
  look(invite: string): Promise<ChannelDetails | null>;
  /** The invites that editors were told about: WhatsApp connects often, and they need to read it only once. */
  told: Set<string>;
  now(): Date;
}

/**
 * Makes each configured Channel a chat that follows what the configuration says, and lets those that are no longer configured leave. Called at
 * each connection, and asks WhatsApp about each Channel, so that followers and our rights are current. Where we may not post, the Channel is
 * no chat, and editors are told. Rejects when some cannot be looked up now: these stay as they were, the others are done.
 */
export async function registerChannels(wiring: ChannelWiring): Promise<void> {
  const { settings, known, chats, now } = wiring;
  const before = await known.all();
  const wanted = new Map(settings.map(({ link, follows }) => [inviteIn(link) ?? link, follows]));

  for (const channel of before.filter(({ invite }) => !wanted.has(invite))) {
    await chats.leave(chatOf(channel), "tidak lagi ada di konfigurasi", now());
    await known.forget(channel.invite);
  }
  const failures: unknown[] = [];
  for (const [invite, follows] of wanted) {
    await register(invite, follows).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, "some Channels could not be looked up");

  async function register(invite: string, follows: Settings[number]["follows"]): Promise<void> {
    const channel = await wiring.look(invite);
    if (!channel) return tellOnce(invite, unknownChannel(invite));
    await known.keep({ ...channel, invite }, now());
    if (channel.mayPost) {
      await chats.change(chatOf(channel), () => followsOf(follows), now());
      wiring.told.delete(invite);
      return;
    }
    await chats.leave(chatOf(channel), "akun ini bukan admin Saluran", now());
    await tellOnce(invite, notAdmin(channel.name));
  }

  async function tellOnce(invite: string, message: OutgoingMessage): Promise<void> {
    if (wiring.told.has(invite)) return;
    wiring.told.add(invite);
    await wiring.tellEditors(message);
  }
}

function chatOf({ address, name }: ChannelDetails): NamedChat {
  return { messenger: "whatsapp", address, kind: "channel", thread: null, title: name };
}

function followsOf(follows: Settings[number]["follows"]): Follows {
  if (typeof follows !== "string") return { ...NOTHING, topics: follows };
  return { ...NOTHING, [follows]: true };
}

function unknownChannel(invite: string): OutgoingMessage {
  return {
    text: [
      { bold: "Saluran WhatsApp tidak ditemukan" },
      `\nWhatsApp tidak mengenal Saluran dengan tautan …/${invite}. Periksa tautannya di konfigurasi.`,
    ],
  };
}

function notAdmin(name: string): OutgoingMessage {
  return {
    text: [
      { bold: `Belum boleh menulis di Saluran ${name}` },
      "\nAkun WhatsApp ini bukan adminnya. Undang nomor ini sebagai admin, terima undangannya di ponsel, lalu tunggu sampai WhatsApp tersambung lagi atau nyalakan ulang layanan.",
    ],
  };
}

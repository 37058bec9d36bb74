import qrcode from "qrcode-terminal";
import { whatsAppRestricted, whatsAppStopped } from "../../chat/copy/whatsapp.ts";
import { userAgent } from "../../commands/version.ts";
import type { Config } from "../../config.ts";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import type { WhatsAppState } from "../../messengers/whatsapp/whatsapp.ts";
import { openChats } from "../../store/chats/chats.ts";
import { whatsAppAccountBook } from "../../store/whatsapp/account-book.ts";
import { knownChannels } from "../../store/whatsapp/channels.ts";
import {
  type AskedOfWhatsApp,
  heardByWhatsApp,
  noteWhatsAppConnection,
  type WhatsAppConnection,
} from "../../store/whatsapp/connection.ts";
import { whatsAppSessions } from "../../store/whatsapp/session.ts";
import type { MessengerWiring } from "../messengers/messengers.ts";
import { troubleNotices } from "../messengers/trouble-notices.ts";
import { registerChannels } from "./channels.ts";
import { openPictures } from "./pictures.ts";

const HEAR_EVERY_MS = 1_000;
const HEARD_WITHIN_MS = 60_000; // older requests of admins are ignored

/** The name of the account in the store. */
export const WHATSAPP_ACCOUNT = "main";

/** Causes of troubles, by which their end finds them again. */
const STOPPED = "WhatsApp stopped";
const RESTRICTED = "WhatsApp restricted";

/** Opens WhatsApp through Baileys. Each part is handed to `keep` as soon as it is open. */
export async function openWhatsApp(
  settings: NonNullable<Config["whatsapp"]>,
  intake: Config["intake"],
  wiring: MessengerWiring,
  keep: (opened: AsyncDisposable) => void,
): Promise<Messenger> {
  const { pool, events, terminal, clock, start, tellEditors } = wiring;
  // Baileys is slow to load and takes memory: it is loaded only where it is used.
  const { startWhatsApp } = await import("../../messengers/whatsapp/whatsapp.ts");
  const pictures = openPictures({
    userAgent: userAgent(intake.contact),
    allowedHosts: intake.allowedHosts,
  });
  keep(pictures);
  const told = new Set<string>();
  const editors = troubleNotices(wiring, "WhatsApp");
  let noted: Promise<unknown> = Promise.resolve();
  let dialling: Promise<void> = Promise.resolve();
  const whatsApp = await startWhatsApp({
    account: WHATSAPP_ACCOUNT,
    session: whatsAppSessions(pool, settings.sessionKey, start),
    book: whatsAppAccountBook(pool, WHATSAPP_ACCOUNT),
    perDay: settings.perDay,
    pictures: { fetch: pictures.fetch, upload: fetch },
    url: settings.url,
    pairing: { phone: settings.phone },
    onPairing(pairing) {
      terminal.output.write(pairingText(pairing));
      void note({ state: "pairing", why: null, qr: null, code: null, ...pairing });
    },
    onState(state) {
      events.whatsAppState(state.kind);
      const life = lifeOf(state);
      const isOurs = life && note({ ...life, qr: null, code: null });
      if (state.kind === "open") void lookAtChannels();
      if (state.kind === "open") void editors.end(STOPPED, "WhatsApp");
      if (state.kind === "unrestricted") void editors.end(RESTRICTED, "Kiriman WhatsApp ke chat pribadi");
      if (state.kind === "restricted")
        void editors.begins(
          `${RESTRICTED} until ${state.until.toISOString()}`,
          whatsAppRestricted(state.until),
        );
      if (state.kind === "capped")
        void editors.begins(`WhatsApp capped until ${state.until.toISOString()}`, capped(state.limit));
      if (state.kind === "stopped") void stopped(state, isOurs);
    },
    onFault: (error) => events.fault("WhatsApp", error),
    clock,
  });
  keep(whatsApp);
  keep({ [Symbol.asyncDispose]: async () => void (await noted) });
  return {
    ...whatsApp,
    async listen(ear) {
      const listening = await whatsApp.listen(ear);
      const over = new AbortController();
      const hearing = hearTheDesk(over.signal);
      return {
        async [Symbol.asyncDispose]() {
          over.abort();
          await listening[Symbol.asyncDispose](); // first, since the session's next holder opens a socket of its own
          void note({ state: "waiting", why: null, qr: null, code: null });
          await hearing;
        },
      };
    },
  };

  /** Does nothing where another of our processes has taken the connection over meanwhile. */
  async function stopped(
    { why, pairAgain }: Extract<WhatsAppState, { kind: "stopped" }>,
    isOurs: Promise<boolean> | null,
  ): Promise<void> {
    if (!(await isOurs)) return;
    void editors.begins(STOPPED, whatsAppStopped(why, pairAgain));
    // The session is dead, but chats and subscriptions stay. The terminal shows how to pair again.
    if (pairAgain) void anew("pair");
  }

  /** Looks for requests of admins at the desk's page, which another process may serve. */
  async function hearTheDesk(signal: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(HEAR_EVERY_MS, signal);
      if (signal.aborted) return;
      const since = new Date(clock.now().getTime() - HEARD_WITHIN_MS);
      const asked = await heardByWhatsApp(pool, WHATSAPP_ACCOUNT, { since }).catch((error: unknown) => {
        events.fault("WhatsApp: what the desk asks", error);
        return null;
      });
      if (asked && !signal.aborted) await anew(asked);
    }
  }

  /** One after the other, since a session may end by itself at the moment when an admin asks for a new one. */
  function anew(how: AskedOfWhatsApp): Promise<void> {
    dialling = dialling
      .then(() => (how === "pair" ? whatsApp.pairAgain() : whatsApp.connectAgain()))
      .catch((error: unknown) => events.fault("WhatsApp: pairing", error));
    return dialling;
  }

  /**
   * Records the connection's state for the desk's pages, one write after the other. Resolves with whether the connection is ours, as far as
   * that can be known.
   */
  function note(connection: Omit<WhatsAppConnection, "at">): Promise<boolean> {
    const at = clock.now();
    const noting = noted
      .then(() => noteWhatsAppConnection(pool, WHATSAPP_ACCOUNT, { ...connection, at }, start))
      .catch((error: unknown) => {
        events.fault("WhatsApp: its state", error);
        return true;
      });
    noted = noting;
    return noting;
  }

  async function lookAtChannels(): Promise<void> {
    await registerChannels({
      settings: settings.channels,
      known: knownChannels(pool, WHATSAPP_ACCOUNT),
      chats: openChats(pool),
      look: (invite) => whatsApp.channel(invite),
      tellEditors,
      told,
      now: () => clock.now(),
    }).catch((error: unknown) => events.fault("WhatsApp: Channels", error)); // looked up again at the next connection
  }
}

/** The state of the connection; null where the event is about something else. */
function lifeOf(state: WhatsAppState): Pick<WhatsAppConnection, "state" | "why"> | null {
  switch (state.kind) {
    case "connecting":
    case "open":
    case "waiting":
      return { state: state.kind, why: null };
    case "stopped":
      return { state: "stopped", why: state.why };
    case "pairing": // recorded by onPairing, with QR or code
    case "restricted":
    case "unrestricted":
    case "capped":
      return null;
  }
}

function capped(limit: number): OutgoingMessage {
  return {
    text: [
      { bold: "Jatah harian WhatsApp habis" },
      `\nHari ini ${limit} kabar sudah dikirim ke chat pribadi; agar akun tidak diblokir, yang berikutnya baru dikirim lagi besok. ` +
        "Kabar tidak menunggu selama itu: lewat enam jam (berita kilat satu jam) dicatat sebagai dibatalkan, dengan alasannya. " +
        "Saluran dan grup tetap jalan, ralat dan penarikan juga. Untuk pembaca sebanyak ini, arahkan mereka ke Saluran WhatsApp.",
    ],
  };
}

function pairingText(pairing: { qr: string } | { code: string }): string {
  const how = "WhatsApp di ponsel: Setelan → Perangkat tertaut → Tautkan perangkat";
  if ("code" in pairing) return `\n${how} → Tautkan dengan nomor telepon.\nKode: ${pairing.code}\n`;
  let drawn = "";
  qrcode.generate(pairing.qr, { small: true }, (qr) => (drawn = qr));
  return `\n${how}, lalu pindai:\n${drawn}\n`;
}

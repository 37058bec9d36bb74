import type { ReachoutTimelockState, WASocket } from "@whiskeysockets/baileys";
import type { Ear } from "../../chat/said.ts";
import { type Clock, systemClock } from "../../delivery/clock.ts";
import type { Messenger } from "../messenger.ts";
import { awaitAcks } from "./acks.ts";
import { type Connection, type ConnectionLife, keepConnected, type Pairing } from "./connection.ts";
import { knowGroups } from "./groups.ts";
import { hear } from "./hearing.ts";
import { messageId } from "./message-id.ts";
import { hushSignal, quietLogger } from "./quiet.ts";
import { sendText } from "./sending.ts";
import { rememberSent } from "./sent-messages.ts";
import { openSession, type SessionStore } from "./session.ts";
import { TEXT_LIMIT, textFor } from "./text.ts";
import { REACH_OUT_RESTRICTED } from "./verdict.ts";
import { PATIENCE, type Patience } from "./watchdog.ts";

export type { Pairing } from "./connection.ts";

/** What editors and the terminal are told of the account. */
export type WhatsAppState =
  | ConnectionLife
  /** WhatsApp forbids this account to begin chats until then: private chats wait, channels and groups go on. */
  | { kind: "restricted"; until: Date }
  | { kind: "unrestricted" };

export interface WhatsAppOptions {
  /** The name the session is kept under; one account, one name. */
  account: string;
  session: SessionStore;
  /** Another server than WhatsApp's (ws:// or wss://), for tests. */
  url?: string | null;
  /** A phone number in digits ("62812…") pairs by code, null by QR. */
  pairing: { phone: string | null };
  onPairing: (pairing: Pairing) => void;
  onState: (state: WhatsAppState) => void;
  /** Faults nobody waits for. Their words hold no chat ids or phone numbers. */
  onFault: (error: unknown) => void;
  clock?: Clock;
  random?: () => number;
  patience?: Partial<Patience & { ack: number }>;
}

export interface WhatsApp extends Messenger {
  /** Forgets a session that is dead (logged out) and offers a new pairing. Chats and subscriptions stay. */
  pairAgain(): Promise<void>;
}

/** How long WhatsApp may take to acknowledge a message (milliseconds). It takes well under a second; whatsmeow gives it 75 s. */
const ACK_WITHIN = 30_000;

/** A restriction whose end WhatsApp does not name is asked about again after this long (milliseconds). */
const RESTRICTION_UNNAMED = 6 * 60 * 60_000;

/**
 * WhatsApp through Baileys, as one of the account's linked devices. The socket lives from `listen()` until what that
 * returns is disposed; a send at any other time is `later`. Rejects when the stored session cannot be opened.
 *
 * A private chat's address is the person's LID (`lidIn`), and `Person.id` the phone number in digits (`personId`).
 */
export async function startWhatsApp(options: WhatsAppOptions): Promise<WhatsApp> {
  const { account, session: store, onState, onFault, clock = systemClock, random = Math.random } = options;
  await store.readCredentials(account); // a wrong key is found now, and not when the lease comes to us
  hushSignal();

  const acks = awaitAcks();
  const sent = rememberSent();
  const groups = knowGroups((jid) => openSocket().groupMetadata(jid), clock);
  const desk = { acks, sent, groups, answerWithin: options.patience?.ack ?? ACK_WITHIN };
  let listening: { ear: Ear; connection: Connection | null; over: AbortController } | null = null;
  let restrictedUntil: Date | null = null;

  const whatsApp: WhatsApp = {
    name: "whatsapp",

    async send(to, message, key) {
      const sock = listening?.connection?.open;
      if (!sock) return { kind: "later", why: "WhatsApp belum tersambung" };
      const wait =
        to.kind === "private" && restrictedUntil ? restrictedUntil.getTime() - clock.now().getTime() : 0;
      if (wait > 0) {
        return { kind: "later", afterSeconds: Math.ceil(wait / 1000), why: "WhatsApp membatasi akun ini" };
      }
      const text = textFor(message);
      if (text.length > TEXT_LIMIT) return { kind: "refused", why: "pesan terlalu panjang untuk WhatsApp" };
      return sendText(sock, to, text, messageId(key), desk);
    },

    async listen(ear) {
      if (listening) throw new Error("WhatsApp is already listening");
      const begun = (listening = { ear, connection: null as Connection | null, over: new AbortController() });
      try {
        begun.connection = await connect(ear, begun.over.signal);
      } catch (error) {
        listening = null;
        throw error;
      }
      if (begun.over.signal.aborted) await begun.connection[Symbol.asyncDispose](); // hung up while we were dialling
      return { [Symbol.asyncDispose]: hangUp };
    },

    async pairAgain() {
      const ear = listening?.ear;
      await hangUp();
      await store.forget(account);
      if (ear) await whatsApp.listen(ear);
    },

    [Symbol.asyncDispose]: hangUp,
  };
  return whatsApp;

  async function hangUp(): Promise<void> {
    const ending = listening;
    listening = null;
    ending?.over.abort();
    await ending?.connection?.[Symbol.asyncDispose]();
  }

  async function connect(ear: Ear, over: AbortSignal): Promise<Connection> {
    return keepConnected({
      session: await openSession(account, store, onFault),
      phone: options.pairing.phone,
      patience: { ...PATIENCE, ...options.patience },
      clock,
      random,
      config: {
        ...(options.url ? { waWebSocketUrl: options.url } : {}),
        logger: quietLogger((words) => onFault(new Error(`Baileys: ${words}`))),
        markOnlineOnConnect: false, // or the account's phone would fall silent
        syncFullHistory: false,
        // The history of the last days is let in once, at pairing, and thrown away: with it come the tokens without which
        // WhatsApp refuses messages to chats from before (463), and the LIDs of people known by number.
        emitOwnEvents: false,
        defaultQueryTimeoutMs: 30_000,
        getMessage: async ({ id }) => (id ? sent.recall(id) : undefined),
        cachedGroupMetadata: async (jid) => groups.known(jid),
      },
      onSocket(sock) {
        readAcks(sock);
        hear(sock, { ear, groups, clock, send: (...it) => whatsApp.send(...it), onFault, over });
      },
      onUpdate: ({ reachoutTimeLock }) => reachoutTimeLock && restrict(reachoutTimeLock),
      onLoss: () => acks.lost(),
      onPairing: options.onPairing,
      onLife: onState,
      onFault,
    });
  }

  function readAcks(sock: WASocket): void {
    sock.ws.on("CB:ack,class:message", ({ attrs }: { attrs: { id?: string; error?: string } }) => {
      const error = attrs.error === undefined ? null : Number(attrs.error);
      if (attrs.id) acks.came({ id: attrs.id, error });
      if (error === REACH_OUT_RESTRICTED) sock.fetchAccountReachoutTimelock().catch(onFault);
    });
  }

  function restrict({ isActive, timeEnforcementEnds }: ReachoutTimelockState): void {
    const unnamed = clock.now().getTime() + RESTRICTION_UNNAMED;
    restrictedUntil = isActive ? (timeEnforcementEnds ?? new Date(unnamed)) : null;
    onState(restrictedUntil ? { kind: "restricted", until: restrictedUntil } : { kind: "unrestricted" });
  }

  function openSocket(): WASocket {
    const sock = listening?.connection?.open;
    if (!sock) throw new Error("Connection Closed");
    return sock;
  }
}

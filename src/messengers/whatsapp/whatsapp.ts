import {
  jidNormalizedUser,
  type ReachoutTimelockState,
  type WAMessage,
  type WASocket,
} from "@whiskeysockets/baileys";
import type { Ear, Said } from "../../chat/said.ts";
import { type Clock, systemClock } from "../../delivery/clock.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import type { Messenger } from "../messenger.ts";
import { awaitAcks } from "./acks.ts";
import { type Connection, type ConnectionLife, keepConnected, type Pairing } from "./connection.ts";
import { isAdmin, knowGroups } from "./groups.ts";
import { messageId } from "./message-id.ts";
import { hushSignal, quietLogger } from "./quiet.ts";
import { type Addresses, heardIn, lidIn, type Me, numberIn, personId } from "./received.ts";
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
  const now = (): Date => clock.now();
  await store.readCredentials(account); // a wrong key is found now, and not when the lease comes to us
  hushSignal();

  const acks = awaitAcks();
  const sent = rememberSent();
  const groups = knowGroups((jid) => openSocket().groupMetadata(jid), now);
  const desk = { acks, sent, groups, answerWithin: options.patience?.ack ?? ACK_WITHIN };
  let connection: Connection | null = null;
  let ear: Ear | null = null;
  let restrictedUntil: Date | null = null;

  const whatsApp: WhatsApp = {
    name: "whatsapp",

    async send(to, message, key): Promise<SendVerdict> {
      const sock = connection?.open;
      if (!sock) return { kind: "later", why: "WhatsApp belum tersambung" };
      const wait = to.kind === "private" && restrictedUntil ? restrictedUntil.getTime() - now().getTime() : 0;
      if (wait > 0) {
        return { kind: "later", afterSeconds: Math.ceil(wait / 1000), why: "WhatsApp membatasi akun ini" };
      }
      const text = textFor(message);
      if (text.length > TEXT_LIMIT) return { kind: "refused", why: "pesan terlalu panjang untuk WhatsApp" };
      return sendText(sock, to, text, messageId(key), desk);
    },

    async listen(listener) {
      if (ear) throw new Error("WhatsApp is already listening");
      ear = listener;
      connection = await connect().catch((error: unknown) => {
        ear = null;
        throw error;
      });
      return { [Symbol.asyncDispose]: hangUp };
    },

    async pairAgain() {
      const listener = ear;
      await hangUp();
      await store.forget(account);
      if (listener) await whatsApp.listen(listener);
    },

    [Symbol.asyncDispose]: hangUp,
  };
  return whatsApp;

  async function hangUp(): Promise<void> {
    const ending = connection;
    connection = null;
    ear = null;
    await ending?.[Symbol.asyncDispose]();
  }

  async function connect(): Promise<Connection> {
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
        // History of the last days is let in once, at pairing, and thrown away: with it come the tokens without which
        // WhatsApp refuses messages to chats from before (463), and the LIDs of people known by number.
        emitOwnEvents: false,
        defaultQueryTimeoutMs: 30_000,
        getMessage: async ({ id }) => (id ? sent.recall(id) : undefined),
        cachedGroupMetadata: async (jid) => groups.known(jid),
      },
      onSocket: attend,
      onUpdate: ({ reachoutTimeLock }) => reachoutTimeLock && restrict(reachoutTimeLock),
      onLoss: () => acks.lost(),
      onPairing: options.onPairing,
      onLife: onState,
      onFault,
    });
  }

  function attend(sock: WASocket): void {
    const inTurn = takeTurns();
    sock.ws.on("CB:ack,class:message", ({ attrs }: { attrs: { id?: string; error?: string } }) => {
      const error = attrs.error === undefined ? null : Number(attrs.error);
      if (attrs.id) acks.came({ id: attrs.id, error });
      if (error === REACH_OUT_RESTRICTED) sock.fetchAccountReachoutTimelock().catch(onFault);
    });
    sock.ev.on("messages.upsert", ({ messages }) => {
      for (const message of messages) {
        void inTurn(message.key.remoteJid ?? "", () => answer(sock, message)).catch(onFault);
      }
    });
    sock.ev.on("groups.update", (updates) => updates.forEach(({ id }) => id && groups.forget(id)));
    sock.ev.on("groups.upsert", (joined) => {
      for (const { id, subject } of joined) void heardOf({ kind: "joined", chat: group(id, subject) });
    });
    sock.ev.on("group-participants.update", ({ id, participants, action }) => {
      groups.forget(id);
      const me = ours(sock);
      const us = participants.some(({ id, lid, phoneNumber }) =>
        [id, lid, phoneNumber].some((jid) => isUs(jid, me)),
      );
      if (us && action === "add") void heardOf({ kind: "joined", chat: group(id, null) });
      if (us && action === "remove")
        void heardOf({ kind: "left", chat: group(id, null), why: "dikeluarkan dari grup" });
    });
  }

  async function answer(sock: WASocket, message: WAMessage): Promise<void> {
    const heard = heardIn(message, ours(sock), now());
    if (!heard || !ear) return;
    const { lid, number } = await knownAs(sock, heard.sender);
    const chat = heard.group
      ? group(heard.group, await titleOf(heard.group))
      : { ...at(lid, "private"), title: heard.name };
    const said: Said = {
      id: `${chat.address}/${lid}/${heard.messageId}`,
      chat,
      from: { messenger: "whatsapp", id: personId(number, lid), name: heard.name },
      text: heard.text,
      isChatAdmin: async () =>
        heard.group === null || isAdmin(await groups.details(heard.group), [lid, number]),
    };
    await reply(chat, said.id, await ear.said(said));
  }

  async function reply(to: Recipient, key: string, replies: readonly OutgoingMessage[]): Promise<void> {
    for (const [i, message] of replies.entries()) {
      const verdict = await whatsApp.send(to, message, `${key}/${i}`);
      if (verdict.kind !== "sent") onFault(new Error(`jawaban di WhatsApp tidak terkirim: ${verdict.kind}`));
    }
  }

  async function heardOf(change: Parameters<Ear["changed"]>[0]): Promise<void> {
    await ear?.changed(change);
  }

  async function titleOf(jid: string): Promise<string | null> {
    return groups.details(jid).then(
      ({ subject }) => subject,
      () => null,
    );
  }

  function restrict({ isActive, timeEnforcementEnds }: ReachoutTimelockState): void {
    restrictedUntil = isActive
      ? (timeEnforcementEnds ?? new Date(now().getTime() + RESTRICTION_UNNAMED))
      : null;
    onState(restrictedUntil ? { kind: "restricted", until: restrictedUntil } : { kind: "unrestricted" });
  }

  function openSocket(): WASocket {
    if (!connection?.open) throw new Error("Connection Closed");
    return connection.open;
  }
}

/** Both addresses of a person: what the message does not tell, WhatsApp is asked or remembered for. */
async function knownAs(sock: WASocket, sender: Addresses): Promise<{ lid: string; number: string | null }> {
  const { lidMapping } = sock.signalRepository;
  const lid = lidIn(sender) ?? (await lidMapping.getLIDForPN(sender.jid)) ?? sender.jid;
  const number = numberIn(sender) ?? (await lidMapping.getPNForLID(lid));
  return { lid: jidNormalizedUser(lid), number: number === null ? null : jidNormalizedUser(number) };
}

function ours(sock: WASocket): Me {
  return { id: sock.user?.id ?? "", lid: sock.user?.lid ?? null };
}

function isUs(jid: string | undefined, me: Me): boolean {
  const user = jidNormalizedUser(jid);
  return (
    user !== "" && (user === jidNormalizedUser(me.id) || user === jidNormalizedUser(me.lid ?? undefined))
  );
}

function group(address: string, title: string | null): Said["chat"] {
  return { ...at(address, "group"), title };
}

function at(address: string, kind: Recipient["kind"]): Recipient {
  return { messenger: "whatsapp", address, kind, thread: null };
}

/** Runs the tasks of one chat one after the other, and those of different chats side by side. */
function takeTurns(): (chat: string, task: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (chat, task) => {
    const turn = (last.get(chat) ?? Promise.resolve()).then(task);
    const done = turn
      .catch(() => undefined)
      .then(() => {
        if (last.get(chat) === done) last.delete(chat);
      });
    last.set(chat, done);
    return turn;
  };
}

import { jidDecode, type ReachoutTimelockState, type WASocket } from "@whiskeysockets/baileys";
import type { Ear } from "../../chat/said.ts";
import { type Clock, systemClock } from "../../delivery/clock.ts";
import type { OutgoingMessage, Recipient, SendVerdict, Sent } from "../../delivery/delivery.ts";
import { HOUR_MS } from "../../time.ts";
import type { Messenger } from "../messenger.ts";
import { takeTurns, type Turns } from "../turns.ts";
import type { AccountBook } from "./account-book.ts";
import { awaitAcks } from "./acks.ts";
import { type ChannelDetails, findChannel } from "./channels.ts";
import { type Connection, type ConnectionLife, keepConnected, type Pairing } from "./connection.ts";
import { contentOf, TEXT_LIMIT, type Utterance } from "./content.ts";
import { knowGroups } from "./groups.ts";
import { hear } from "./hearing.ts";
import { messageId } from "./message-id.ts";
import type { PictureDoor } from "./pictures.ts";
import { type Cause, openPrivateChats } from "./private-chats.ts";
import { hushSignal, quietLogger } from "./quiet.ts";
import { attempt, type Desk } from "./sending.ts";
import { rememberSent } from "./sent-messages.ts";
import { openSession, type Session, type SessionStore } from "./session.ts";
import { REACH_OUT_RESTRICTED } from "./verdict.ts";
import { PATIENCE, type Patience } from "./watchdog.ts";
import { tooLate } from "./window.ts";

export type { Pairing } from "./connection.ts";

/** What editors and the terminal are told of the account. */
export type WhatsAppState =
  | ConnectionLife
  /** WhatsApp forbids this account to begin chats until then: private chats wait, channels and groups go on. */
  | { kind: "restricted"; until: Date }
  | { kind: "unrestricted" }
  /** The day's messages to private chats are used up; Channels and groups go on. */
  | { kind: "capped"; limit: number; until: Date };

export interface WhatsAppOptions {
  /** The name the session is kept under; one account, one name. */
  account: string;
  session: SessionStore;
  book: AccountBook;
  /** News a day to private chats; absent: the account's age decides (care.ts). */
  perDay?: number | null;
  /** Absent: Channel posts have no pictures. */
  pictures?: PictureDoor | null;
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
  patience?: Partial<Patience & { ack: number; prepare: number }>;
}

export interface WhatsApp extends Messenger {
  correct(to: Recipient, sent: Sent, message: OutgoingMessage, key: string): Promise<SendVerdict>;
  recall(to: Recipient, sent: Sent, key: string): Promise<SendVerdict>;
  /** The Channel with this invite (`inviteIn`); null: there is none. Rejects while WhatsApp cannot be asked. */
  channel(invite: string): Promise<ChannelDetails | null>;
  /** Connects anew with the session there is, also after WhatsApp has refused it. */
  connectAgain(): Promise<void>;
  /** Forgets the session, dead (logged out) or not, and offers a new pairing. Chats and subscriptions stay. */
  pairAgain(): Promise<void>;
}

/** How long WhatsApp may take to acknowledge a message (milliseconds). It takes well under a second; whatsmeow gives it 75 s. */
const ACK_WITHIN = 18_000;

/** … and how long we may take before the message (milliseconds). Together less than delivery waits for a verdict. */
const PREPARE_WITHIN = 10_000;

/** Who has just spoken is answered before we hang up, within this (milliseconds): a lost lease leaves us four seconds. */
const ANSWERED_WITHIN = 1_500;

const NO_BOOK = "basis data tidak menjawab";

/** A restriction whose end WhatsApp does not name is asked about again after this long (milliseconds). */
const RESTRICTION_UNNAMED = 6 * HOUR_MS;

/** From `listen` until we hang up: one ear, over however many connections. */
interface Listening {
  ear: Ear;
  turns: Turns;
  connection: Connection;
  over: AbortController;
}

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
  const { book, pictures = null, patience } = options;
  const desk: Desk = {
    acks,
    sent,
    groups,
    book,
    pictures,
    clock,
    onFault,
    prepareWithin: patience?.prepare ?? PREPARE_WITHIN,
    answerWithin: patience?.ack ?? ACK_WITHIN,
  };
  const privateChats = openPrivateChats({
    book,
    perDay: options.perDay ?? null,
    clock,
    random,
    onCap: (limit, until) => onState({ kind: "capped", limit, until }),
  });
  let listening: Listening | null = null;

  const whatsApp: WhatsApp = {
    name: "whatsapp",
    onlyListenerSends: true,

    send: (to, message, key, how) => say(to, message, key, how?.owed ? "owed" : "news"),

    correct: (to, sent, message, key) =>
      change(to, sent, { kind: "correct", content: contentOf(message), of: sent.messageId }, key),

    recall: (to, sent, key) => change(to, sent, { kind: "recall", of: sent.messageId }, key),

    channel: async (invite) => findChannel(openSocket(), invite),

    async listen(ear) {
      if (listening) throw new Error("WhatsApp is already listening");
      const heard = { ear, turns: takeTurns(), over: new AbortController() };
      listening = { ...heard, connection: connect(heard, open) };
      return { [Symbol.asyncDispose]: hangUp };
    },

    connectAgain: async () => dialAnew(open),
    pairAgain: async () => dialAnew(() => store.forget(account).then(open)),

    [Symbol.asyncDispose]: hangUp,
  };
  return whatsApp;

  function open(): Promise<Session> {
    return openSession(account, store, onFault);
  }

  /** The same ear on a new line, whose session is opened when the old one is down: two sockets take the line from each other. */
  function dialAnew(session: () => Promise<Session>): void {
    if (!listening || listening.over.signal.aborted) return;
    const down = listening.connection[Symbol.asyncDispose]();
    listening.connection = connect(listening, () => Promise.resolve(down).then(session));
  }

  function say(to: Recipient, message: OutgoingMessage, key: string, cause: Cause): Promise<SendVerdict> {
    return act(to, { kind: "say", content: contentOf(message) }, key, cause);
  }

  /** Refused is what WhatsApp would accept and phones would drop. */
  async function change(
    to: Recipient,
    sent: Sent,
    what: Exclude<Utterance, { kind: "say" }>,
    key: string,
  ): Promise<SendVerdict> {
    const late = tooLate(what.kind, to.kind, sent.at, clock.now());
    if (late !== null) return { kind: "refused", why: late };
    try {
      if (to.kind !== "channel" && (await privateChats.isBefore(sent.at)))
        return { kind: "refused", why: "pesan ini dikirim dari nomor WhatsApp yang lain" };
    } catch (error) {
      onFault(error);
      return { kind: "later", why: NO_BOOK };
    }
    return act(to, what, key, "owed");
  }

  async function act(to: Recipient, what: Utterance, key: string, cause: Cause): Promise<SendVerdict> {
    const sock = listening?.connection.open;
    if (!sock) return { kind: "later", why: "WhatsApp belum tersambung" };
    if (what.kind !== "recall" && what.content.text.length > TEXT_LIMIT) {
      return { kind: "refused", why: "pesan terlalu panjang untuk WhatsApp" };
    }
    if (to.kind !== "private") return attempt(sock, to, what, messageId(key), desk);
    try {
      const permit = await privateChats.permit(to.address, cause);
      if (permit.kind === "no") return permit.verdict;
      const verdict = await attempt(sock, to, what, messageId(key), desk);
      if (verdict.kind === "later") await permit.unused().catch(onFault);
      return verdict;
    } catch (error) {
      onFault(error); // the book does not answer, and nothing was sent
      return { kind: "later", why: NO_BOOK };
    }
  }

  async function hangUp(): Promise<void> {
    const ending = listening;
    if (!ending) return;
    ending.over.abort();
    const answered = new AbortController();
    await Promise.race([ending.turns.ended(), clock.sleep(ANSWERED_WITHIN, answered.signal)]);
    answered.abort();
    if (listening === ending) listening = null;
    await ending.connection[Symbol.asyncDispose]();
  }

  function connect(
    { ear, turns, over }: Omit<Listening, "connection">,
    session: () => Promise<Session>,
  ): Connection {
    return keepConnected({
      session,
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
        const answer = (...[to, message, key]: Parameters<Messenger["send"]>) =>
          say(to, message, key, "answer");
        const { wroteToUs } = privateChats;
        hear(sock, { ear, turns, groups, clock, send: answer, wroteToUs, onFault, over: over.signal });
      },
      onUpdate: ({ reachoutTimeLock }) => reachoutTimeLock && restrict(reachoutTimeLock),
      onLoss: () => acks.lost(),
      onPairing: options.onPairing,
      onLife(life) {
        if (life.kind === "open") privateChats.connected(ourNumber()).catch(onFault);
        onState(life);
      },
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
    const until = isActive ? (timeEnforcementEnds ?? new Date(unnamed)) : null;
    privateChats.restrict(until).catch(onFault);
    onState(until ? { kind: "restricted", until } : { kind: "unrestricted" });
  }

  function ourNumber(): string {
    return jidDecode(listening?.connection.open?.user?.id)?.user ?? "";
  }

  function openSocket(): WASocket {
    const sock = listening?.connection.open;
    if (!sock) throw new Error("Connection Closed");
    return sock;
  }
}

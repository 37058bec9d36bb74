import { jidNormalizedUser, type WAMessage, type WASocket } from "@whiskeysockets/baileys";
import type { ChatChange, Ear, Said } from "../../chat/said.ts";
import type { Clock } from "../../delivery/clock.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import type { Turns } from "../turns.ts";
import { type Groups, isAdmin } from "./groups.ts";
import { type Addresses, type Heard, heardIn, lidIn, type Me, numberIn, personId } from "./received.ts";

/** Whom we listen for, and what is needed to answer. */
export interface Hearing {
  ear: Ear;
  /** The same for all sockets of one listening. */
  turns: Turns;
  groups: Groups;
  clock: Clock;
  send(to: Recipient, message: OutgoingMessage, key: string): Promise<SendVerdict>;
  /** Somebody has written to us in private: from now on we may write to them. */
  wroteToUs(addresses: readonly string[]): Promise<void>;
  onFault: (error: unknown) => void;
  /** Nobody listens any more: what waits to be tried again is given up. */
  over: AbortSignal;
}

/** What a database or a line that was gone kept us from is tried again after these waits (milliseconds). */
const AGAIN = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/**
 * Passes on what comes in on a socket: words meant for us, which are answered in the order they came in each chat, and our
 * own coming and going in groups.
 */
export function hear(sock: WASocket, hearing: Hearing): void {
  const { ear, groups, turns, onFault } = hearing;
  const tell = (change: ChatChange): void => void ear.changed(change).catch(onFault);

  sock.ev.on("messages.upsert", ({ messages }) => {
    for (const message of messages) {
      void turns.take(message.key.remoteJid ?? "", () => answer(sock, message, hearing)).catch(onFault);
    }
  });
  sock.ev.on("groups.update", (updates) => updates.forEach(({ id }) => id && groups.forget(id)));
  sock.ev.on("groups.upsert", (joined) => {
    for (const { id, subject } of joined) tell({ kind: "joined", chat: group(id, subject) });
  });
  sock.ev.on("group-participants.update", ({ id, participants, action }) => {
    groups.forget(id);
    const me = ours(sock);
    if (!participants.some((person) => isUs([person.id, person.lid, person.phoneNumber], me))) return;
    if (action === "add") tell({ kind: "joined", chat: group(id, null) });
    if (action === "remove") tell({ kind: "left", chat: group(id, null), why: "dikeluarkan dari grup" });
  });
}

async function answer(sock: WASocket, message: WAMessage, hearing: Hearing): Promise<void> {
  const heard = heardIn(message, ours(sock), hearing.clock.now());
  if (!heard) return;
  // WhatsApp has its receipt already and will not bring these words again.
  const said = await persistently(() => saidBy(sock, heard, hearing), hearing);
  for (const [i, reply] of (await hearing.ear.said(said)).entries()) {
    await sendReply(said.chat, reply, `${said.id}/${i}`, hearing);
  }
}

async function persistently<T>(work: () => Promise<T>, { clock, over }: Hearing): Promise<T> {
  for (const wait of AGAIN) {
    try {
      return await work();
    } catch (error) {
      if (over.aborted) throw error;
    }
    await clock.sleep(wait, over);
  }
  return work();
}

/** What was heard, with what is known of who said it and where; what else it tells us is noted. */
async function saidBy(sock: WASocket, heard: Heard, hearing: Hearing): Promise<Said> {
  const { ear, groups } = hearing;
  const { lid, number } = await knownAs(sock, heard.sender);
  if (!heard.group) {
    await hearing.wroteToUs(number === null ? [lid] : [lid, number]);
    // Their chat may be known by their number: from the Cloud API, or from before WhatsApp told us more.
    if (number !== null && number !== lid)
      await ear.changed({ kind: "moved", chat: at(number, "private"), to: lid });
  }
  const chat = heard.group
    ? group(heard.group, await titleOf(heard.group, groups))
    : { ...at(lid, "private"), title: heard.name };
  return {
    id: `${chat.address}/${lid}/${heard.messageId}`,
    chat,
    from: { messenger: "whatsapp", id: personId(number, lid), name: heard.name },
    text: heard.text,
    at: heard.at,
    about: heard.about,
    reaction: heard.reaction,
    forwarded: heard.forwarded,
    isChatAdmin: async () =>
      heard.group === null || isAdmin(await groups.details(heard.group), [lid, number]),
  };
}

/** Both addresses of a person: what the message does not tell, WhatsApp is asked or remembered for. */
async function knownAs(sock: WASocket, sender: Addresses): Promise<{ lid: string; number: string | null }> {
  const { lidMapping } = sock.signalRepository;
  const lid = lidIn(sender) ?? (await lidMapping.getLIDForPN(sender.jid)) ?? sender.jid;
  const number = numberIn(sender) ?? (await lidMapping.getPNForLID(lid));
  return { lid: jidNormalizedUser(lid), number: number === null ? null : jidNormalizedUser(number) };
}

async function titleOf(jid: string, groups: Groups): Promise<string | null> {
  return groups.details(jid).then(
    ({ subject }) => subject,
    () => null,
  );
}

/** With the same id each time, so it is read once. */
async function sendReply(
  to: Recipient,
  reply: OutgoingMessage,
  key: string,
  hearing: Hearing,
): Promise<void> {
  let verdict = await hearing.send(to, reply, key);
  for (const wait of AGAIN) {
    if (hearing.over.aborted || (verdict.kind !== "later" && verdict.kind !== "unknown")) break;
    await hearing.clock.sleep(wait, hearing.over);
    verdict = await hearing.send(to, reply, key);
  }
  if (verdict.kind !== "sent")
    hearing.onFault(new Error(`jawaban di WhatsApp tidak terkirim: ${verdict.kind}`));
}

function ours(sock: WASocket): Me {
  return { id: sock.user?.id ?? "", lid: sock.user?.lid ?? null };
}

function isUs(addresses: readonly (string | undefined)[], me: Me): boolean {
  const mine = [me.id, me.lid ?? ""].map((jid) => jidNormalizedUser(jid)).filter((jid) => jid !== "");
  return addresses.some((jid) => mine.includes(jidNormalizedUser(jid)));
}

function group(address: string, title: string | null): Said["chat"] {
  return { ...at(address, "group"), title };
}

function at(address: string, kind: Recipient["kind"]): Recipient {
  return { messenger: "whatsapp", address, kind, thread: null };
}

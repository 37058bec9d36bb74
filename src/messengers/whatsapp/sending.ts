import { jidDecode, jidNormalizedUser, type WASocket } from "@whiskeysockets/baileys";
import type { Recipient, SendVerdict } from "../../delivery/delivery.ts";
import type { Acks } from "./acks.ts";
import type { Groups } from "./groups.ts";
import type { SentMessages } from "./sent-messages.ts";
import { surelyNotWritten, verdictOfAck, verdictOfPreparing } from "./verdict.ts";

/** What a send needs beside the socket. */
export interface Desk {
  acks: Acks;
  sent: SentMessages;
  groups: Groups;
  /** How long WhatsApp may take to answer (milliseconds). */
  answerWithin: number;
}

/**
 * Sends one text and waits for WhatsApp's word on it.
 *
 * First everything that must be asked for (devices, keys, group members), where a failure is harmless; then the message,
 * where it is not: from there on only an ack tells, and a missing one is `unknown`.
 */
export async function sendText(
  sock: WASocket,
  to: Recipient,
  text: string,
  id: string,
  desk: Desk,
): Promise<SendVerdict> {
  try {
    await prepare(sock, to, desk);
  } catch (error) {
    return verdictOfPreparing(error, to.kind);
  }

  const answer = desk.acks.expect(id, desk.answerWithin);
  const outcome = await Promise.race([answer, unwritten(sock, to, text, id, desk)]);

  if (outcome === "unwritten") return { kind: "later", why: "WhatsApp terputus sebelum pesan dikirim" };
  if (outcome === "silence") return { kind: "unknown", why: "WhatsApp tidak menjawab" };
  if (outcome === "lost") return { kind: "unknown", why: "WhatsApp terputus sebelum menjawab" };
  if (outcome.error === 421) desk.groups.forget(to.address);
  return verdictOfAck(outcome);
}

/** Writes the message. Settles only if it surely was not written: whatever else happened, the ack has the last word. */
async function unwritten(
  sock: WASocket,
  to: Recipient,
  text: string,
  id: string,
  desk: Desk,
): Promise<"unwritten"> {
  try {
    // A null preview keeps Baileys from fetching the link's page by itself.
    const message = await sock.sendMessage(to.address, { text, linkPreview: null }, { messageId: id });
    if (message?.message) desk.sent.remember(id, message.message);
  } catch (error) {
    if (surelyNotWritten(error)) return "unwritten";
  }
  return new Promise(() => undefined);
}

async function prepare(sock: WASocket, to: Recipient, desk: Desk): Promise<void> {
  if (to.kind === "group") await desk.groups.details(to.address);
  if (to.kind !== "private") return;
  const devices = await sock.getUSyncDevices([ownAddress(sock, to.address), to.address], true, false);
  const theirs = jidDecode(to.address)?.user;
  // Baileys would send to our own devices alone, and WhatsApp would accept that.
  if (!devices.some(({ user }) => user === theirs)) throw new Error("no device of the recipient is known");
  await sock.assertSessions(devices.map(({ jid }) => jid));
}

/** Our own account, addressed as the recipient is: Baileys sends a copy to our phone. */
function ownAddress(sock: WASocket, theirs: string): string {
  const { id = "", lid } = sock.user ?? {};
  return jidNormalizedUser(theirs.endsWith("@lid") && lid ? lid : id);
}

import { jidDecode, jidNormalizedUser, proto, type WASocket } from "@whiskeysockets/baileys";
import type { Clock } from "../../delivery/clock.ts";
import type { Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { within } from "../../delivery/within.ts";
import type { AccountBook } from "./account-book.ts";
import type { Acks } from "./acks.ts";
import { channelStanza } from "./channel-stanza.ts";
import { CAPTION_LIMIT, type Content, correctedPost, postOf, previewOf, type Utterance } from "./content.ts";
import { type Groups, isAdmin } from "./groups.ts";
import { type PictureDoor, type UploadedPicture, uploadPicture } from "./pictures.ts";
import type { SentMessages } from "./sent-messages.ts";
import { surelyNotWritten, verdictOfAck, verdictOfPreparing } from "./verdict.ts";

/** What a send needs beside the socket. */
export interface Desk {
  acks: Acks;
  sent: SentMessages;
  groups: Groups;
  book: AccountBook;
  /** null: no pictures. */
  pictures: PictureDoor | null;
  clock: Clock;
  onFault: (error: unknown) => void;
  /** How long preparing may take, and how long WhatsApp may take to answer (milliseconds). */
  prepareWithin: number;
  answerWithin: number;
}

/** Writes the message to the line; resolves with what it consisted of where a phone may ask for it again. */
type Write = () => Promise<proto.IMessage | undefined>;

/**
 * Makes one attempt at an act and waits for WhatsApp's word on it. `id` is the message's own, and another one for every act.
 *
 * First everything that must be asked for (devices, keys, group members, a picture), where a failure is harmless; then the
 * message, where it is not: from there on only an ack tells, and a missing one is `unknown`.
 */
export async function attempt(
  sock: WASocket,
  to: Recipient,
  what: Utterance,
  id: string,
  desk: Desk,
): Promise<SendVerdict> {
  let write: Write | SendVerdict;
  try {
    // Whoever waits for us gives up in half a minute: better to have said "later" before that than to write after it.
    const preparing = prepare(sock, to, what, id, desk);
    write = await within(desk.prepareWithin, preparing, desk.clock, "preparing took too long");
  } catch (error) {
    return verdictOfPreparing(error, to.kind);
  }
  if (typeof write !== "function") return write;

  const answer = desk.acks.expect(stanzaId(to, what, id), desk.answerWithin);
  const outcome = await Promise.race([answer, unwritten(write, id, desk)]);

  if (outcome === "unwritten") return { kind: "later", why: "WhatsApp terputus sebelum pesan dikirim" };
  if (outcome === "silence") return { kind: "unknown", why: "WhatsApp tidak menjawab" };
  if (outcome === "lost") return { kind: "unknown", why: "WhatsApp terputus sebelum menjawab" };
  if (outcome.error === 421) desk.groups.forget(to.address);
  const verdict = verdictOfAck(outcome);
  return verdict.kind === "sent" && what.kind !== "say" ? { kind: "sent", messageId: what.of } : verdict;
}

/** In a Channel a correction or deletion bears the id of the post itself. */
function stanzaId(to: Recipient, what: Utterance, id: string): string {
  return to.kind === "channel" && what.kind !== "say" ? what.of : id;
}

/** Settles only if the message surely was not written: whatever else happened, the ack has the last word. */
async function unwritten(write: Write, id: string, desk: Desk): Promise<"unwritten"> {
  try {
    const content = await write();
    if (content) desk.sent.remember(id, content);
  } catch (error) {
    if (surelyNotWritten(error)) return "unwritten";
  }
  return new Promise(() => undefined);
}

/** Resolves with how to write the act, or with the verdict where it need not be tried. */
async function prepare(
  sock: WASocket,
  to: Recipient,
  what: Utterance,
  id: string,
  desk: Desk,
): Promise<Write | SendVerdict> {
  if (to.kind === "channel") return prepareForChannel(sock, to.address, what, id, desk);
  if (to.kind === "group") {
    const group = await desk.groups.details(to.address);
    const ours = [sock.user?.id, sock.user?.lid].map((jid) => jidNormalizedUser(jid));
    if (group.announce && !isAdmin(group, ours)) {
      return { kind: "refused", why: "di grup ini hanya admin yang boleh menulis; jadikan akun ini admin" };
    }
  } else await prepareDevices(sock, to.address);

  return async () => {
    const written = await sock.sendMessage(to.address, chatContent(to.address, what), { messageId: id });
    return written?.message ?? undefined;
  };
}

async function prepareDevices(sock: WASocket, address: string): Promise<void> {
  const devices = await sock.getUSyncDevices([ownAddress(sock, address), address], true, false);
  const theirs = jidDecode(address)?.user;
  // Baileys would send to our own devices alone, and WhatsApp would accept that.
  if (!devices.some(({ user }) => user === theirs)) throw new Error("no device of the recipient is known");
  await sock.assertSessions(devices.map(({ jid }) => jid));
}

/** Our own account, addressed as the recipient is: Baileys sends a copy to our phone. */
function ownAddress(sock: WASocket, theirs: string): string {
  const { id = "", lid } = sock.user ?? {};
  return jidNormalizedUser(theirs.endsWith("@lid") && lid ? lid : id);
}

function chatContent(address: string, what: Utterance) {
  const key = (of: string) => ({ remoteJid: address, fromMe: true, id: of });
  if (what.kind === "recall") return { delete: key(what.of) };
  const words = { text: what.content.text, linkPreview: previewOf(what.content) };
  return what.kind === "correct" ? { ...words, edit: key(what.of) } : words;
}

async function prepareForChannel(
  sock: WASocket,
  channel: string,
  what: Utterance,
  id: string,
  desk: Desk,
): Promise<Write> {
  if (what.kind === "recall") {
    return nothingToRemember(() => sock.sendNode(channelStanza(channel, what.of, { kind: "delete" })));
  }
  if (what.kind === "correct") {
    const content = correctedPost(await desk.book.post(what.of), what.content);
    return nothingToRemember(() =>
      sock.sendNode(channelStanza(channel, what.of, { kind: "correct", content })),
    );
  }
  const picture = await pictureFor(sock, what.content, desk);
  const content = postOf(what.content, picture);
  const stanza = channelStanza(channel, id, {
    kind: "publish",
    content,
    mediaHandle: picture?.handle ?? null,
  });
  if (picture) await desk.book.keepPost(id, proto.Message.encode(content).finish(), desk.clock.now());
  return nothingToRemember(() => sock.sendNode(stanza));
}

/** Channels are not sealed: no phone asks for a post again. */
function nothingToRemember(write: () => Promise<void>): Write {
  return async () => {
    await write();
    return undefined;
  };
}

/** The news matters more than its picture: whatever goes wrong with it, the post goes out as text. */
async function pictureFor(sock: WASocket, content: Content, desk: Desk): Promise<UploadedPicture | null> {
  const { pictures, prepareWithin, onFault } = desk;
  if (!pictures || content.image === null || content.text.length > CAPTION_LIMIT) return null;
  const patience = AbortSignal.timeout(prepareWithin / 2);
  const upload = uploadPicture(sock, content.image, pictures, patience);
  return before(patience, upload).catch((error: unknown) => {
    onFault(error);
    return null;
  });
}

/** As `work`, but not after the signal aborts: not all that it asks can be ended by it. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

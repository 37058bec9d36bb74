import {
  isJidGroup,
  isLidUser,
  isPnUser,
  jidNormalizedUser,
  normalizeMessageContent,
  type proto,
  toNumber,
  type WAMessage,
} from "@whiskeysockets/baileys";
import { DAY_MS } from "../../time.ts";

/** Our own account's two addresses. */
export interface Me {
  id: string;
  lid: string | null;
}

/** A message that is meant for us, before its sender is known by the one id we keep. */
export interface Heard {
  /** Unique only together with the sender: phones choose their messages' ids themselves. */
  messageId: string;
  /** The group it was said in, or null for a private chat. */
  group: string | null;
  sender: Addresses;
  /** The name the sender chose; anyone may choose any. */
  name: string | null;
  text: string;
  /** The id of the message that it answers, whoever wrote that. */
  about?: string;
  /** It was said elsewhere and is passed on to us. */
  forwarded: boolean;
}

/** A person's address as this message gave it, and the other one (LID or phone number) where WhatsApp gave both. */
export interface Addresses {
  jid: string;
  alt: string | null;
}

/**
 * What was said to us before we were restarted is still answered, a "berhenti" above all; what is older than this is not
 * (milliseconds).
 */
const TOO_OLD = DAY_MS;

/**
 * What a message says to us, or null if nothing: our own, status updates, channels, broadcasts, pictures and stickers,
 * old ones, and in a group everything that is neither a command with a slash nor a mention of us.
 */
export function heardIn(message: WAMessage, me: Me, now: Date): Heard | null {
  const { key } = message;
  const chat = jidNormalizedUser(key.remoteJid ?? undefined);
  const inGroup = isJidGroup(chat) === true;
  if (!key.id || key.fromMe || message.broadcast || !(inGroup || isPerson(chat))) return null;
  if (now.getTime() - toNumber(message.messageTimestamp) * 1000 > TOO_OLD) return null;

  const sender = inGroup
    ? { jid: jidNormalizedUser(key.participant ?? undefined), alt: normalized(key.participantAlt) }
    : { jid: chat, alt: normalized(key.remoteJidAlt) };
  if (!isPerson(sender.jid)) return null;

  const content = normalizeMessageContent(message.message);
  const text = textIn(content);
  const about = answeredIn(content);
  const forUs = inGroup ? addressed(text, mentionsIn(content), me) : text;
  if (forUs === "" && (inGroup || !isSaidWithoutWords(content))) return null;
  return {
    messageId: key.id,
    group: inGroup ? chat : null,
    sender,
    name: message.pushName ?? null,
    text: forUs,
    ...(about !== null && { about }),
    forwarded: content?.extendedTextMessage?.contextInfo?.isForwarded ?? false,
  };
}

/**
 * The address of a person's private chat, if the message alone tells it: the LID, WhatsApp's own id of the account. A phone
 * number can be hidden or changed, and is looked up to a LID at any time; the way back is not always open.
 */
export function lidIn({ jid, alt }: Addresses): string | null {
  return [jid, alt].find((address) => isLidUser(address ?? undefined)) ?? null;
}

/** The person's phone-number address, where WhatsApp reveals it. */
export function numberIn({ jid, alt }: Addresses): string | null {
  return [jid, alt].find((address) => isPnUser(address ?? undefined)) ?? null;
}

/**
 * A person's id: the phone number in digits, by which a newsroom names its editors, or the LID where the number is hidden.
 * Both are WhatsApp's word; the two forms cannot be taken for one another.
 */
export function personId(number: string | null, lid: string): string {
  return number === null ? lid : (number.split("@")[0] ?? lid);
}

function textIn(content: proto.IMessage | undefined): string {
  return (content?.conversation ?? content?.extendedTextMessage?.text ?? "").trim();
}

/** A sticker or a picture may want no answer; who records a voice message, or sends where they are, waits for one. */
function isSaidWithoutWords(content: proto.IMessage | undefined): boolean {
  return [content?.audioMessage, content?.locationMessage, content?.contactMessage].some((one) =>
    Boolean(one),
  );
}

function answeredIn(content: proto.IMessage | undefined): string | null {
  return content?.extendedTextMessage?.contextInfo?.stanzaId ?? null;
}

function mentionsIn(content: proto.IMessage | undefined): readonly string[] {
  return content?.extendedTextMessage?.contextInfo?.mentionedJid ?? [];
}

/** In a group: the command, or the words beside the mention of us; "" when it is not for us. */
function addressed(text: string, mentions: readonly string[], me: Me): string {
  if (text.startsWith("/")) return text;
  const ours = [me.id, me.lid].filter((jid) => jid !== null).map((jid) => jidNormalizedUser(jid));
  const mention = mentions.map((jid) => jidNormalizedUser(jid)).find((jid) => ours.includes(jid));
  if (mention === undefined) return "";
  return text.replaceAll(`@${mention.split("@")[0]}`, "").trim();
}

function isPerson(jid: string): boolean {
  return isPnUser(jid) === true || isLidUser(jid) === true;
}

function normalized(jid: string | undefined): string | null {
  return jid ? jidNormalizedUser(jid) : null;
}

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
  at: Date;
  /** The id of the message of ours that it answers or reacts to. */
  about?: string;
  /** A thumb under that message. */
  reaction?: true;
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
 * What a message says to us, or null if nothing: our own, status updates, channels, broadcasts, WhatsApp's own announcements, stickers and
 * pictures without words, old ones, and in a group everything that is neither a command with a slash, nor a mention of us, nor an
 * answer to us, nor the number of a choice. A thumb under a message of ours in a private chat counts as said in answer to it.
 */
export function heardIn(message: WAMessage, me: Me, now: Date): Heard | null {
  const { key } = message;
  const chat = jidNormalizedUser(key.remoteJid ?? undefined);
  const inGroup = isJidGroup(chat) === true;
  if (!key.id || key.fromMe || message.broadcast || !(inGroup || isPerson(chat))) return null;
  const at = new Date(toNumber(message.messageTimestamp) * 1000);
  if (now.getTime() - at.getTime() > TOO_OLD) return null;

  const sender = inGroup
    ? { jid: jidNormalizedUser(key.participant ?? undefined), alt: normalized(key.participantAlt) }
    : { jid: chat, alt: normalized(key.remoteJidAlt) };
  if (!isPerson(sender.jid)) return null;

  // Baileys puts a correction that comes close behind into the message it names, whoever sent it. In a private chat nobody else can.
  if (inGroup && message.message?.editedMessage) return null;

  const content = normalizeMessageContent(message.message);
  const words = inGroup ? wordsInGroup(content, me) : wordsInPrivate(content, me);
  if (words === null) return null;
  return {
    messageId: key.id,
    group: inGroup ? chat : null,
    sender,
    name: message.pushName ?? null,
    text: words.text,
    at,
    ...(words.about !== null && { about: words.about }),
    ...(content?.reactionMessage && { reaction: true as const }),
    forwarded: contextOf(content)?.isForwarded ?? false,
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

interface Words {
  text: string;
  /** The id of the message of ours that they are about. */
  about: string | null;
}

function wordsInPrivate(content: Content, me: Me): Words | null {
  const thumb = thumbIn(content);
  if (thumb) return thumb;
  const text = textIn(content);
  if (text === "" && !isSaidWithoutWords(content)) return null;
  const answered = contextOf(content);
  // Whom the answered message is from is not always told; here it is from us or from them.
  const about = answered?.participant && !isUs(answered.participant, me) ? null : answered?.stanzaId;
  return { text, about: about ?? null };
}

function wordsInGroup(content: Content, me: Me): Words | null {
  const text = textIn(content);
  if (text === "") return null;
  const context = contextOf(content);
  const about = isUs(context?.participant, me) ? (context?.stanzaId ?? null) : null;
  const mention = (context?.mentionedJid ?? []).find((jid) => isUs(jid, me));
  const name = mention === undefined ? null : `@${jidNormalizedUser(mention).split("@")[0]}`;
  // Who calls everybody together mentions us without our name in the words: that is not said to us.
  if (name !== null && text.includes(name)) return toUsByName(text.replaceAll(name, "").trim(), about);
  // A number that is passed on, or said in answer to somebody else, is no choice from our list.
  const chooses = NUMBERS.test(text) && !context?.stanzaId && !context?.isForwarded;
  return about !== null || text.startsWith("/") || chooses ? { text, about } : null;
}

/** Who calls us by name to say one word, or to search, need not type a slash as well; another sentence may be about us. */
function toUsByName(text: string, about: string | null): Words | null {
  if (text === "") return null;
  return { text: /^(?:\p{L}+$|cari\s)/iu.test(text) ? `/${text}` : text, about };
}

/** "2", "1, 3": what our lists ask for, which their readers answer without our name. */
const NUMBERS = /^\d{1,2}(?:[\d\s.,)&]|dan)*$/;

type Content = proto.IMessage | undefined;

function textIn(content: Content): string {
  const { conversation, extendedTextMessage, imageMessage, videoMessage, documentMessage } = content ?? {};
  const captioned = imageMessage ?? videoMessage ?? documentMessage;
  return (conversation ?? extendedTextMessage?.text ?? captioned?.caption ?? "").trim();
}

function contextOf(content: Content): proto.IContextInfo | null {
  const { extendedTextMessage, imageMessage, videoMessage, documentMessage } = content ?? {};
  return (extendedTextMessage ?? imageMessage ?? videoMessage ?? documentMessage)?.contextInfo ?? null;
}

/** A sticker or a picture may want no answer; who records a voice message, or sends where they are, waits for one. */
function isSaidWithoutWords(content: Content): boolean {
  return [
    content?.audioMessage,
    content?.ptvMessage,
    content?.locationMessage,
    content?.liveLocationMessage,
    content?.contactMessage,
    content?.contactsArrayMessage,
  ].some((one) => Boolean(one));
}

/** A thumb under one of our messages, in any colour of skin. Baileys has turned the reaction's key to our point of view. */
function thumbIn(content: Content): Words | null {
  const { key, text } = content?.reactionMessage ?? {};
  const thumb = /^[👍👎]/u.exec(text ?? "")?.[0];
  return key?.fromMe && key.id && thumb !== undefined ? { text: thumb, about: key.id } : null;
}

function isUs(jid: string | null | undefined, me: Me): boolean {
  return (
    jid != null && [me.id, me.lid].some((one) => one && jidNormalizedUser(one) === jidNormalizedUser(jid))
  );
}

/** WhatsApp's own announcements come from 0@s.whatsapp.net, and nobody reads there. */
function isPerson(jid: string): boolean {
  return (isPnUser(jid) === true && !jid.startsWith("0@")) || isLidUser(jid) === true;
}

function normalized(jid: string | undefined): string | null {
  return jid ? jidNormalizedUser(jid) : null;
}

import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { type Flood, isEveryones } from "./floods.ts";
import type { Fault } from "./keep-trying.ts";
import { type SendPhoto, toTelegramMessage } from "./message.ts";
import type { Post } from "./post.ts";
import {
  isAccountRefused,
  isFlood,
  isPictureForbidden,
  isPictureRefused,
  isUnparsable,
  verdictOf,
} from "./verdict.ts";

const PICTURES_KNOWN = 200;

/** One attempt to send. Never rejects. */
export type Send = (to: Recipient, message: OutgoingMessage) => Promise<SendVerdict>;

export interface SendOptions {
  post: Post;
  onFault: Fault;
  now: () => Date;
  /** Alerts go out with their article's picture, where it has one that Telegram takes. */
  pictures?: boolean;
  /** Alerts may go over Telegram's limit for broadcasts, for Stars (Bot API, allow_paid_broadcast). */
  paid?: boolean;
}

export function createSend({ post, onFault, now, pictures = false, paid = false }: SendOptions): Send {
  /** What Telegram made of a picture's address: its own id for it, or null where it takes it not. A broadcast finds out once. */
  const known = new Map<string, string | null>();
  let lastFlood: (Flood & { at: Date }) | null = null;

  async function send(to: Recipient, message: OutgoingMessage): Promise<SendVerdict> {
    const ours = toTelegramMessage(to, message);
    if (ours.kind === "refused") return ours;
    for (const { says } of ours.leftOut) onFault("a button was left out", new Error(`too long: ${says}`));
    const { html, plain, photo } = ours;
    const alert = message.about !== undefined;
    const chat = alert && paid ? { ...ours.chat, allow_paid_broadcast: true } : ours.chat;
    if (alert && pictures && photo) {
      const sent = await withPicture({ ...chat, ...photo }).catch((error: unknown) => failed(to, error));
      if (sent) return sent;
    }
    const begun = now();
    try {
      return saidAt(begun, await post.message(chat, html));
    } catch (error) {
      if (!isUnparsable(error)) return failed(to, error);
      onFault("formatting was refused, sent as plain text", error);
    }
    // Still the same attempt: what can't be parsed was surely not sent.
    try {
      return saidAt(begun, await post.message(chat, plain));
    } catch (error) {
      return failed(to, error);
    }
  }

  /** An account at its limit gets nothing through: the limit that was met before was that chat's own. */
  function saidAt(begun: Date, messageId: number): SendVerdict {
    if (lastFlood && lastFlood.at < begun) lastFlood = null;
    return { kind: "sent", messageId: String(messageId) };
  }

  /** null: Telegram does not take this picture, or none into this chat, and nothing was sent. */
  async function withPicture(payload: SendPhoto): Promise<SendVerdict | null> {
    const address = payload.photo;
    const photo = known.has(address) ? known.get(address) : address;
    if (photo == null) return null;
    const begun = now();
    try {
      const { messageId, fileId } = await post.photo({ ...payload, photo });
      remember(address, fileId ?? address);
      return saidAt(begun, messageId);
    } catch (error) {
      if (isPictureRefused(error)) remember(address, null);
      else if (!isPictureForbidden(error) && !isUnparsable(error)) throw error;
      return null;
    }
  }

  function remember(address: string, as: string | null): void {
    if (!known.has(address) && known.size >= PICTURES_KNOWN) known.delete(known.keys().next().value ?? "");
    known.set(address, as);
  }

  function failed(to: Recipient, error: unknown): SendVerdict {
    if (isAccountRefused(error)) onFault("the bot's account is refused", error);
    const verdict = verdictOf(error);
    if (verdict.kind !== "later" || !isFlood(error)) return verdict;
    const everyone = isEveryones(to, lastFlood, now());
    const at = now();
    lastFlood = {
      address: to.address,
      at,
      until: new Date(at.getTime() + 1000 * (verdict.afterSeconds ?? 1)),
    };
    return { ...verdict, everyone };
  }

  return send;
}

import type { OutgoingMessage, Recipient, SendVerdict } from "../../delivery/delivery.ts";
import { type Flood, isEveryones } from "./floods.ts";
import type { Fault } from "./keep-trying.ts";
import { type SendMessage, toTelegramMessage } from "./message.ts";
import type { Post } from "./post.ts";
import { isAccountRefused, isFlood, isUnparsable, verdictOf } from "./verdict.ts";

/** One attempt to send. Never rejects. */
export type Send = (to: Recipient, message: OutgoingMessage) => Promise<SendVerdict>;

export function createSend({ post, onFault, now }: { post: Post; onFault: Fault; now: () => Date }): Send {
  let lastFlood: (Flood & { at: Date }) | null = null;

  async function send(to: Recipient, message: OutgoingMessage): Promise<SendVerdict> {
    const ours = toTelegramMessage(to, message);
    if (ours.kind === "refused") return ours;
    for (const { says } of ours.leftOut) onFault("a button was left out", new Error(`too long: ${says}`));
    try {
      return await attempt(ours.payload);
    } catch (error) {
      if (!isUnparsable(error)) return failed(to, error);
      onFault("formatting was refused, sent as plain text", error);
    }
    // Still the same attempt: what can't be parsed was surely not sent.
    return attempt(ours.plain).catch((error: unknown) => failed(to, error));
  }

  async function attempt(payload: SendMessage): Promise<SendVerdict> {
    const begun = now();
    const messageId = await post(payload);
    // An account at its limit gets nothing through: the limit that was met before was that chat's own.
    if (lastFlood && lastFlood.at < begun) lastFlood = null;
    return { kind: "sent", messageId: String(messageId) };
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

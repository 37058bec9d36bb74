import type { Delivery, OutgoingMessage, SendVerdict } from "./delivery.ts";
import type { Sender } from "./options.ts";

/** An alert's content in the forms its acts need. */
export interface Speech {
  kind: "speech";
  /** The alert as it stands. */
  alert: OutgoingMessage;
  /** The same as a new message, for chats whose first one can no longer be changed; null: no new message is sent. */
  correction: OutgoingMessage | null;
  /** A notice of the recall, for chats where the message can no longer be deleted. */
  recall: OutgoingMessage;
}

/**
 * One attempt at one delivery. A correction edits the message that the chat has, and a recall deletes it. Where the platform does not allow
 * that (any more), a new message follows instead, which is owed: the chat has something wrong.
 */
export function carryOut(
  messenger: Sender,
  delivery: Delivery,
  speech: Speech,
  key: string,
): Promise<SendVerdict> {
  if (delivery.act === "send") return messenger.send(delivery.to, speech.alert, key);
  if (delivery.act === "recall") return recall(messenger, delivery, speech.recall, key);
  return correct(messenger, delivery, speech, key);
}

async function correct(
  messenger: Sender,
  { to, earlier: [newest] }: Delivery,
  speech: Speech,
  key: string,
): Promise<SendVerdict> {
  if (messenger.correct && newest) {
    const verdict = await messenger.correct(to, newest, speech.alert, key);
    if (verdict.kind !== "refused") return verdict;
  }
  if (speech.correction === null)
    return { kind: "refused", why: "pesan di chat ini tidak dapat diubah lagi" };
  return messenger.send(to, speech.correction, `${key}.new`, { owed: true });
}

/**
 * Deletes every message of the alert that the chat is known to have. Where it may have more, the notice is sent as well. Running it again
 * after an interruption does no harm: deleting twice changes nothing.
 */
async function recall(
  messenger: Sender,
  { to, earlier, more }: Delivery,
  notice: OutgoingMessage,
  key: string,
): Promise<SendVerdict> {
  let last: SendVerdict | null = null;
  for (const sent of messenger.recall ? earlier : []) {
    last = (await messenger.recall?.(to, sent, `${key}.${sent.messageId}`)) ?? null;
    if (last?.kind === "refused") break;
    if (last?.kind !== "sent") return last ?? { kind: "refused", why: "" };
  }
  if (last?.kind === "sent" && !more) return last;
  return messenger.send(to, notice, `${key}.new`, { owed: true });
}

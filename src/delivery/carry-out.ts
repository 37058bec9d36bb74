import type { Delivery, OutgoingMessage, SendVerdict } from "./delivery.ts";
import type { Sender } from "./options.ts";

/** An alert's content in the forms its acts need. */
export interface Speech {
  kind: "speech";
  /** The alert as it stands. */
  alert: OutgoingMessage;
  /** The same as a message of its own, for where the first one can no longer be changed; null: none shall follow. */
  correction: OutgoingMessage | null;
  /** Says that it was withdrawn, for where it can no longer be deleted. */
  recall: OutgoingMessage;
}

/**
 * One attempt at one delivery. A correction changes the message that the chat has; where the platform does not allow that (any
 * more), the correction comes as a message of its own, and so does a recall that may not delete: both are owed, since the chat has what was
 * wrong.
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
 * Every message that the chat has of the alert; where it may have more than is known, it is told as well. A repeat after half of them
 * deletes nothing twice: what is gone stays gone.
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

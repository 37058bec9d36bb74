import type { proto } from "@whiskeysockets/baileys";

/**
 * The contents of the messages sent last, by id. A phone that could not decrypt a message asks for it again, and Baileys
 * asks us (`getMessage`); without an answer its reader sees "Waiting for this message" for ever.
 */
export interface SentMessages {
  remember(id: string, content: proto.IMessage): void;
  recall(id: string): proto.IMessage | undefined;
}

/** Keeps the last `limit` contents in memory; the oldest goes first. */
export function rememberSent(limit = 2_000): SentMessages {
  const contents = new Map<string, proto.IMessage>();
  return {
    remember(id, content) {
      contents.delete(id);
      contents.set(id, content);
      const oldest = contents.keys().next().value;
      if (contents.size > limit && oldest !== undefined) contents.delete(oldest);
    },
    recall: (id) => contents.get(id),
  };
}

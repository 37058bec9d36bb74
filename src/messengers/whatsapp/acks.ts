import type { Ack } from "./verdict.ts";

/** How the wait for an ack ended: it came, it did not come in time, or the connection was lost first. */
type Answer = Ack | "silence" | "lost";

/**
 * Sends that wait for WhatsApp's ack, by message id. Baileys' `sendMessage` resolves when the bytes are written, and an
 * accepted message makes no event of Baileys' own, so the acks are read from the wire.
 */
export interface Acks {
  /** Resolves within `ms`. Call it before the message is written: the ack may come before the write's promise. */
  expect(id: string, ms: number): Promise<Answer>;
  came(ack: Ack): void;
  /** Nobody answers on a lost connection: ends every wait. */
  lost(): void;
}

export function awaitAcks(): Acks {
  const waiting = new Map<string, Set<(answer: Answer) => void>>();

  const settle = (id: string, answer: Answer): void => {
    const all = waiting.get(id);
    waiting.delete(id);
    for (const answered of all ?? []) answered(answer);
  };

  return {
    expect(id, ms) {
      return new Promise((resolve) => {
        const answered = (answer: Answer): void => {
          clearTimeout(timer);
          resolve(answer);
        };
        const timer = setTimeout(settle, ms, id, "silence");
        waiting.set(id, (waiting.get(id) ?? new Set()).add(answered));
      });
    },
    came: (ack) => settle(ack.id, ack),
    lost: () => [...waiting.keys()].forEach((id) => settle(id, "lost")),
  };
}

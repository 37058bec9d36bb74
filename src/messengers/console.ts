import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Person, Said } from "../chat/said.ts";
import type { Button, OutgoingMessage, Recipient, SendVerdict } from "../delivery/delivery.ts";
import { toPlain } from "../delivery/rich-text.ts";
import type { Messenger } from "./messenger.ts";

export interface ConsoleOptions {
  input: Readable;
  output: Writable;
  /** Who types here; an editor if the configuration says so. Also the address of the private chat they type in. */
  person: { id: string; name: string };
  /** Makes message ids of this run differ from an earlier run's; a redelivery does not exist here. */
  session?: string;
}

/**
 * A terminal as a messenger. Every chat is printed the way its readers would see it, between a line "┌─ CHAT" and a
 * line "└─"; a typed line is said in a private chat. Buttons are numbered, and a typed number presses one.
 */
export function startConsole({ input, output, person, session = randomUUID() }: ConsoleOptions): Messenger {
  const speaker: Person = { messenger: "console", id: person.id, name: person.name };
  const chat: Said["chat"] = {
    messenger: "console",
    address: person.name,
    kind: "private",
    thread: null,
    title: person.name,
  };
  let printed = 0;
  let heard = 0;
  let choices: readonly Button[] = [];

  async function send(to: Recipient, message: OutgoingMessage): Promise<SendVerdict> {
    const buttons = message.buttons?.flat() ?? [];
    output.write(framed(to.address, toPlain(message.text), buttons));
    if (buttons.length > 0) choices = buttons;
    return { kind: "sent", messageId: `${session}-${++printed}` };
  }

  return {
    name: "console",
    send,
    async listen(ear) {
      const lines = createInterface({ input, terminal: false });
      let answered = Promise.resolve();
      lines.on("line", (line) => {
        if (line.trim() === "") return;
        // One after another, so that a conversation reads in order however fast it is typed or piped in.
        answered = answered.then(async () => {
          const text = choices[Number(line) - 1]?.says ?? line.trim();
          const said = {
            id: `${session}-${++heard}`,
            chat,
            from: speaker,
            text,
            isChatAdmin: async () => true,
          };
          for (const reply of await ear.said(said)) await send(chat, reply);
        });
      });
      return {
        async [Symbol.asyncDispose]() {
          lines.close();
          await answered;
        },
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The choices stand below the frame: what is inside it is the message alone. */
function framed(title: string, text: string, buttons: readonly Button[]): string {
  const choices = buttons.map(({ label }, index) => `${index + 1}. ${label}\n`);
  return `┌─ ${title}\n${text}\n└─\n${choices.join("")}`;
}

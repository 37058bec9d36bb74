import { Api } from "grammy";
import { renderAlert } from "../../src/delivery/render.ts";
import { toTelegramHtml } from "../../src/delivery/rich-text.ts";
import { alertFor, chatsOf, type Contender, type Phase, type Settings } from "./contender.ts";

/** What most bots do: grammY as it comes, a loop over the chats, nothing written down. */
export async function plain(settings: Settings): Promise<Contender> {
  const sendTo = plainSend(settings);
  return {
    async send(phase) {
      const text = htmlOf(phase);
      const chats = chatsOf(phase, settings).values();
      const loop = async () => {
        for (const chat of chats) await sendTo(chat, text);
      };
      await Promise.all(Array.from({ length: settings.concurrency }, loop));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** By grammY with its default HTTP; resolves with the message's id. */
export function plainSend({ apiRoot, token }: Settings): (chat: string, text: string) => Promise<number> {
  const api = new Api(token, { apiRoot });
  const options = { parse_mode: "HTML", link_preview_options: { is_disabled: false } } as const;
  return async (chat, text) => (await api.sendMessage(chat, text, options)).message_id;
}

/** The same message that ours sends. */
export function htmlOf(phase: Phase): string {
  return toTelegramHtml(renderAlert(alertFor(phase)).text);
}

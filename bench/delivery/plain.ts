import { Api } from "grammy";
import { renderAlert } from "../../src/delivery/render.ts";
import { toTelegramHtml } from "../../src/delivery/rich-text.ts";
import { alertFor, chatsOf, type Contender, type Phase, type Settings } from "./contender.ts";

/** What most bots do: grammY as it comes, a loop over the chats, nothing written down. */
export async function plain(settings: Settings): Promise<Contender> {
  const sendTo = plainSend(settings);
  return {
    async send(phase) {
      const chats = chatsOf(phase, settings).values();
      const loop = async () => {
        for (const chat of chats) await sendTo(chat, phase);
      };
      await Promise.all(Array.from({ length: settings.concurrency }, loop));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** The same message that ours sends, by grammY with its default HTTP. */
export function plainSend({ apiRoot, token }: Settings): (chat: string, phase: Phase) => Promise<void> {
  const api = new Api(token, { apiRoot });
  const texts = { "warm-up": html("warm-up"), measured: html("measured") };
  return async (chat, phase) => {
    await api.sendMessage(chat, texts[phase], {
      parse_mode: "HTML",
      link_preview_options: { is_disabled: false },
    });
  };
}

function html(phase: Phase): string {
  return toTelegramHtml(renderAlert(alertFor(phase)).text);
}

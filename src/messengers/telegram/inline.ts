import type { Api } from "grammy";
import type { Ear, InlineItem } from "../../chat/said.ts";
import { toTelegramHtml } from "../../delivery/rich-text.ts";
import type { Fault } from "./keep-trying.ts";
import type { Reading } from "./updates.ts";

type InlineEvent = Extract<NonNullable<Reading["event"]>, { kind: "asked" }>;

const FRESH_SECONDS = 30; // Telegram answers the same words of others for this long without us

/** Answers `@bot words`, typed in any chat. An answer that comes too late is refused by Telegram, and nobody misses it. */
export async function answerInline(
  { api, ear, onFault }: { api: Api; ear: Ear; onFault: Fault },
  { id, asked }: InlineEvent,
): Promise<void> {
  if (!ear.asked) return;
  const { items, next } = await ear.asked(asked);
  await api
    .answerInlineQuery(id, items.map(toResult), {
      cache_time: FRESH_SECONDS,
      next_offset: next === null ? "" : String(next),
    })
    .catch((error: unknown) => onFault("answerInlineQuery failed", error));
}

/** https://core.telegram.org/bots/api#inlinequeryresultarticle */
function toResult({ id, title, description, message }: InlineItem) {
  return {
    type: "article" as const,
    id,
    title,
    description,
    input_message_content: {
      message_text: toTelegramHtml(message.text),
      parse_mode: "HTML" as const,
      link_preview_options: { is_disabled: message.preview !== true },
    },
  };
}

import { type Api, GrammyError } from "grammy";
import type { OutgoingMessage, Recipient, SendVerdict, Sent } from "../../delivery/delivery.ts";
import { type Said, toTelegramMessage } from "./message.ts";
import { isUnparsable, verdictOf } from "./verdict.ts";

/**
 * Corrections and recalls of messages we sent. Unlike a send, both may be tried again after a timeout: doing the same twice changes
 * nothing, so no verdict is ever `unknown`.
 */
export interface Changing {
  correct(to: Recipient, sent: Sent, message: OutgoingMessage): Promise<SendVerdict>;
  recall(to: Recipient, sent: Sent): Promise<SendVerdict>;
}

/** `pictures`: alerts with one went out with it, and then their words are its caption. */
export function createChanging(api: Api, { pictures }: { pictures: boolean }): Changing {
  return {
    async correct(to, sent, message) {
      const ours = toTelegramMessage(to, message);
      if (ours.kind === "refused") return ours;
      const [chat, id] = [to.address, Number(sent.messageId)];
      const asText = ({ text, link_preview_options: link, ...payload }: Said) =>
        api.editMessageText(chat, id, text, {
          ...formOf(payload),
          ...(link !== undefined && { link_preview_options: link }),
        });
      const asCaption = (payload: Said) =>
        api.editMessageCaption(chat, id, { caption: payload.text, ...formOf(payload) });
      // Which of the two it was in this chat nobody has kept. The likelier one first: a second call costs the account's pace.
      const [likely, other] = pictures && ours.photo ? [asCaption, asText] : [asText, asCaption];
      const change = (payload: Said) =>
        likely(payload).catch((error: unknown) => {
          if (isOfTheOtherForm(error)) return other(payload);
          throw error;
        });
      try {
        await change(ours.html).catch((error: unknown) => {
          if (!isUnparsable(error)) throw error;
          return change(ours.plain);
        });
        return { kind: "sent", messageId: sent.messageId };
      } catch (error) {
        return says(error, "message is not modified")
          ? { kind: "sent", messageId: sent.messageId }
          : changed(error);
      }
    },

    async recall(to, sent) {
      try {
        await api.deleteMessage(to.address, Number(sent.messageId));
      } catch (error) {
        if (!says(error, "message to delete not found")) return changed(error);
      }
      return { kind: "sent", messageId: sent.messageId };
    },
  };
}

/** What a change keeps of a message beside its words. */
function formOf({ parse_mode, reply_markup }: Pick<Said, "parse_mode" | "reply_markup">) {
  return {
    ...(parse_mode !== undefined && { parse_mode }),
    ...(reply_markup !== undefined && "inline_keyboard" in reply_markup && { reply_markup }),
  };
}

function isOfTheOtherForm(error: unknown): boolean {
  return (
    says(error, "there is no text in the message to edit") ||
    says(error, "there is no caption in the message to edit")
  );
}

function changed(error: unknown): SendVerdict {
  const known = CANNOT.find(([text]) => says(error, text));
  if (known) return { kind: "refused", why: known[1] };
  const verdict = verdictOf(error);
  return verdict.kind === "unknown" ? { kind: "later", why: verdict.why } : verdict;
}

/**
 * What Telegram answers when a message is past changing (github.com/tdlib/td, MessagesManager.cpp: can_edit_message,
 * can_delete_message). Deleting: within 48 hours, or with the right to delete (Bot API, deleteMessage).
 */
const CANNOT: readonly (readonly [string, string])[] = [
  ["message can't be edited", "pesan ini tidak dapat diubah lagi"],
  ["message to edit not found", "pesannya sudah dihapus di obrolan itu"],
  ["caption is too long", "isinya terlalu panjang untuk keterangan gambar"],
  ["message can't be deleted", "pesan ini tidak dapat dihapus lagi (lebih dari 48 jam)"],
  ["MESSAGE_ID_INVALID", "pesannya tidak ada lagi"],
  ["MESSAGE_EDIT_TIME_EXPIRED", "pesan ini tidak dapat diubah lagi"],
  ["MESSAGE_DELETE_FORBIDDEN", "pesan ini tidak boleh dihapus"],
];

function says(error: unknown, text: string): boolean {
  return error instanceof GrammyError && error.error_code === 400 && error.description.includes(text);
}

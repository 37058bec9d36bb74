import type { Api } from "grammy";
import type { Fault } from "./keep-trying.ts";

/** What the slash offers, and to whom. */
export interface CommandMenu {
  for: "private" | "groups" | "group admins" | { editor: string };
  /** Of the person's app, as ISO 639-1 has it; null for all that have no menu of their own. */
  language: "en" | null;
  /** `command` is 1–32 of a–z, 0–9 and _, without the slash. */
  commands: readonly { command: string; description: string }[];
}

/** Registers the menus. One that is refused (an editor who never wrote to us has no chat) keeps none of the others. */
export async function announce(
  menus: readonly CommandMenu[],
  { api, onFault, signal }: { api: Api; onFault: Fault; signal: AbortSignal },
): Promise<void> {
  for (const menu of menus) {
    if (signal.aborted) return;
    try {
      await api.setMyCommands(menu.commands, {
        scope: scopeOf(menu.for),
        ...(menu.language !== null && { language_code: menu.language }),
      });
    } catch (error) {
      if (!signal.aborted) onFault("setMyCommands failed", error);
    }
  }
}

/** https://core.telegram.org/bots/api#botcommandscope */
function scopeOf(who: CommandMenu["for"]) {
  switch (who) {
    case "private":
      return { type: "all_private_chats" } as const;
    case "groups":
      return { type: "all_group_chats" } as const;
    case "group admins":
      return { type: "all_chat_administrators" } as const;
    default:
      return { type: "chat", chat_id: Number(who.editor) } as const;
  }
}

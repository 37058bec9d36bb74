import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import { MINUTE_MS } from "../../time.ts";
import type { Fault } from "./keep-trying.ts";

/** What the slash offers, and to whom. */
export interface CommandMenu {
  for: "private" | "groups" | "group admins" | { editor: string };
  /** Of the person's app, as ISO 639-1 has it; null for all that have no menu of their own. */
  language: "en" | null;
  /** `command` is 1–32 of a–z, 0–9 and _, without the slash. None: this menu is taken away, and the general one shows. */
  commands: readonly { command: string; description: string }[];
}

export interface Announcing {
  api: Api;
  onFault: Fault;
  signal: AbortSignal;
  /** How often the menus are looked at; milliseconds. */
  everyMs?: number;
}

const EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 10 * MINUTE_MS; // an editor who never wrote to us has no chat yet, and may write at any time

/**
 * Registers the menus as `menus` has them, now and whenever it has others. One that is refused keeps none of the others. Resolves with the
 * rest of the work, which resolves when the signal aborts.
 */
export async function announce(
  menus: () => readonly CommandMenu[],
  parts: Announcing,
): Promise<() => Promise<void>> {
  const { signal, everyMs = EVERY_MS } = parts;
  const known = new Map<string, { menu: CommandMenu; commands: string; again: number }>();
  await look();
  return async () => {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      await look();
    }
  };

  async function look(): Promise<void> {
    const wanted = new Map(menus().map((menu) => [nameOf(menu), menu]));
    for (const [name, { menu }] of known) if (!wanted.has(name)) wanted.set(name, { ...menu, commands: [] });
    for (const [name, menu] of wanted) {
      if (signal.aborted) return;
      const commands = JSON.stringify(menu.commands);
      const before = known.get(name);
      if (before?.commands === commands && performance.now() < before.again) continue;
      const done = await register(menu, parts, before?.commands !== commands);
      known.set(name, { menu, commands, again: done ? Infinity : performance.now() + AGAIN_AFTER_MS });
    }
  }
}

const nameOf = (menu: CommandMenu): string => JSON.stringify([menu.for, menu.language]);

/** Whether it is as it should be. `report`: a refusal that is not known yet. */
async function register(
  menu: CommandMenu,
  { api, onFault, signal }: Announcing,
  report: boolean,
): Promise<boolean> {
  const to = {
    scope: scopeOf(menu.for),
    ...(menu.language !== null && { language_code: menu.language }),
  };
  try {
    if (menu.commands.length === 0) await api.deleteMyCommands(to);
    else await api.setMyCommands(menu.commands, to);
    return true;
  } catch (error) {
    if (!signal.aborted && report) onFault("setMyCommands failed", error);
    return false;
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

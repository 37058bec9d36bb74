import type { Ask } from "./ask.ts";
import type { Before, Bot, World } from "./world.ts";

/** Asks who may make the bot speak: by a message to it, or by number. */
export async function editorsOf(
  ask: Ask,
  world: World,
  bot: Bot | null,
  whatsApp: string | undefined,
  { editors: known }: Before,
): Promise<string[]> {
  const editors: string[] = [];
  const anyMore = (): Promise<boolean> =>
    known.length + editors.length === 0
      ? Promise.resolve(true)
      : ask.yes(`Editors: ${[...known, ...editors].join(", ")}. Add another one?`, false);
  if (bot === null && (whatsApp ?? "off") === "off") return [];
  while (await anyMore()) {
    const editor = (bot && (await whoWrites(ask, world, bot))) ?? (await typedEditor(ask));
    if (editor === null) break;
    editors.push(editor);
  }
  return editors;
}

async function whoWrites(ask: Ask, world: World, bot: Bot): Promise<string | null> {
  const code = world.code();
  ask.tell(
    "Who may make the bot speak?",
    `Let the editor open this link and press Start, or write "/start ${code}" to @${bot.username}:\n\nhttps://t.me/${bot.username}?start=${code}`,
  );
  const found = await ask.until("Waiting for it. Press Enter to type a number instead", (signal) =>
    bot.whoSends(code, signal),
  );
  if (found === null) return null;
  if (typeof found === "string") {
    ask.bad(found);
    return null;
  }
  const editor = `telegram:${found.id}`;
  if (!(await ask.yes(`${found.name} (${editor}) wrote. An editor?`, true))) return null;
  await bot.writes(
    found,
    "Anda tercatat sebagai penyunting Kabar Kilat. Begitu layanan berjalan, ketik /bantuan di sini.",
  );
  return editor;
}

async function typedEditor(ask: Ask): Promise<string | null> {
  const typed = await ask.line(
    'An editor: "telegram:" and the user\'s number, or "whatsapp:" and the phone number with country code; empty for none',
    {
      complaint: (answer) =>
        answer === "" || /^(telegram:\d+|whatsapp:[1-9]\d{7,14})$/.test(answer)
          ? undefined
          : "Such as telegram:123456789 or whatsapp:6281234567890",
    },
  );
  return typed === "" ? null : typed;
}

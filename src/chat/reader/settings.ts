import * as copy from "../copy/copy.ts";
import type { ConversationPorts } from "../ports.ts";
import { prefer, type Preferred, type Setting } from "../preferences.ts";
import type { Said } from "../said.ts";
import { say, type Turn } from "../turn.ts";

/** When and how often a chat hears from us, shown or changed by someone who may decide for it. */
export async function answerSettings({ chat }: Said, ports: ConversationPorts): Promise<Turn> {
  return say(copy.settings(await ports.chats.preferences(chat), ports.now()));
}

/** What a setting should be; `typed` is what was said of it and makes no sense there. */
export async function askSetting(
  setting: Setting,
  typed: string,
  { chat }: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  const question = copy.whichSetting(setting, typed, await ports.chats.preferences(chat), ports.now());
  return {
    ...say(question),
    awaiting: { kind: "setting", setting },
    ...(setting === "most" && { answerIsNumber: true }),
  };
}

export async function answerPreferred(
  wanted: Preferred,
  { chat }: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  const now = ports.now();
  const preferences = await ports.chats.prefer(chat, (before) => prefer(before, wanted, now), now);
  return say(copy.preferred(wanted, preferences, now));
}

import { may, type Role } from "../alerts/rights.ts";
import { type Command, type CommandKey, COMMANDS } from "./commands.ts";
import { rightForCommand } from "./desk/rights.ts";

/** The commands as messengers list them beside the line one types in. */

/** Who sees a menu: everybody privately, a group's members, its admins, or one editor in their own private chat. */
export type MenuFor = "private" | "groups" | "group admins" | { editor: string };

/**
 * One menu as a messenger registers it; without commands it is taken away. `language` is that of the person's app; null for all that have no
 * menu of their own.
 */
export interface Menu {
  for: MenuFor;
  language: "en" | null;
  commands: { command: string; description: string }[];
}

/** An editor by the platform's user id, and what they may do. */
export interface MenuEditor {
  id: string;
  role: Role;
  maySend: boolean;
}

/**
 * Every menu there is: editors see the readers' commands and the orders that they may give, readers never the editors'; of those who were
 * editors the menu is taken away. Apps set to English are common among people who read Indonesian: they are shown the English names, in
 * Indonesian words.
 */
export function menus(editors: readonly MenuEditor[], former: readonly string[] = []): Menu[] {
  const readers = COMMANDS.filter(({ who, unlisted }) => who === "reader" && unlisted === undefined);
  const desk = COMMANDS.filter(({ who }) => who === "editor");
  const whole: [MenuFor, readonly Command[]][] = [
    ["private", readers],
    ["groups", readers.filter(({ key }) => ASKING.has(key))],
    ["group admins", readers.filter(({ key }) => !PERSONAL.has(key))],
    ...editors.map((one): [MenuFor, readonly Command[]] => [
      { editor: one.id },
      [...readers, ...desk.filter(({ key }) => may(one, rightForCommand(key) ?? "look"))],
    ]),
    ...former.map((editor): [MenuFor, readonly Command[]] => [{ editor }, []]),
  ];
  return whole.flatMap(([who, commands]) => [
    {
      for: who,
      language: null,
      commands: commands.map(({ command, description }) => ({ command, description })),
    },
    { for: who, language: "en", commands: commands.map(inEnglish) },
  ]);
}

/** What anyone in a group may say. */
const ASKING = new Set<CommandKey>(["search", "latest", "help"]);
/** What is a single person's alone. */
const PERSONAL = new Set<CommandKey>(["feedback", "data", "why"]);

function inEnglish({ command, alias, description }: Command): { command: string; description: string } {
  return {
    command: command === "start" ? command : alias,
    description: description.replaceAll(`/${command} `, `/${alias} `),
  };
}

import { expect, test } from "vitest";
import { COMMANDS, menus } from "../../src/chat/commands.ts";

const of = (who: ReturnType<typeof menus>[number]["for"], language: "en" | null = null) =>
  menus(["900"])
    .find((menu) => JSON.stringify(menu.for) === JSON.stringify(who) && menu.language === language)
    ?.commands.map(({ command }) => command) ?? [];

test("readers are offered what is theirs, editors that and the desk's", () => {
  expect(of("private")).toContain("ikuti");
  expect(of("private")).not.toContain("siarkan");
  expect(of({ editor: "900" })).toEqual(expect.arrayContaining(["ikuti", "siarkan", "antrean"]));
});

test("in a group anyone may ask, and only admins are offered to choose", () => {
  expect(of("groups")).toEqual(["terbaru", "cari", "bantuan"]);
  expect(of("group admins")).toContain("langganan");
  expect(of("group admins")).not.toContain("dataku");
});

test("an app in English is offered the English names", () => {
  expect(of("private", "en")).toEqual(
    expect.arrayContaining(["start", "follow", "latest", "search", "stop", "help"]),
  );
  expect(of("private", "en")).toHaveLength(of("private").length);
  const [search] = menus([]).flatMap(({ language, commands }) =>
    language === "en" ? commands.filter(({ command }) => command === "search") : [],
  );
  expect(search?.description).toBe("Cari berita, misalnya: /search banjir jakarta");
});

test("every name is one that Telegram takes, and stands for one command only", () => {
  const names = COMMANDS.flatMap(({ command, alias }) => (command === alias ? [command] : [command, alias]));
  expect(new Set(names).size).toBe(names.length);
  for (const { commands } of menus(["900"])) {
    expect(commands.length).toBeLessThanOrEqual(100);
    for (const { command, description } of commands) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeLessThanOrEqual(256);
    }
  }
});

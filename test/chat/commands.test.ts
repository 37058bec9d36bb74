import { expect, test } from "vitest";
import { COMMANDS } from "../../src/chat/commands.ts";
import { menus, type MenuEditor } from "../../src/chat/menus.ts";

const RINI: MenuEditor = { id: "900", role: "admin", maySend: true };

const of = (
  who: ReturnType<typeof menus>[number]["for"],
  language: "en" | null = null,
  editor: Partial<MenuEditor> = {},
) =>
  menus([{ ...RINI, ...editor }])
    .find((menu) => JSON.stringify(menu.for) === JSON.stringify(who) && menu.language === language)
    ?.commands.map(({ command }) => command) ?? [];

test("readers are offered what is theirs, editors that and the desk's", () => {
  expect(of("private")).toContain("ikuti");
  expect(of("private")).not.toContain("siarkan");
  expect(of({ editor: "900" })).toEqual(expect.arrayContaining(["ikuti", "siarkan", "antrean"]));
});

test("an editor is offered the orders they may give, and no others", () => {
  const offered = (editor: Partial<MenuEditor>): string[] => of({ editor: "900" }, null, editor);
  const looking = offered({ role: "reader" });
  expect(looking).toEqual(expect.arrayContaining(["antrean", "status", "masuk", "gagal"]));
  for (const order of ["siarkan", "ubah", "hentikan", "setujui", "ulangi"])
    expect(looking).not.toContain(order);
  const editing = offered({ role: "editor", maySend: false });
  expect(editing).toEqual(expect.arrayContaining(["siarkan", "ubah", "tolak", "hentikan", "tahan"]));
  for (const order of ["setujui", "ralat", "tarik", "jadwal", "lanjutkan", "ulangi"])
    expect(editing).not.toContain(order);
  expect(offered({ role: "editor" })).toEqual(
    expect.arrayContaining(["setujui", "ralat", "ulangi", "takpasti"]),
  );
});

test("whoever is no editor any more has the menu taken away", () => {
  expect(menus([], ["901"]).filter((menu) => typeof menu.for === "object")).toEqual([
    { for: { editor: "901" }, language: null, commands: [] },
    { for: { editor: "901" }, language: "en", commands: [] },
  ]);
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
  for (const { language, commands } of menus([RINI])) {
    const offered = new Set(commands.map(({ command }) => command));
    const named = commands.flatMap(({ description }) => description.match(/(?<=\/)[a-z]+/g) ?? []);
    expect(
      named.filter((name) => !offered.has(name)),
      `in ${language}`,
    ).toEqual([]);
  }
});

test("every name is one that Telegram takes, and stands for one command only", () => {
  const names = COMMANDS.flatMap(({ command, alias }) => (command === alias ? [command] : [command, alias]));
  expect(new Set(names).size).toBe(names.length);
  for (const { commands } of menus([RINI])) {
    expect(commands.length).toBeLessThanOrEqual(100);
    for (const { command, description } of commands) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeLessThanOrEqual(256);
    }
  }
});

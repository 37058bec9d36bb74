import { expect, test } from "vitest";
import { parse } from "yaml";
import { wordsLine } from "../../../src/web/desk/topic-lines.ts";
import { startTestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** The page of topics: what readers follow, and words for the configuration. */

test("what readers follow by words is listed, and told beside a suggestion that is about the same", async () => {
  await using app = await startTestApp();
  for (const [reader, words] of [
    [1, "pasar cendana"],
    [2, "Cendana"],
    [3, "ekonomi"],
  ] as const)
    await app.says(reader, `/langganan ${words}`);
  for (let n = 1; n <= 3; n++)
    await app.app.accept(anArticle({ title: `Pasar Cendana Ditutup Hari ke-${n}`, sections: [] }));
  await until("the articles are read", async () => {
    const { rowCount } = await app.db.pool.query("select from articles where state = 'ready'");
    return rowCount === 3;
  });
  const editor = await deskPerson(app, "editor");
  const { text } = await editor.get("/topik");
  const followed = text.slice(text.indexOf("<h2>Kata kunci</h2>"));
  for (const words of ["pasar cendana", "cendana"])
    expect(followed).toMatch(new RegExp(`<td\\s*>${words}</td>`));
  const suggestion = /<tr>(?:(?!<\/tr>).)*value="pasar cendana".*?<\/tr>/s.exec(text)?.[0] ?? "";
  expect(suggestion.match(/<td class="number">\s*([\d–]+)\s*<\/td>/)?.[1], "two subscriptions").toBe("2");

  const chosen = (await editor.get("/topik?kata=pasar+cendana&ke=ekonomi")).text;
  expect(chosen).toContain("    words: [pasar cendana]</pre>");
  expect((await editor.get("/topik?ke=ekonomi")).text).toContain("Pilih dulu katanya.");
  expect((await editor.get("/topik?kata=a&ke=tidak-ada")).text).not.toContain("</pre>");
});

test.each([
  [["rupiah", "IHSG"], ["beras", "Rupiah"], "    words: [rupiah, IHSG, beras]"],
  [[], ["yes", "a: b", "#1"], '    words: [yes, "a: b", "#1"]'],
])("a topic with %j and %j more", (has, more, line) => {
  expect(wordsLine(has, more)).toBe(line);
  expect(parse(line)).toEqual({ words: [...has, ...more.filter((word) => word !== "Rupiah")] });
});

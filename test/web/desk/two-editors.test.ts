import { expect, test } from "vitest";
import { anArticle } from "../../support/articles.ts";
import { SOURCE, startTestApp } from "../../support/app.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

test("an alert that needs two editors says so, who has approved it, and what its button will do", async () => {
  await using app = await startTestApp({
    settings: {
      sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }],
      desk: { fourEyes: { sources: [SOURCE.id] } },
    },
  });
  await app.says(1, "/langganan semua");
  await app.app.accept(anArticle());
  await until("the draft waits", async () => {
    const { rowCount } = await app.db.pool.query("select from alerts where state = 'draft'");
    return rowCount === 1;
  });
  const [first, second] = [await deskPerson(app, "editor"), await deskPerson(app, "editor")];
  expect((await first.get("/siaran/1")).text).toContain("Setujui sebagai orang pertama");
  const approved = await first.post("/siaran/1/siarkan", { version: "1" });
  expect(approved.text).toContain("Persetujuan Anda dicatat");

  const seen = (await second.get("/siaran/1")).text;
  expect(seen).toMatch(/perlu persetujuan dua penyunting\.\s*<strong>editor \d+<\/strong> sudah menyetujui/);
  expect(seen).toContain("Setujui dan siarkan ke 1 chat");
  const sent = await second.post("/siaran/1/siarkan", { version: "1" });
  expect(sent.text).toContain("Sedang dikirim");
  await until("it is there", () => app.sentTo(1).some((text) => text.includes("Gabung")));
});

import { expect, test } from "vitest";
import { EDITOR, SOURCE, type TestApp, testAppForAll } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { deskPerson } from "../support/desk-person.ts";
import { draftOf } from "../support/drafts.ts";
import { until } from "../support/until.ts";

/** A newsroom in Makassar: nobody there says "WITA" to one another, and its clock is an hour ahead of Jakarta's. */
let app: TestApp;
const READER = 1;

testAppForAll(
  {
    settings: { newsroom: { zone: "WITA" }, sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
  },
  (shared) => void (app = shared),
);

const hears = (user: number, text: string): Promise<void> =>
  until(`"${text}" is heard`, () => app.sentTo(user).some((one) => one.includes(text)));

test("what an editor schedules for 18.30 is sent when the newsroom's clock says so", async () => {
  await app.app.accept(anArticle({ title: "Jembatan Sagara Dibuka" }));
  const id = await draftOf(app, "Jembatan Sagara Dibuka");
  await app.says(EDITOR, `/jadwal ${id} 18.30`);
  await app.presses(EDITOR, "Jadwalkan");
  await hears(EDITOR, "18.30 WITA, ke");
  const { rows } = await app.db.pool.query<{ at: string }>(
    "select to_char(send_at at time zone 'UTC', 'HH24:MI') as at from alerts where id = $1",
    [id],
  );
  expect(rows).toEqual([{ at: "10:30" }]);
});

test("a reader's night is that of the newsroom's clock, unless they name another", async () => {
  await app.says(READER, "/tenang 21-5");
  await app.says(READER, "/tenang wib");
  await until("both are answered", () => app.sentTo(READER).length >= 2);
  const [unnamed, named] = app.sentTo(READER).slice(-2);
  expect(unnamed).toContain("21.00–05.00 WITA");
  expect(named).toContain("21.00–05.00 WIB");
});

test("the desk offers and asks times by the newsroom's clock", async () => {
  await app.app.accept(anArticle({ title: "Pasar Arum Direnovasi" }));
  const id = await draftOf(app, "Pasar Arum Direnovasi");
  const person = await deskPerson(app, "editor");
  const { text } = await person.get(`/siaran/${id}`);
  expect(text).toContain("Besok 06.00 WITA");
  expect(text).toMatch(/<option selected\s*>WITA</);
});

import { expect, test } from "vitest";
import { EDITOR, startTestApp } from "../../support/app.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

test("whoever reads the log sees names and no accounts, and finds what one person did from all of theirs", async () => {
  await using app = await startTestApp();
  const reader = await deskPerson(app, "reader");
  await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
  await until("it is drafted", () => app.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
  await app.db.pool.query("update people set name = 'Rina' where identities = $1", [[`telegram:${EDITOR}`]]);
  await app.db.pool.query(
    `insert into audit (at, who, act, subject)
     select now(), coalesce(who, 'person:' || (select id from people where name = 'Rina')), act, 'webhook:1'
     from (values (null, 'reject'), ('perintah:tokens', 'webhook add'), ('token:uji', 'webhook remove'), ('token:uji', 'webhook enable'))
       as v (who, act)`,
  );
  const { text } = await reader.get("/catatan");
  expect(text).not.toContain(`telegram:${EDITOR}`);
  expect(text).not.toMatch(/perintah:tokens|>webhook (?:add|remove|enable)</);
  expect(text.match(/<option value="Rina"/g)).toHaveLength(1);
  const hers = (await reader.get("/catatan?oleh=Rina")).text;
  const [, list = ""] = (hers.split('action="/catatan"')[1] ?? "").split("</form>");
  expect(list).toContain("membuat draf");
  expect(list).toContain("menolak");
  expect(list).not.toContain("menambah webhook");
});

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

test("the log and the alert's own page tell what an act was about: which moment, what it was before, how many, and why", async () => {
  await using app = await startTestApp();
  const reader = await deskPerson(app, "reader");
  await app.says(1, "/langganan semua");
  await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
  const acts: [string, object][] = [
    ["schedule", { sendAt: "2026-11-23T11:30:00.000Z", before: null }],
    ["schedule", { sendAt: "2026-11-23T12:00:00.000Z", before: "2026-11-23T11:30:00.000Z" }],
    ["embargo", { until: "2026-11-23T11:00:00.000Z" }],
    ["embargo", { until: null }],
    ["unschedule", { before: "2026-11-23T12:00:00.000Z", why: "Jadwalnya terlewat." }],
    ["recall", { reason: "Belum dipastikan", chats: 1234, before: "sent" }],
  ];
  for (const [act, details] of acts)
    await app.db.pool.query(
      "insert into audit (at, who, act, subject, details) values (now(), 'sistem:uji', $1, 'alert:1', $2)",
      [act, JSON.stringify(details)],
    );
  for (const where of ["/catatan", "/siaran/1"]) {
    const words = (await reader.get(where)).text.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
    expect(words).toMatch(/menjadwalkan (?:siaran 1 )?untuk 23 Nov 2026 18.30 WIB /);
    expect(words).toMatch(
      /menjadwalkan (?:siaran 1 )?untuk 23 Nov 2026 19.00 WIB, semula 23 Nov 2026 18.30 WIB /,
    );
    expect(words).toMatch(/mengatur embargo (?:siaran 1 )?sampai 23 Nov 2026 18.00 WIB/);
    expect(words).toMatch(/mengatur embargo (?:siaran 1 )?\(dicabut\)/);
    expect(words).toMatch(/membatalkan jadwal (?:siaran 1 )?\(23 Nov 2026 19.00 WIB\) “Jadwalnya terlewat.”/);
    expect(words).toMatch(/menarik (?:siaran 1 )?\(1.234 chat\) “Belum dipastikan”/);
  }
});

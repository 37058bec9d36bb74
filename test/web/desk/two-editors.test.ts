import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { momentName } from "../../../src/chat/age.ts";
import { SOURCE, startTestApp, type TestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { draftOf } from "../../support/drafts.ts";
import { until } from "../../support/until.ts";

/**
 * An alert that needs two editors, over HTTP: every page does what its button says, whatever somebody else did meanwhile. One service and
 * one reader for all of them; each test has an alert and editors of its own.
 */
let app: TestApp;
let first: DeskPerson;
let second: DeskPerson;
let alert: { id: number; title: string };

beforeAll(async () => {
  app = await startTestApp({
    settings: {
      sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }],
      desk: { fourEyes: { sources: [SOURCE.id] } },
    },
  });
  await app.says(1, "/langganan semua");
});
afterAll(() => app[Symbol.asyncDispose]());

beforeEach(async () => {
  const article = anArticle();
  const title = article.title ?? "";
  await app.app.accept(article);
  alert = { id: await draftOf(app, title), title };
  [first, second] = [await deskPerson(app, "editor"), await deskPerson(app, "editor")];
});

const AS_FIRST = "Setujui sebagai orang pertama";
const AS_SECOND = "Setujui dan siarkan ke 1 chat";
const SOON = { quick: "30 menit" };

/** The fields of the form on a page that goes to this address. */
function formOf(page: string, path: string): Record<string, string> {
  const [form = ""] = new RegExp(`action="${path}"[\\s\\S]*?</form>`).exec(page) ?? [];
  const fields = form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]+)"/g);
  return Object.fromEntries([...fields].map(([, name = "", value = ""]) => [name, value]));
}

const livePartOf = (page: string): string => /data-live="(siaran:[^"]+)"/.exec(page)?.[1] ?? "";

async function deliveries(): Promise<number> {
  return (await app.db.pool.query("select from deliveries where alert_id = $1", [alert.id])).rowCount ?? 0;
}

const isThere = (): boolean => app.sentTo(1).some((text) => text.startsWith(`${alert.title}\n`));

async function state(): Promise<string | undefined> {
  const { rows } = await app.db.pool.query<{ state: string }>("select state from alerts where id = $1", [
    alert.id,
  ]);
  return rows[0]?.state;
}

test("it says so, who has approved it, and what its button will do", async () => {
  expect((await first.get(`/siaran/${alert.id}`)).text).toContain(AS_FIRST);
  const approved = await first.post(`/siaran/${alert.id}/siarkan`, { version: "1" });
  expect(approved.text).toContain("Persetujuan Anda dicatat");

  const seen = (await second.get(`/siaran/${alert.id}`)).text;
  expect(seen).toMatch(/perlu persetujuan dua penyunting\.\s*<strong>editor \d+<\/strong> sudah menyetujui/);
  expect(seen).toContain(AS_SECOND);
  const sent = await second.post(`/siaran/${alert.id}/siarkan`, { version: "1" });
  expect(sent.text).toContain("Sedang dikirim");
  await until("it is there", () => isThere());
});

test("a page that offers a first approval sends nothing once somebody else was the first", async () => {
  const page = (await second.get(`/siaran/${alert.id}`)).text;
  expect(page).toContain(AS_FIRST);
  await first.post(
    `/siaran/${alert.id}/siarkan`,
    formOf((await first.get(`/siaran/${alert.id}`)).text, `/siaran/${alert.id}/siarkan`),
  );

  for (const [path, more] of [
    [`/siaran/${alert.id}/siarkan`, {}],
    [`/siaran/${alert.id}/jadwalkan`, SOON],
  ] as const) {
    const answer = await second.post(path, { ...formOf(page, path), ...more });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain(`${first.name} sudah menyetujui; persetujuan berikutnya menyiarkan`);
    expect(answer.text, "and says what it does now").toContain(AS_SECOND);
    expect([await state(), await deliveries()]).toEqual(["draft", 0]);
  }
});

test("a page that offers a first approval does not send what two have scheduled", async () => {
  const third = await deskPerson(app, "editor");
  const page = (await third.get(`/siaran/${alert.id}`)).text;
  for (const one of [first, second])
    await one.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...SOON });
  const answer = await third.post(`/siaran/${alert.id}/siarkan`, formOf(page, `/siaran/${alert.id}/siarkan`));
  expect([answer.status, await state(), await deliveries()]).toEqual([409, "scheduled", 0]);
  expect(answer.text).toContain("sudah dijadwalkan");
  expect((await third.get(`/siaran/${alert.id}`)).text, "both have approved it").toContain(
    "Siarkan sekarang ke 1 chat",
  );
});

test("taken back into the drafts, it offers a first approval again, and that sends nothing", async () => {
  for (const one of [first, second])
    await one.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...SOON });
  expect(await state()).toBe("scheduled");
  await second.post(`/siaran/${alert.id}/batal-jadwal`, { version: "1" });
  const page = (await second.get(`/siaran/${alert.id}`)).text;
  expect(page).toContain(AS_FIRST);
  expect(page).not.toContain("sudah menyetujui.");
  const again = await second.post(`/siaran/${alert.id}/siarkan`, formOf(page, `/siaran/${alert.id}/siarkan`));
  expect(again.text).toContain("Persetujuan Anda dicatat");
  expect(await deliveries()).toBe(0);
});

describe("approved first for a moment", () => {
  const at = inFiveDays("18:00");
  const named = momentName(at);
  const moment = { date: at.toISOString().slice(0, 10), time: "18:00", zone: "WIB" };
  const scheduled = async () =>
    (await app.db.pool.query("select state, send_at from alerts where id = $1", [alert.id])).rows.map((row) =>
      Object.values(row),
    );

  test("it is scheduled for it by the second person's main button, and the first one is told so", async () => {
    const approved = await first.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...moment });
    expect(approved.text).toContain(`Persetujuan Anda untuk ${named} dicatat.`);
    const page = (await second.get(`/siaran/${alert.id}`)).text;
    expect(page).toMatch(new RegExp(`sudah menyetujui untuk <strong>${named}`));
    const [, path = "", label] =
      /class="row sendbar">\s*<form[^>]*action="([^"]+)"[^]*?<button[^>]*>([^<]+)</.exec(page) ?? [];
    expect([path, label]).toEqual([`/siaran/${alert.id}/jadwalkan`, `Setujui untuk ${named}`]);
    const done = await second.post(path, formOf(page, path));
    expect(done.text).toContain(`Dijadwalkan untuk ${named}.`);
    expect(await scheduled()).toEqual([["scheduled", at]]);
    expect(await deliveries()).toBe(0);
  });

  test("it is sent at once where the second one knows of the moment and says so, and not by an older page", async () => {
    await first.post(`/siaran/${alert.id}/siarkan`, { version: "1" });
    const older = (await second.get(`/siaran/${alert.id}`)).text;
    expect(older).toContain(AS_SECOND);
    await first.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...moment });
    const path = `/siaran/${alert.id}/siarkan`;
    const answer = await second.post(path, formOf(older, path));
    expect([answer.status, await state(), await deliveries()]).toEqual([409, "draft", 0]);
    expect(answer.text).toContain(`sudah disetujui ${first.name} untuk ${named}, dan belum disiarkan`);
    expect(answer.text).toContain("Siarkan sekarang ke 1 chat");
    await second.post(path, formOf(answer.text, path));
    await until("it is there", () => isThere());
  });

  test("the moment is the first one's own to change, and is gone when it wants both again", async () => {
    await first.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...moment });
    expect((await first.get(`/siaran/${alert.id}`)).text).toContain("Setujui untuk disiarkan segera");
    await first.post(`/siaran/${alert.id}/siarkan`, { version: "1", first: "yes" });
    expect((await second.get(`/siaran/${alert.id}`)).text).toContain(AS_SECOND);
    await first.post(`/siaran/${alert.id}/jadwalkan`, { version: "1", ...moment });
    await second.post(`/siaran/${alert.id}/ubah`, { version: "1", headline: "Judul lain" });
    const page = (await second.get(`/siaran/${alert.id}`)).text;
    expect(page).toContain(AS_FIRST);
    const [offered, log] = page.split('<h2 id="catatan">');
    expect(offered).not.toContain(named);
    expect(log, "that it was wanted stays on record").toContain(named);
  });
});

/** Five days from now at this time of Western Indonesia. */
function inFiveDays(time: string): Date {
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  return new Date(`${day}T${time}:00+07:00`);
}

test("an open page says that somebody approved it meanwhile, and who", async () => {
  const page = (await second.get(`/siaran/${alert.id}`)).text;
  await first.post(`/siaran/${alert.id}/siarkan`, { version: "1" });
  expect(await second.hears(livePartOf(page))).toContain(
    `<strong>${first.name}</strong> baru saja menyetujui sebagai orang pertama`,
  );
  const anew = (await second.get(`/siaran/${alert.id}`)).text;
  expect(await second.hears(livePartOf(anew))).toMatch(
    /^event: siaran[\s\S]*data-is="draft"(?![\s\S]*baru saja)/,
  );
});

test("whoever approved first is known by more than a name: the configuration's editors are shown by another", async () => {
  const account = "telegram:4321";
  await app.db.pool.query("update people set name = $2, identities = array[$2] where id = $1", [
    first.id,
    account,
  ]);
  await first.post(`/siaran/${alert.id}/siarkan`, { version: "1" });
  expect((await first.get(`/siaran/${alert.id}`)).text).toContain(AS_FIRST);
  expect((await second.get(`/siaran/${alert.id}`)).text).toContain(AS_SECOND);
});

import { describe, expect, test } from "vitest";
import { openTurns } from "../../../src/alerts/scheduled.ts";
import { accept } from "../../../src/articles/accept.ts";
import { readArticle } from "../../../src/articles/read.ts";
import { alertById } from "../../../src/store/alerts/alerts.ts";
import { approve, edit, giveBack, schedule } from "../../../src/store/alerts/draft-acts.ts";
import { dueScheduled, sendScheduled } from "../../../src/store/alerts/send.ts";
import { articleDoor } from "../../../src/store/articles/articles.ts";
import { versionsOn } from "../../../src/store/articles/rereading.ts";
import { fanOut } from "../../../src/store/ledger/fan-out.ts";
import { sourceStates } from "../../../src/store/sources/sources.ts";
import { askSourcesOfScheduled } from "../../../src/store/upkeep/after-a-kill.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { approved, START } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { roofFell } from "../../support/stories.ts";

const nothing = async (): Promise<void> => undefined;

const seconds = (so: number): Date => new Date(START.getTime() + so * 1000);
const { url } = roofFell();

const waits = (id: number, sendAt = START) => [{ id, sendAt, waits: true, mayBeOut: false }];
const goes = (id: number, sendAt = START) => [{ id, sendAt, waits: false, mayBeOut: false }];
const AS_SOON = { anyway: false };

test("what is scheduled waits at its moment until its source's newest text is read, which may hold it back", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  expect(await dueScheduled(db.pool, seconds(1))).toEqual(waits(id));
  expect(await sendScheduled(db.pool, id, seconds(1), fanOut, AS_SOON)).toBeUndefined();
  const version = await versionsOn(db.pool, nothing).toDo(1);
  await versionsOn(db.pool, nothing).settle(version?.id ?? 0, "same");
  expect(await dueScheduled(db.pool, seconds(2))).toEqual(goes(id));
  expect(await sendScheduled(db.pool, id, seconds(2), fanOut, AS_SOON)).toBeDefined();
});

test("… but not for a page that does not open: after two minutes it goes out as it was approved", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  expect(await sendScheduled(db.pool, id, seconds(120), fanOut, { anyway: true })).toBeDefined();
  const turns = openTurns();
  expect(turns(waits(id), seconds(600)), "ten minutes late: we were down until now").toEqual([]);
  expect(turns(waits(id), seconds(719))).toEqual([]);
  expect(turns([...waits(id), ...goes(7)], seconds(720))).toMatchObject([
    { id, does: "send", anyway: true },
    { id: 7, does: "send", anyway: false },
  ]);
});

test("… nor longer where the clock was set back meanwhile", () => {
  const turns = openTurns();
  turns(waits(1), seconds(600));
  turns(waits(1), seconds(0));
  expect(turns(waits(1), seconds(120))).toMatchObject([{ id: 1, does: "send", anyway: true }]);
});

describe("what comes due while the service is down", () => {
  const LATE = seconds(30 * 60 + 1);

  test("goes out by itself when it is late by minutes; half an hour later it is an editor's to decide anew", () => {
    expect(openTurns()(goes(1), seconds(30 * 60))).toMatchObject([{ does: "send" }]);
    expect(openTurns()(goes(1), LATE)).toMatchObject([{ does: "give back" }]);
    expect(openTurns()(waits(1), LATE), "its source need not be heard for that").toMatchObject([
      { does: "give back" },
    ]);
  });

  test("is not sent by itself where a backup from before its moment was restored after it: it may be out", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    const restored = (backupOf: Date) =>
      db.pool.query(
        "insert into audit (at, who, act, subject, details) values ($1, 'sistem', 'restore', 'database', $2)",
        [seconds(60), JSON.stringify({ backupOf, goOn: false })],
      );
    await restored(seconds(30));
    expect(
      (await dueScheduled(db.pool, seconds(61)))[0],
      "it was out when that backup was made",
    ).toMatchObject({
      mayBeOut: false,
    });
    await restored(seconds(-30));
    const [due] = await dueScheduled(db.pool, seconds(61));
    expect(due).toMatchObject({ id, mayBeOut: true });
    expect(openTurns()(due ? [due] : [], seconds(61))).toMatchObject([{ does: "give back", mayBeOut: true }]);
  });

  test("… nor while all sending is stopped: until that ends it stays scheduled", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    const turn = (on: boolean) =>
      db.pool.query(
        `insert into switches (name, "on", by, at) values ('sending', $1, 'telegram:1', now())
         on conflict (name) do update set "on" = excluded."on"`,
        [on],
      );
    await turn(false);
    expect(await dueScheduled(db.pool, seconds(1))).toEqual([]);
    expect(await sendScheduled(db.pool, id, seconds(1), fanOut, { anyway: true })).toBeUndefined();
    await turn(true);
    expect(await dueScheduled(db.pool, seconds(1))).toHaveLength(1);
  });

  test("is not sent after all by a process that stood still between finding and sending it", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    expect(await sendScheduled(db.pool, id, LATE, fanOut, { anyway: true })).toBeUndefined();
  });

  test("is given back once, with the reason and in a version that nobody has approved, and is on record", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    await db.pool.query("update alerts set first_approval = 'telegram:1', decided_by = 'telegram:2'");
    const due = { id, sendAt: START };
    const both = await Promise.all([1, 2].map(() => giveBack(db.pool, due, "Jadwalnya terlewat.", LATE)));
    expect(both.filter(Boolean)).toHaveLength(1);
    const { rows } = await db.pool.query(
      `select state, version, send_at, first_approval, decided_by, edited_by, reasons, untold from alerts`,
    );
    expect(rows).toEqual([
      {
        state: "draft",
        version: 2,
        send_at: null,
        first_approval: null,
        decided_by: null,
        edited_by: "sistem:jadwal",
        reasons: ["Jadwalnya terlewat."],
        untold: true,
      },
    ]);
    const audit = await db.pool.query("select who, act, details from audit where subject = $1", [
      `alert:${id}`,
    ]);
    expect(audit.rows).toEqual([
      {
        who: "sistem:jadwal",
        act: "unschedule",
        details: { before: START.toISOString(), why: "Jadwalnya terlewat." },
      },
    ]);
  });

  test("keeps what an editor decided meanwhile: another moment, to send it at once, to reject it", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    const due = { id, sendAt: START };
    const by = { editor: "telegram:1", at: LATE };
    const gives = () => giveBack(db.pool, due, "Jadwalnya terlewat.", LATE);
    await schedule(db.pool, id, seconds(7200), by, () => false);
    expect(await gives(), "moved").toBe(false);
    expect((await alertById(db.pool, id))?.sendAt).toEqual(seconds(7200));
    await approve(db.pool, id, by, fanOut, () => false);
    expect(await gives(), "sent").toBe(false);
    expect((await alertById(db.pool, id))?.state).toBe("sending");
  });

  test("is not sent by a button from before: its editor is shown first why it is a draft", async () => {
    await using db = await testDatabase();
    const id = await scheduledAndChanged(db);
    await giveBack(db.pool, { id, sendAt: START }, "Jadwalnya terlewat.", LATE);
    const by = { editor: "telegram:1", at: LATE };
    const old = await approve(db.pool, id, { ...by, version: 1 }, fanOut, () => false);
    expect(old).toMatchObject({ kind: "changed", version: 2 });
    const kilat = { maySend: true, needsTwo: () => false };
    expect(await edit(db.pool, id, { breaking: true }, { ...by, version: 1 }, kilat)).toMatchObject({
      kind: "changed",
    });
    expect(await approve(db.pool, id, { ...by, version: 2 }, fanOut, () => false)).toMatchObject({
      kind: "sending",
    });
  });
});

test("what was read just now is waited for, too, until the alert has been held against it", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  const version = await versionsOn(db.pool, nothing).toDo(1);
  if (!version) throw new Error("no version waits");
  const clean = { ...version.now, title: "Atap Pasar Cendana Ambruk, 23 Pedagang Terluka" };
  await versionsOn(db.pool, nothing).replace(version, clean, summarise(clean), "news");
  expect(await dueScheduled(db.pool, seconds(3))).toEqual(waits(id));
  await db.pool.query("update article_versions set received_at = received_at - interval '2 minutes'");
  expect(await dueScheduled(db.pool, seconds(3)), "it is gathered with others").toEqual(goes(id));
});

test("a source that is due to be asked, or is just being asked, or was asked in vain, is waited for; one that answered or is polled no longer is not", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  await db.pool.query("delete from article_versions where state = 'accepted'");
  const states = sourceStates(db.pool);
  const source = { id: roofFell().source, address: "https://kabar-uji.example/rss" };
  await states.register([source]);
  expect(await dueScheduled(db.pool, seconds(1)), "overdue").toEqual(waits(id));
  await states.claim([source.id], seconds(1), seconds(61));
  expect(await dueScheduled(db.pool, seconds(2)), "claimed").toEqual(waits(id));
  await states.failed(source.id, "502", seconds(3), seconds(90));
  expect(await dueScheduled(db.pool, seconds(4)), "asked in vain").toEqual(waits(id));
  await states.claim([source.id], seconds(90), seconds(150));
  await states.release(source.id, seconds(91));
  expect(await dueScheduled(db.pool, seconds(91)), "given back").toEqual(waits(id));
  await states.claim([source.id], seconds(91), seconds(151));
  const learnt = { etag: null, lastModified: null, movedTo: null, incompleteSince: null };
  await states.loaded(source.id, learnt, seconds(92), seconds(300));
  expect(await dueScheduled(db.pool, seconds(93)), "asked").toEqual(goes(id));
  await db.pool.query("update articles set left_out = 'look'");
  expect(await dueScheduled(db.pool, seconds(93)), "not listed there").toEqual(waits(id));
  await db.pool.query("update articles set left_out = 'seen'");
  expect(await dueScheduled(db.pool, seconds(301))).toEqual(waits(id));
  await states.failed(source.id, "502", seconds(310), seconds(900));
  expect(await dueScheduled(db.pool, seconds(429)), "failing since two minutes ago").toEqual(waits(id));
  expect(await dueScheduled(db.pool, seconds(431)), "failing for long").toEqual(goes(id));
  await states.register([]);
  expect(await dueScheduled(db.pool, seconds(301)), "paused").toEqual(goes(id));
});

test("at a start the sources of what is scheduled are due at once, but for those that are looked at or were just now", async () => {
  await using db = await testDatabase();
  await scheduledAndChanged(db);
  const states = sourceStates(db.pool);
  const source = { id: roofFell().source, address: "https://kabar-uji.example/rss" };
  const other = { id: "lain", address: "https://lain.example/rss" };
  await states.register([source, other]);
  const learnt = { etag: null, lastModified: null, movedTo: null, incompleteSince: null };
  for (const { id } of [source, other]) await states.loaded(id, learnt, seconds(0), seconds(900));
  const next = async () => (await states.nextPolls([source.id])).get(source.id);
  await askSourcesOfScheduled(db.pool, seconds(30));
  expect(await next(), "looked at half a minute ago").toEqual(seconds(900));
  await askSourcesOfScheduled(db.pool, seconds(300));
  expect(await next()).toEqual(seconds(300));
  expect(await states.nextPolls([other.id]), "nothing of it is scheduled").toEqual(
    new Map([[other.id, seconds(900)]]),
  );
  await states.claim([source.id], seconds(301), seconds(361));
  await askSourcesOfScheduled(db.pool, seconds(302));
  expect(await next(), "another process is looking").toEqual(seconds(361));
});

/** An alert that is due at the start, and whose source has brought another text, which nobody has read. */
async function scheduledAndChanged(db: TestDatabase): Promise<number> {
  const options = { quiet: false, alertWithinHours: 12 };
  const article = roofFell();
  await accept(articleDoor(db.pool), article, options, START);
  await db.pool.query("update articles set state = 'ready', clean = $1", [
    JSON.stringify(
      readArticle({ ...article.body, title: article.title, url, image: null, publishedAt: null }),
    ),
  ]);
  const id = await approved(db.pool, {}, START, 1);
  await db.pool.query("update alerts set state = 'scheduled', send_at = $1", [START]);
  await accept(articleDoor(db.pool), roofFell({ url }, 23), options, START);
  return id;
}

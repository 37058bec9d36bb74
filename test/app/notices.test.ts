import { expect, test } from "vitest";
import { openNotices } from "../../src/app/messengers/notices.ts";
import { createLog } from "../../src/app/observing/logging.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import type { OutgoingMessage, Recipient, SendVerdict } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { createEvents } from "../../src/events.ts";
import type { Messenger } from "../../src/messengers/messenger.ts";
import { keepInStep } from "../../src/store/desk/people.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";

const text = (words: string): OutgoingMessage => ({ text: [words] });
const RINA: Recipient = {
  messenger: "whatsapp",
  address: "628111@s.whatsapp.net",
  kind: "private",
  thread: null,
};

/** WhatsApp as a process sees it: what was sent, and what the next sends come to. */
function whatsApp(...verdicts: SendVerdict[]) {
  const sent: string[] = [];
  const keys: string[] = [];
  const messenger: Messenger = {
    name: "whatsapp",
    onlyListenerSends: true,
    async send(to, message, key) {
      keys.push(key);
      const verdict = verdicts.shift() ?? { kind: "sent", messageId: "1" };
      if (verdict.kind === "sent") sent.push(`${to.address}: ${toPlain(message.text)}`);
      return verdict;
    },
    listen: async () => new AsyncDisposableStack(),
    async [Symbol.asyncDispose]() {},
  };
  return { messenger, sent, keys };
}

function aProcess(db: TestDatabase, messenger: Messenger) {
  const events = createEvents(createLog("silent", []), () => new Date());
  const notices = openNotices({ messengers: [messenger], pool: db.pool, events, clock: systemClock });
  return { notices, events };
}

/** Holds the account's session, and so tells what waits, until disposed. */
function holding(of: ReturnType<typeof aProcess>, messenger: Messenger): AsyncDisposable {
  const ending = new AbortController();
  const telling = of.notices.keepTelling(messenger, ending.signal);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await telling;
    },
  };
}

test("what a process without WhatsApp's session has to tell is told by the one that holds it, once and in order", async () => {
  await using db = await testDatabase();
  const other = whatsApp();
  const holder = whatsApp();
  const { notices } = aProcess(db, other.messenger);
  for (const words of ["satu", "dua", "tiga"]) await notices.tell(RINA, text(words));
  await using _first = holding(aProcess(db, holder.messenger), holder.messenger);
  await until("all is told", () => holder.sent.length >= 3);
  await until("nothing is left", async () => (await db.pool.query("select from notices")).rowCount === 0);
  expect(holder.sent.map((line) => line.split(": ")[1])).toEqual(["satu", "dua", "tiga"]);
  expect(other.sent).toEqual([]);
});

test("where the platform says later, it is told later; where it never can be, no longer", async () => {
  await using db = await testDatabase();
  const { messenger, sent } = whatsApp(
    { kind: "later", why: "not connected" },
    { kind: "gone", why: "blocked us" },
  );
  const one = aProcess(db, messenger);
  await one.notices.tell(RINA, text("satu"));
  await using _holding = holding(one, messenger);
  await until("it is put off", async () => {
    const { rowCount } = await db.pool.query("select from notices where due_at > at");
    return rowCount === 1;
  });
  await db.pool.query("update notices set due_at = at");
  await until("it is given up", async () => (await db.pool.query("select from notices")).rowCount === 0);
  expect(sent).toEqual([]);
});

test("of a notice of two messages whose second is put off, the first is not told again", async () => {
  await using db = await testDatabase();
  const { messenger, sent, keys } = whatsApp(
    { kind: "sent", messageId: "1" },
    { kind: "later", why: "not connected" },
  );
  const one = aProcess(db, messenger);
  await keepInStep(db.pool, ["whatsapp:628111"], new Date());
  await one.notices.oweOthers(db.pool, [text("draf"), text("putuskan")], { right: "edit", except: "" });
  await using _holding = holding(one, messenger);
  await until("it is put off", async () => {
    const { rowCount } = await db.pool.query("select from notices where due_at > at");
    return rowCount === 1;
  });
  await db.pool.query("update notices set due_at = at");
  await until("all is told", async () => (await db.pool.query("select from notices")).rowCount === 0);
  expect(sent.map((line) => line.split(": ")[1])).toEqual(["draf", "putuskan"]);
  expect(keys[1], "the same try, to WhatsApp").toBe(keys[2]);
  expect(keys[0]).not.toBe(keys[1]);
});

test("a notice that cannot be sent, or not even be read, holds up no other one", async () => {
  await using db = await testDatabase();
  const { messenger, sent } = whatsApp();
  const { send } = messenger;
  messenger.send = (to, message, ...rest) =>
    toPlain(message.text) === "cacat"
      ? Promise.reject(new Error("cannot be rendered"))
      : send(to, message, ...rest);
  const one = aProcess(db, messenger);
  for (const words of ["tidak terbaca", "cacat", "utuh"]) await one.notices.tell(RINA, text(words));
  await db.pool.query("update notices set messages = '[7]' where messages::text like '%tidak terbaca%'");
  await using _holding = holding(one, messenger);
  await until("the third is told", () => sent.length > 0);
  expect(sent).toEqual([`${RINA.address}: utuh`]);
  const waiting = await db.pool.query("select from notices where due_at > at + interval '30 seconds'");
  expect(waiting.rowCount, "both are tried again").toBe(2);
});

test("a notice that a restored database gives an old one's number is another message to WhatsApp", async () => {
  await using db = await testDatabase();
  const { messenger, sent, keys } = whatsApp();
  const one = aProcess(db, messenger);
  await using _holding = holding(one, messenger);
  await one.notices.tell(RINA, text("sebelum"));
  await until("the first is told", () => sent.length === 1);
  await until("it is forgotten", async () => (await db.pool.query("select from notices")).rowCount === 0);
  await db.pool.query("truncate notices restart identity");
  await one.notices.tell(RINA, text("sesudah"));
  await until("the second is told", () => sent.length === 2);
  expect(new Set(keys).size).toBe(2);
});

test("news about the service that nobody could be told within an hour is not told the next day", async () => {
  await using db = await testDatabase();
  const { messenger, sent } = whatsApp();
  const one = aProcess(db, messenger);
  await one.notices.tell(RINA, text("kemarin"));
  await db.pool.query("update notices set at = at - interval '61 minutes'");
  await one.notices.tell(RINA, text("kini"));
  await using _holding = holding(one, messenger);
  await until("the new one is told", () => sent.length > 0);
  expect(sent).toEqual([`${RINA.address}: kini`]);
});

test("everyone who may edit is told, also who was added at the desk; who was sent away is not", async () => {
  await using db = await testDatabase();
  await keepInStep(db.pool, ["whatsapp:628111", "whatsapp:628222"], new Date());
  await keepInStep(db.pool, ["whatsapp:628111"], new Date());
  await db.pool.query(
    `insert into people (name, role, may_send, identities, from_file, created_at)
     values ('Ayu', 'editor', false, '{whatsapp:628333}', false, now()), ('Tamu', 'reader', false, '{whatsapp:628444}', false, now())`,
  );
  const { messenger, sent } = whatsApp();
  const one = aProcess(db, messenger);
  await one.notices.tellEditors(text("Sumber berubah"));
  await using _holding = holding(one, messenger);
  await until("both are told", () => sent.length >= 2);
  await until("nothing is left", async () => (await db.pool.query("select from notices")).rowCount === 0);
  expect(new Set(sent.map((line) => line.split("@")[0]))).toEqual(new Set(["628111", "628333"]));
  expect(sent).toHaveLength(2);
});

test("what is owed to editors and cannot be written down is owed still; of other notices nobody's work fails", async () => {
  await using db = await testDatabase();
  const one = aProcess(db, whatsApp().messenger);
  await keepInStep(db.pool, ["whatsapp:628111"], new Date());
  await db.pool.query("alter table notices rename to notices_away");
  await expect(one.notices.oweEditors(db.pool, text("Sumber berubah"))).rejects.toThrow("notices");
  await one.notices.tellEditors(text("Pulih"));
  await db.pool.query("alter table notices_away rename to notices");
  await one.notices.oweEditors(db.pool, text("Sumber berubah"));
  expect((await db.pool.query("select from notices")).rowCount).toBe(1);
});

test("who was sent away, or may not edit any more, before a notice could go out does not hear it", async () => {
  await using db = await testDatabase();
  await keepInStep(db.pool, ["whatsapp:628111", "whatsapp:628222", "whatsapp:628333"], new Date());
  const { messenger, sent } = whatsApp();
  const one = aProcess(db, messenger);
  await one.notices.oweEditors(db.pool, text("Ada draf"));
  const broadcastIsDone = text("Siaran selesai");
  await one.notices.tell(RINA, broadcastIsDone, "whatsapp:628111");
  await keepInStep(db.pool, ["whatsapp:628222", "whatsapp:628333"], new Date());
  await db.pool.query("update people set role = 'reader' where identities = '{whatsapp:628222}'");
  await using _holding = holding(one, messenger);
  await until("nothing is left", async () => (await db.pool.query("select from notices")).rowCount === 0);
  expect(sent).toEqual(["628333@s.whatsapp.net: Ada draf"]);
});

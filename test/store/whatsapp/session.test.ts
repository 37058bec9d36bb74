import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accountsOn } from "../../../src/store/ledger/accounts.ts";
import { whatsAppSessions } from "../../../src/store/whatsapp/session.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { WITHIN_MS } from "../../support/until.ts";

const key = randomBytes(32).toString("base64");
const otherKey = randomBytes(32).toString("base64");
const oneKey = (id: string, value: string | null) => [{ kind: "session", id, value }];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("a session is read as it was written, by account", async () => {
  const sessions = whatsAppSessions(database.pool, key);
  await sessions.write("baca", {
    credentials: "rahasia",
    keys: [...oneKey("1", "satu"), ...oneKey("2", "dua")],
  });
  await sessions.write("baca", {
    credentials: null,
    keys: [...oneKey("1", "satu lagi"), ...oneKey("2", null)],
  });

  expect(await sessions.readCredentials("baca")).toBe("rahasia");
  expect(await sessions.readKeys("baca", "session", ["1", "2", "3"])).toEqual(new Map([["1", "satu lagi"]]));
  expect(await sessions.readKeys("baca", "pre-key", ["1"])).toEqual(new Map());
  expect(await sessions.readCredentials("lain")).toBeNull();
});

test("a process killed in the middle of a change leaves nothing of it", async () => {
  const sessions = whatsAppSessions(database.pool, key);
  await sessions.write("putus", { credentials: "lama", keys: oneKey("1", "lama") });
  await database.pool.query(`
    create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
    create trigger wait after insert on whatsapp_keys for each row
      when (new.id = 'berhenti di sini') execute function wait()`);

  const change = sessions.write("putus", {
    credentials: "baru",
    keys: [...oneKey("1", "baru"), ...oneKey("berhenti di sini", "baru")],
  });
  const failed = change.then(
    () => "changed",
    () => "failed",
  );
  await vi.waitFor(async () => {
    const { rowCount } = await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    );
    expect(rowCount).toBe(1);
  }, WITHIN_MS);
  expect(await failed).toBe("failed");

  expect(await sessions.readCredentials("putus")).toBe("lama");
  expect(await sessions.readKeys("putus", "session", ["1", "berhenti di sini"])).toEqual(
    new Map([["1", "lama"]]),
  );
});

test("a wrong key opens nothing, changes nothing, and says so", async () => {
  const sessions = whatsAppSessions(database.pool, key);
  const stranger = whatsAppSessions(database.pool, otherKey);
  await sessions.write("kunci", { credentials: "rahasia", keys: oneKey("1", "satu") });

  await expect(stranger.readCredentials("kunci")).rejects.toThrow("WHATSAPP_SESSION_KEY");
  await expect(stranger.readKeys("kunci", "session", ["1"])).rejects.toThrow("unable to authenticate");
  await expect(stranger.write("kunci", { credentials: null, keys: oneKey("1", "lain") })).rejects.toThrow(
    "Nothing was changed",
  );
  expect(await sessions.readKeys("kunci", "session", ["1"])).toEqual(new Map([["1", "satu"]]));
});

test("a key that is none says how to make one", () => {
  expect(() => whatsAppSessions(database.pool, "pendek")).toThrow("openssl rand -base64 32");
});

test("nothing readable is stored, and a value does not open in another row", async () => {
  const sessions = whatsAppSessions(database.pool, key);
  await sessions.write("segel", {
    credentials: "rahasia",
    keys: [...oneKey("1", "rahasia"), ...oneKey("2", "dua")],
  });
  const { rows } = await database.pool.query<{ value: Buffer }>(
    "select value from whatsapp_keys where account = 'segel' union all select credentials from whatsapp_sessions where account = 'segel'",
  );
  expect(rows.map(({ value }) => value.includes("rahasia"))).toEqual([false, false, false]);

  await database.pool.query(
    "update whatsapp_keys set value = (select value from whatsapp_keys where account = 'segel' and id = '2') where account = 'segel' and id = '1'",
  );
  await expect(sessions.readKeys("segel", "session", ["1"])).rejects.toThrow("unable to authenticate");
});

test("a process that was stopped while another took the session over writes nothing over what that one has stored", async () => {
  const stopped = whatsAppSessions(database.pool, key, "stopped");
  await stopped.write("direbut", { credentials: "lama", keys: oneKey("1", "lama") });
  const now = new Date();
  const accounts = accountsOn(database.pool);
  await accounts.take("whatsapp", "next", new Date(now.getTime() + 60_000), now);
  await whatsAppSessions(database.pool, key, "next").write("direbut", {
    credentials: "baru",
    keys: oneKey("1", "baru"),
  });

  const late = stopped.write("direbut", { credentials: "lama", keys: oneKey("1", "lama") });
  await expect(late).rejects.toThrow("another process has the WhatsApp session");
  expect(await stopped.readCredentials("direbut")).toBe("baru");
  expect(await stopped.readKeys("direbut", "session", ["1"])).toEqual(new Map([["1", "baru"]]));
  await accounts.drop("whatsapp", "next");
});

test("a forgotten account has neither credentials nor keys, and the others keep theirs", async () => {
  const sessions = whatsAppSessions(database.pool, key);
  await sessions.write("lupa", { credentials: "rahasia", keys: oneKey("1", "satu") });
  await sessions.write("ingat", { credentials: "rahasia", keys: oneKey("1", "satu") });
  await sessions.forget("lupa");

  expect(await sessions.readCredentials("lupa")).toBeNull();
  expect(await sessions.readKeys("lupa", "session", ["1"])).toEqual(new Map());
  expect(await sessions.readKeys("ingat", "session", ["1"])).toEqual(new Map([["1", "satu"]]));
});

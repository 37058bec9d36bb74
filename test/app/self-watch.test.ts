import { expect, test } from "vitest";
import { WHATSAPP_ACCOUNT } from "../../src/app/whatsapp/whatsapp.ts";
import { lookOnce } from "../../src/app/worker/self-watch.ts";
import { type Config, configFrom } from "../../src/config.ts";
import type { OutgoingMessage } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { toTelegramMessage } from "../../src/messengers/telegram/message.ts";
import { troubleBegins, troubleEnds } from "../../src/store/upkeep/troubles.ts";
import { noteWhatsAppConnection } from "../../src/store/whatsapp/connection.ts";
import { approved, crowd, START } from "../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const config = configFrom(
  { sources: [{ id: "koran", name: "Koran Uji", feed: "https://koran.example/rss" }] },
  { DATABASE_URL: "postgres://localhost/x" },
);
const EDITOR = { messenger: "telegram", address: "777", kind: "private", thread: null } as const;
const after = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

test("editors are told of each trouble once, by one of several processes, and when it is over", async () => {
  await using db = await testDatabase();
  const { told, looks } = watching(db, config);
  await db.pool.query(
    "insert into sources (id, feed, failing_since, last_error) values ('koran', 'x', $1, 'Server menjawab 503.')",
    [START],
  );
  await looks(60);
  expect(told).toEqual([]);
  await Promise.all([looks(200), looks(200), looks(200)]);
  await looks(201);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("Sumber Koran Uji tidak dapat dibaca sejak 3 jam lalu: Server menjawab 503.");

  await db.pool.query("update sources set failing_since = null");
  await looks(202);
  await looks(203);
  expect(told.slice(1)).toEqual(["Pulih: Sumber Koran Uji."]);
});

test("a source that is read and stands still is told once, and again when it brings something; a weekly one is not", async () => {
  await using db = await testDatabase();
  const { told, looks } = watching(db, config);
  const brings = (source: string, minutes: number) =>
    db.pool.query("insert into articles (source, incoming, received_at) values ($1, '{}', $2)", [
      source,
      after(minutes),
    ]);
  const isRead = (minutes: number) =>
    db.pool.query("update sources set last_ok_at = $1, failing_since = null", [after(minutes)]);
  const HOUR = 60;
  await db.pool.query("insert into sources (id, feed) values ('koran', 'x')");
  for (let n = 0; n < 30; n++) await brings("koran", -n * 10 * HOUR);
  await db.pool.query("update articles set state = 'ready'");

  await isRead(14 * HOUR);
  await looks(14 * HOUR);
  expect(told, "no longer than one and a half of its pauses").toEqual([]);
  await looks(80 * HOUR);
  expect(told, "it was us who were away").toEqual([]);
  await isRead(16 * HOUR);
  await Promise.all([looks(16 * HOUR), looks(16 * HOUR)]);
  await looks(16 * HOUR + 1);
  expect(told).toEqual([
    expect.stringContaining(
      "Sumber Koran Uji tidak membawa artikel baru sudah 16 jam, lebih lama daripada biasanya",
    ),
  ]);
  await db.pool.query("update sources set failing_since = $1", [after(17 * HOUR)]);
  await looks(18 * HOUR);
  expect(told, "it fails, and has not recovered").toHaveLength(1);

  await brings("koran", 19 * HOUR);
  await db.pool.query("update articles set state = 'ready'");
  await isRead(19 * HOUR);
  await looks(19 * HOUR);
  expect(told.slice(1)).toEqual(["Pulih: Sumber Koran Uji."]);
  await isRead(19 * HOUR + 20 * HOUR);
  await looks(19 * HOUR + 20 * HOUR);
  expect(told.slice(2), "19 hours were its longest pause").toEqual([]);
});

test.each([
  ["seldom has news", 19, 12],
  ["is known for less than a week", 30, 5],
])("a source that %s is not said to stand still", async (_, articles, hours) => {
  await using db = await testDatabase();
  const { told, looks } = watching(db, config);
  await db.pool.query("insert into sources (id, feed, last_ok_at) values ('koran', 'x', $1)", [
    after(30_000),
  ]);
  await db.pool.query(
    `insert into articles (source, state, incoming, received_at)
     select 'koran', 'ready', '{}', $1::timestamptz - n * make_interval(hours => $3) from generate_series(1, $2) n`,
    [START, articles, hours],
  );
  await looks(10_000);
  expect(told).toEqual([]);
});

test("when very many sources fail at once, editors get one message that Telegram takes, what ails the service first", async () => {
  await using db = await testDatabase();
  const many = Array.from({ length: 300 }, (_, n) => ({
    id: `daerah-${n}`,
    name: `Kabar Daerah ${n}`,
    feed: `https://daerah-${n}.example/rss`,
  }));
  const { messages, told, looks } = watching(
    db,
    configFrom({ sources: many }, { DATABASE_URL: "postgres://localhost/x" }),
  );
  await db.pool.query(
    `insert into sources (id, feed, failing_since, last_error)
     select 'daerah-' || n, 'x', $1, 'Server menjawab 403.' from generate_series(0, 299) n`,
    [START],
  );
  await db.pool.query(
    "insert into dead_letters (step, subject, error, attempts, died_at) values ('articles', 1, 'gagal', 5, $1)",
    [START],
  );
  await looks(200);
  await db.pool.query("update sources set failing_since = null");
  await looks(202);

  expect(messages.map((message) => toTelegramMessage(EDITOR, message).kind)).toEqual(["message", "message"]);
  const [broken = "", mended = ""] = told;
  expect(broken).toMatch(
    /perlu dilihat\n• .*artikel gagal dibaca.*\n• 300 sumber bermasalah, antara lain Kabar Daerah/s,
  );
  expect(mended).toMatch(/^Pulih: .*, dan 292 lainnya\.$/);
});

test("what an event began is told once over processes and restarts, ends by its own event, and is no business of the watch", async () => {
  await using db = await testDatabase();
  const begins = (minutes: number) => troubleBegins(db.pool, "WhatsApp", after(minutes));
  const both = await Promise.all([begins(0), begins(0)]);
  expect(both.filter(Boolean), "of two processes one tells").toHaveLength(1);
  expect(await begins(5), "a restart").toBe(false);
  const watch = watching(db, config);
  await watch.looks(6);
  expect(watch.told).toEqual([]);
  expect(await troubleEnds(db.pool, "WhatsApp", after(7))).toBe(true);
  expect(await troubleEnds(db.pool, "WhatsApp", after(7))).toBe(false);
  expect(await begins(8), "a connection that comes and goes").toBe(false);
  expect(await troubleEnds(db.pool, "WhatsApp", after(9))).toBe(true);
  expect(await begins(60)).toBe(true);
});

test("deliveries that nobody makes are told; those of a stopped or held account, or a slow broadcast, are no trouble", async () => {
  await using db = await testDatabase();
  const { told, looks } = watching(db, config);
  await crowd(db.pool, 3);
  await approved(db.pool);
  await db.pool.query("insert into accounts (messenger, free_at) values ('telegram', $1)", [after(29)]);
  await looks(30);
  expect(told, "something went out a minute ago").toEqual([]);
  await db.pool.query(`insert into switches values ('sending', false, 'telegram:1', now())`);
  await looks(60);
  expect(told, "an editor stopped it").toEqual([]);
  await db.pool.query(`update switches set "on" = true`);
  await looks(61);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("Kiriman menunggu sudah");
});

test("an account that its platform refuses at every look is told with its last words, once, and when it is let in again", async () => {
  await using db = await testDatabase();
  const watch = watching(db, config);
  await crowd(db.pool, 3);
  await approved(db.pool);
  await db.pool.query(
    "update deliveries set why = 'Telegram menolak akun bot (401 Unauthorized)', attempts = 1",
  );
  const holdsOff = (minutes: number) =>
    db.pool.query(
      `insert into accounts (messenger, not_before) values ('telegram', $1)
       on conflict (messenger) do update set not_before = excluded.not_before`,
      [after(minutes)],
    );
  for (const minute of [0, 4, 8, 12]) {
    await holdsOff(minute + 1);
    await watch.looks(minute);
  }
  expect(watch.told).toEqual([]);
  for (const minute of [16, 17]) {
    await holdsOff(minute + 1);
    await watch.looks(minute);
  }
  expect(watch.told).toHaveLength(1);
  expect(watch.told[0]).toContain(
    "Telegram menolak semua kiriman sudah 16 menit: Telegram menolak akun bot (401 Unauthorized)",
  );
  await db.pool.query("update deliveries set state = 'sent'");
  await watch.looks(20);
  expect(watch.told.slice(1)).toEqual(["Pulih: Kiriman Telegram."]);
});

test("a WhatsApp that connects anew without end is told once; one that waits to be paired is not", async () => {
  await using db = await testDatabase();
  const on = configFrom({}, { WHATSAPP: "on", WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64") });
  const watch = watching(db, on);
  const becomes = (state: "connecting" | "waiting" | "pairing" | "open", minutes: number) =>
    noteWhatsAppConnection(
      db.pool,
      WHATSAPP_ACCOUNT,
      { state, why: null, qr: null, code: null, at: after(minutes) },
      "test",
    );
  for (const minute of [0, 4, 8, 12, 16]) {
    await becomes(minute % 8 === 0 ? "connecting" : "waiting", minute);
    await watch.looks(minute);
  }
  await watch.looks(16);
  expect(watch.told).toHaveLength(1);
  expect(watch.told[0]).toContain("WhatsApp tidak tersambung sudah 12 menit");
  await becomes("open", 17);
  await watch.looks(17);
  expect(watch.told.slice(1)).toEqual(["Pulih: Sambungan WhatsApp."]);
  for (const minute of [60, 64, 68, 72, 76]) {
    await becomes("pairing", minute);
    await watch.looks(minute);
  }
  expect(watch.told).toHaveLength(2);
});

/** The watch of any of the processes: none of them remembers anything. */
function watching(db: TestDatabase, of: Config) {
  const messages: OutgoingMessage[] = [];
  const told: string[] = [];
  return {
    messages,
    told,
    async looks(minutes: number): Promise<void> {
      const notices = {
        async tellEditors(message: OutgoingMessage) {
          messages.push(message);
          told.push(toPlain(message.text));
        },
      };
      await lookOnce({ config: of, pool: db.pool, notices, clock: { now: () => after(minutes) } });
    },
  };
}

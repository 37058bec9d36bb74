import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import type pg from "pg";
import { articles } from "../../demo/articles.ts";
import { type App, startApp } from "../../src/app.ts";
import { NOTHING } from "../../src/chat/follows.ts";
import { configFrom } from "../../src/config.ts";
import { openPool } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { answers, blocked, kicked, proxyPage } from "../../test/support/telegram-failures.ts";
import { startTelegramServer, type TelegramServer } from "../../test/support/telegram-server.ts";
import { until } from "../../test/support/until.ts";
import { whatsAppServer } from "../../test/support/whatsapp-server.ts";
import { article, TOLD } from "./words.ts";

/** A newsroom in the middle of its day: drafts of every kind, a broadcast that met all sorts of ends, sources in good health and bad. */
export interface Newsroom extends AsyncDisposable {
  app: App;
  telegram: TelegramServer;
  pool: pg.Pool;
  /** All chats of its past follow everything from now on: to be called when nothing is to be sent any more. */
  gathers(): Promise<void>;
  /** The article about the waves has another figure by now; resolves when it is read. */
  changesTheWaves(): Promise<void>;
}

export const READERS = 24;
const GROUP = -1_001_234_500_001;

export async function openNewsroom(): Promise<Newsroom> {
  await using stack = new AsyncDisposableStack();
  const data = mkdtempSync(path.join(tmpdir(), "kabarkilat-pictures-"));
  stack.defer(() => rmSync(data, { recursive: true, force: true }));
  const { connection } = stack.use(await startEmbeddedPostgres(path.join(data, "postgres")));
  const pool = openPool(connection, 4);
  pool.on("error", () => undefined);
  stack.defer(() => pool.end());
  const telegram = stack.use(await startTelegramServer());
  const whatsapp = stack.use(await whatsAppServer()); // nobody scans its code
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const app = stack.use(
    await startApp(
      configFrom(SETTINGS, { ...environment(telegram, connection, data), ...linked(whatsapp) }),
      {
        sweepEveryMs: 500,
        terminal: { input: process.stdin, output: silent },
      },
    ),
  );
  await subscribe(app, telegram);
  await tell(app, pool);
  await pool.query(HISTORY);
  await pool.query(PEOPLE);
  telegram.failsFor(5, blocked);
  telegram.failsFor(8, proxyPage(504, true));
  telegram.failsFor(11, answers(403, "Forbidden: user is deactivated"));
  telegram.failsFor(GROUP, kicked);
  const all = stack.move();
  return {
    app,
    telegram,
    pool,
    async gathers() {
      await pool.query(
        `insert into subscriptions (chat_id, follows, topic, since)
         select id, 'all', '', joined_at from chats where left_at is null on conflict do nothing`,
      );
    },
    async changesTheWaves() {
      const waves = TOLD.find(({ title }) => title.startsWith("BMKG Sagara"));
      if (!waves) throw new Error("nobody tells of the waves");
      const higher = (text: string): string =>
        text.replace("4 meter", "6 meter").replace("4 Meter", "6 Meter");
      await app.accept(article({ ...waves, text: waves.text.map(higher) }, 14));
      await until("the new text is read", async () => {
        const { rowCount } = await pool.query("select from articles where clean::text like '%6 meter%'");
        return rowCount === 1;
      });
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function subscribe(app: App, telegram: TelegramServer): Promise<void> {
  for (let reader = 1; reader <= READERS; reader++)
    await telegram.says({ chat: reader, text: reader % 3 === 0 ? "/langganan ekonomi" : "/langganan semua" });
  for (const [reader, words] of FOLLOWED) await telegram.says({ chat: reader, text: `/langganan ${words}` });
  const group = { messenger: "telegram", address: String(GROUP), thread: null, kind: "group" } as const;
  await app.subscribe({ ...group, title: "Warga Lembah Arum" }, { ...NOTHING, all: true });
}

/** Takes in the demo's articles and those of words.ts; resolves when all are read. */
async function tell(app: App, pool: pg.Pool): Promise<void> {
  for (const one of articles) {
    await app.accept({
      source: "kabar-nusantara",
      url: `https://kabarnusantara.example/${one.slug}`,
      guid: null,
      title: one.title,
      body: { form: "html", content: one.body.replaceAll("{hari}", "Senin (23/11/2026)") },
      teaser: false,
      sections: [one.section],
      image: null,
      publishedAt: new Date(Date.now() - 47 * 60_000),
    });
  }
  for (const [i, told] of TOLD.entries()) await app.accept(article(told, 38 - 6 * i));
  await until("the drafts are there", async () => {
    const { rows } = await pool.query<{ n: number }>(
      "select count(*)::int as n from articles where state = 'accepted'",
    );
    return rows[0]?.n === 0;
  });
}

const FOLLOWED = [
  [1, "harga cabai"],
  [2, "harga cabai"],
  [3, "banjir"],
  [4, "Bahari FC"],
  [6, "gempa"],
  [7, "gempa"],
  [9, "gempa"],
] as const;

const SETTINGS = {
  newsroom: { name: "Kabar Nusantara", whatsapp: "6281234567890" },
  sources: [
    feed("kabar-nusantara", "Kabar Nusantara", "review"),
    feed("warta-pesisir", "Warta Pesisir", "review"),
    feed("radar-arum", "Radar Arum", "auto"),
    feed("suara-lintang", "Suara Lintang", "review"),
  ],
  topics: [
    { id: "nasional", name: "Nasional" },
    { id: "ekonomi", name: "Ekonomi", words: ["harga"] },
    { id: "olahraga", name: "Olahraga" },
    { id: "cuaca", name: "Cuaca" },
    { id: "bencana", name: "Bencana", words: ["gempa", "banjir"] },
  ],
  backups: { keep: 0 },
};

function feed(id: string, name: string, policy: string) {
  const host = `${id.replace("-", "")}.example`;
  return { id, name, feed: `https://${host}/rss`, policy, everySeconds: 3600 };
}

function environment(
  telegram: TelegramServer,
  connection: { host: string; user: string; database: string },
  data: string,
): Record<string, string> {
  return {
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DATABASE_URL: `postgres://${connection.user}@localhost/${connection.database}?host=${encodeURIComponent(connection.host)}`,
    KABARKILAT_DATA: data,
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
    PORT: "0",
    LOG_LEVEL: "silent",
  };
}

const PEOPLE = `
  update people set name = 'Ratna Dewi', identities = '{telegram:777}' where name = 'Admin pertama';
  insert into people (name, role, may_send, identities, created_at) values
    ('Bima Saputra', 'chief', true, '{telegram:5512340001}', now()),
    ('Laksmi Handayani', 'editor', true, '{telegram:5512340002,whatsapp:6281200000002}', now()),
    ('Yusuf Pranata', 'editor', false, '{telegram:5512340003}', now()),
    ('Sekretaris redaksi', 'reader', false, '{}', now());`;

function linked({ url }: { url: string }): Record<string, string> {
  return {
    WHATSAPP: "on",
    WHATSAPP_URL: url,
    WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
  };
}

/** What takes weeks to come about: sources that were read or failed, chats that came and went, a step that failed for good. */
const HISTORY = `
  update sources set last_ok_at = now() - interval '3 minutes', failures = 0, failing_since = null, last_error = null,
    next_poll_at = now() + interval '1 hour';
  update sources set failures = 14, failing_since = now() - interval '5 hours', last_ok_at = now() - interval '5 hours',
    last_error = 'suaralintang.example menjawab 503 (sedang tidak dapat melayani)' where id = 'suara-lintang';
  insert into chats (messenger, address, kind, joined_at, left_at, left_why)
    select 'telegram', (100000 + n)::text, 'private', now() - (n % 14) * interval '1 day' - interval '2 hours',
      case when n % 9 = 0 then now() - (n % 6) * interval '1 day' end,
      case when n % 9 = 0 then case n % 2 when 0 then 'bot diblokir oleh pengguna' else 'akun dihapus' end end
    from generate_series(1, 640) n where random() < (1.0 - (n % 14) / 22.0);
  insert into chats (messenger, address, kind, title, joined_at)
    values ('telegram', '-1009000000001', 'channel', 'Kabar Nusantara', now() - interval '80 days'),
           ('whatsapp', '120363000000000001@newsletter', 'channel', 'Kabar Nusantara', now() - interval '80 days'),
           ('whatsapp', '120363000000000002@g.us', 'group', 'Nelayan Sagara', now() - interval '9 days');
  insert into chats (messenger, address, kind, joined_at)
    select 'whatsapp', (200000 + n)::text || '@lid', 'private', now() - (n % 13) * interval '1 day' - interval '3 hours'
    from generate_series(1, 87) n;
  insert into dead_letters (step, subject, error, attempts, died_at)
    select 'article', id, 'halaman artikel tidak terbaca setelah 5 kali mencoba: kabarnusantara.example menjawab 500', 5, now() - interval '25 minutes'
    from articles order by id desc limit 2;`;

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chats, expected, type Follow, HOUSE_CALL } from "../../demo/expected.ts";
import { type Publisher, startPublisher } from "../../demo/publisher.ts";
import { startApp } from "../app.ts";
import { configFrom } from "../config.ts";
import { faultsIn } from "./demo-frames.ts";
import { stopSignal } from "./serve.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The service as it is, with nothing to set up: its own PostgreSQL and queue in a temporary folder, an invented publisher on
 * loopback, and the terminal as the messenger. Then what is typed is said to it, as a reader or an editor would.
 *
 * With --once it publishes, checks that every expected alert was printed in every chat, and ends.
 */
export async function demoCommand(args: string[], input: Readable, output: Writable): Promise<void> {
  const unattended = readOptions(args);
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "kabar-kilat-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const publisher = stack.use(await startPublisher());
  const screen = recorded(output);
  const typed = new PassThrough();
  const log: string[] = [];

  output.write("Kabar Kilat: menyalakan PostgreSQL, antrean, dan penerbit contoh …\n");
  const app = stack.use(
    await startApp(demoConfig(publisher, folder), {
      terminal: { input: typed, output: screen },
      logTo: new Writable({
        write(line, _encoding, done) {
          log.push(String(line));
          done();
        },
      }),
    }),
  );
  for (const { name, kind, follows } of chats) {
    await app.subscribe(
      { messenger: "console", address: name, kind, thread: null, title: name },
      followsOf(follows),
    );
  }
  await waitFor("umpan dimuat pertama kali", async () =>
    (await app.sourceHealth()).every(({ lastOkAt }) => lastOkAt !== null),
  );

  const frames = expected.flatMap((alert) => alert.chats.map((chat) => ({ ...alert, chat })));
  for (const { slug } of expected) publisher.publish(slug);
  const faults = () => faultsIn(screen.printed(), frames);
  try {
    await waitFor("semua kabar terkirim", async () => faults().length === 0);
  } catch (error) {
    output.write(`\n${faults().join("\n")}\n\nCatatan:\n${log.join("")}\n`);
    throw error;
  }
  output.write(`\n${frames.length} kabar terkirim ke ${chats.length} ruang obrolan.\n`);
  if (!unattended) await talk(publisher, input, typed, output);
}

function followsOf(follow: Follow) {
  return {
    all: follow === "all",
    breaking: follow === "breaking",
    topics: typeof follow === "object" ? [follow.topic] : [],
    words: [],
    outlets: [],
    regions: [],
  };
}

function demoConfig(publisher: Publisher, folder: string) {
  return configFrom(
    {
      newsroom: { name: "Kabar Nusantara" },
      sources: [
        {
          id: "kabar-nusantara",
          name: "Kabar Nusantara",
          feed: publisher.feedUrl,
          policy: "auto",
          callToAction: { text: HOUSE_CALL, url: null },
          everySeconds: 1,
        },
      ],
      topics: [
        { id: "nasional", name: "Nasional" },
        { id: "ekonomi", name: "Ekonomi" },
        { id: "internasional", name: "Internasional" },
        { id: "olahraga", name: "Olahraga" },
        { id: "bencana", name: "Bencana dan Cuaca", sections: ["Cuaca"] },
        { id: "teknologi", name: "Teknologi" },
      ],
      intake: { allowedHosts: [publisher.host] },
    },
    { KABARKILAT_DATA: folder, PORT: "0", LOG_LEVEL: "warn" },
  );
}

// --- the conversation afterwards -----------------------------------------------

const guide = (publisher: Publisher) => `
Sekarang giliran Anda. Di sini Anda pembaca sekaligus penyunting; ketik seperti di ruang obrolan:

  cabai rawit                 cari di arsip
  /langganan                  pilih topik; jawab dengan angka
  /siarkan Halo, pembaca!     siarkan kalimat Anda sendiri: lihat dulu, lalu setujui
  /siarkan ${publisher.url}/nasional/festival-perahu-hias-sagara
                              siarkan artikel dari alamatnya
  /hentikan                   hentikan semua pengiriman; /lanjutkan meneruskannya
  /berhenti                   berhenti berlangganan
  /bantuan                    semua perintah

Selesai: Ctrl+C atau Ctrl+D.

`;

async function talk(
  publisher: Publisher,
  input: Readable,
  typed: PassThrough,
  output: Writable,
): Promise<void> {
  output.write(guide(publisher));
  input.pipe(typed);
  const interrupted = stopSignal();
  await Promise.race([once(input, "end"), once(interrupted, "abort")]);
  input.unpipe(typed);
  input.destroy(); // an open terminal would keep the process alive
  typed.end(); // what was typed before is answered while the service stops
}

// --- small things ----------------------------------------------------------------

function readOptions(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { once: { type: "boolean", default: false } } }).values.once;
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}\nnpm run demo [-- --once]`,
    );
  }
}

/** Passes everything on and remembers it. */
function recorded(to: Writable): Writable & { printed(): string } {
  let printed = "";
  const through = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      to.write(chunk, done);
    },
  });
  return Object.assign(through, { printed: () => printed });
}

const PATIENCE_MS = 30_000;

async function waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Belum juga setelah ${PATIENCE_MS / 1000} detik: ${what}.`);
    await delay(50);
  }
}

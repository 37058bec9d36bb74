import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { UsageError } from "../../src/commands/usage-error.ts";
import { whatsAppCommand } from "../../src/commands/whatsapp.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { whatsAppSessions } from "../../src/store/whatsapp/session.ts";
import { dataFolder } from "../support/data-folder.ts";
import { type TestDatabase, testDatabase, urlOf } from "../support/database.ts";
import { plant } from "../support/postgres.ts";

const KEY = Buffer.alloc(32, 3).toString("base64");
const CONFIGURED = { KABARKILAT_CONFIG: "config/example.yaml" };

test("a session is exported here and imported there, and each says how it stands", async () => {
  await using old = await testDatabase();
  await using house = await testDatabase();
  await whatsAppSessions(old.pool, KEY).write("main", { credentials: "rahasia", keys: [] });
  const folder = await mkdtemp(path.join(tmpdir(), "kabarkilat-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "sesi.json");

  expect(await run(house, "status")).toContain("session: none");
  expect(await run(old, "export", file)).toContain("Do not start the service with it here again");
  expect(await run(house, "import", file)).toContain("without a new pairing");
  expect(await run(house, "status")).toContain("session: stored\naccount: has never connected\n");
  expect(await readFile(file, "utf8")).not.toContain("rahasia");
  await expect(run(old, "export", file)).rejects.toThrow("EEXIST");
});

test("how the account stands is told beside the service that uses the embedded database", async () => {
  await using stack = new AsyncDisposableStack();
  const home = path.join(await dataFolder(stack, "kk-wa-"), "data");
  plant(inject("seed"), home);
  stack.use(await startEmbeddedPostgres(home));
  expect(await runIn({ KABARKILAT_DATA: home }, "status")).toContain("session: none");
  await expect(runIn({ KABARKILAT_DATA: home }, "export", path.join(home, "sesi"))).rejects.toThrow(
    UsageError,
  );
});

test.each([[], ["export"], ["import"], ["status", "x"], ["export", "a", "b"], ["pindah"]])(
  "called as %j it says how it is called",
  async (...args: string[]) => {
    await expect(whatsAppCommand(args, {}, async () => undefined)).rejects.toThrow(UsageError);
  },
);

test("with WhatsApp off it says how to turn it on", async () => {
  await expect(whatsAppCommand(["status"], CONFIGURED, async () => undefined)).rejects.toThrow("WHATSAPP=on");
});

function run({ connection }: TestDatabase, ...args: string[]): Promise<string> {
  return runIn({ DATABASE_URL: urlOf(connection) }, ...args);
}

async function runIn(database: Record<string, string>, ...args: string[]): Promise<string> {
  let printed = "";
  await whatsAppCommand(
    args,
    { ...CONFIGURED, WHATSAPP: "on", WHATSAPP_SESSION_KEY: KEY, ...database },
    async (text) => {
      printed += text;
    },
  );
  return printed;
}

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { whatsAppSessions } from "../../../src/store/whatsapp/session.ts";
import { testDatabase } from "../../support/database.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

const OURS = new URL("../../support/whatsapp-process.ts", import.meta.url).pathname;

test("a process killed with -9 right after pairing leaves a session that the next one goes on with", async () => {
  await using database = await testDatabase();
  await using server = await whatsAppServer();
  const key = randomBytes(32).toString("base64");

  const child = spawn(process.execPath, [OURS, JSON.stringify(database.connection), key, server.url]);
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('"qr"')) server.scans(JSON.parse(line).qr);
    if (line.includes('"open"')) break;
  }
  child.kill("SIGKILL");
  await once(child, "exit");

  await using next = await account({ url: server.url, session: whatsAppSessions(database.pool, key) });
  await ready(next);
  const verdict = await next.whatsApp.send(
    { messenger: "whatsapp", address: "81200000001@lid", kind: "private", thread: null },
    { text: ["Gempa"] },
    "kirim/1",
  );

  expect(server.greeted).toEqual(["registration", "login", "login"]);
  expect(next.pairings).toEqual([]);
  expect(verdict).toMatchObject({ kind: "sent" });
});

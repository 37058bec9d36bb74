import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { tokensCommand } from "../../src/commands/tokens.ts";
import { tokenOf } from "../../src/store/publishers/tokens.ts";
import { testDatabase, urlOf } from "../support/database.ts";

const CONFIG = `
sources:
  - { id: kabar-uji, name: Kabar Uji, push: true }
  - { id: koran, name: Koran, feed: "https://koran.example/rss" }
`;

async function terminal() {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const folder = await mkdtemp(path.join(tmpdir(), "tokens-"));
  stack.defer(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, "c.yaml"), CONFIG);
  const env = {
    KABARKILAT_CONFIG: path.join(folder, "c.yaml"),
    DATABASE_URL: urlOf(db.connection),
  };
  const all = stack.move();
  return {
    db,
    async runs(line: string) {
      let printed = "";
      await tokensCommand(line.split(" "), env, async (text) => void (printed += text));
      return printed;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

test("a token is made, shown once, listed without its text, and revoked, all on record", async () => {
  await using shell = await terminal();
  const { db } = shell;
  const made = await shell.runs("add cms --source kabar-uji --scope articles:write,alerts:read");
  const text = made.split("\n")[0] ?? "";
  expect(text).toMatch(/^kk_[\w-]{43}$/);
  expect(await tokenOf(db.pool, text, new Date())).toMatchObject({
    name: "cms",
    source: "kabar-uji",
    scopes: ["articles:write", "alerts:read"],
  });
  const list = await shell.runs("list");
  expect(list).toContain("cms");
  expect(list).not.toContain(text);
  expect(await shell.runs("revoke 1")).toContain("revoked");
  expect((await tokenOf(db.pool, text, new Date()))?.revokedAt).toBeInstanceOf(Date);
  await expect(shell.runs("revoke 1")).rejects.toThrow("No token in use");
  const audit = await db.pool.query("select act, subject from audit order by id");
  expect(audit.rows).toEqual([
    { act: "token add", subject: "token:1" },
    { act: "token revoke", subject: "token:1" },
  ]);
});

test.each([
  ["add", "npm run tokens"],
  ["add a", "--scope"],
  ["add a --scope articles:read,all", "--scope"],
  ["add a --scope articles:write", "--source"],
  ["add a --scope articles:write --source lain", "no source"],
  ["add a --scope articles:write --source koran", "push: true"],
  ["add a --scoop x", "npm run tokens"],
  ["revoke x", "npm run tokens"],
  ["revoke 7", "No token in use"],
])("tokens %s is refused with what to do", async (line, why) => {
  await using shell = await terminal();
  await expect(shell.runs(line)).rejects.toThrow(why);
});

import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { folderFault } from "../../src/app/doctor/machine.ts";
import { hasServer } from "../../src/store/embedded/folder.ts";

test.each<[string, Partial<Parameters<typeof folderFault>[0]>, RegExp, RegExp]>([
  [
    "another user",
    { owner: "kabarkilat" },
    /belongs to user kabarkilat/,
    /sudo -u kabarkilat npm run doctor$/,
  ],
  ["a user without a name", { owner: "#1001" }, /belongs to user #1001/, /sudo -u #1001 npm run doctor$/],
  ["root", { owner: "root", folder: "/srv" }, /\/srv belongs to root/, /install -d -m 700 .* \/srv\/kk$/],
  ["ourselves", { owner: null }, /cannot be written/, /^chmod u\+rwx \/srv\/kk$/],
  ["another user, on a read-only disk", { owner: "x", refused: "EROFS" }, /only be read/, /ReadWritePaths=/],
])(
  "of a data folder of %s the doctor says what helps, and never to take it from its owner",
  (_whose, facts, said, mend) => {
    const found = folderFault({
      folder: "/srv/kk",
      home: "/srv/kk",
      owner: null,
      refused: "EACCES",
      ...facts,
    });
    expect(found.said).toMatch(said);
    expect(found.mend).toMatch(mend);
    expect(found.mend).not.toContain("chown");
  },
);

test("a database that cannot be looked at is not taken for none", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "kk-hidden-"));
  await using _home = { [Symbol.asyncDispose]: () => rm(home, { recursive: true }) };
  expect(hasServer(home)).toBe(false);
  await symlink("postgres", path.join(home, "postgres")); // a loop is refused to every user, root too
  expect(() => hasServer(home)).toThrow("ELOOP");
  await rm(path.join(home, "postgres"));
  await mkdir(path.join(home, "postgres"));
  expect(hasServer(home)).toBe(false);
});

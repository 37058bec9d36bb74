import { chown, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { postgresPrograms } from "../../../src/store/embedded/programs.ts";

const NOBODY = 65_534;

test.skipIf(process.getuid?.() !== 0)(
  "root that looks at a service's folder leaves it to the user whose it is",
  async () => {
    const home = await mkdtemp(path.join(tmpdir(), "kk-owner-"));
    try {
      await chown(home, NOBODY, NOBODY);
      const programs = await postgresPrograms(home);
      await programs.run("initdb", ["-D", path.join(home, "db"), "-U", "kabarkilat", "-A", "trust"]);
      expect([(await stat(home)).uid, (await stat(path.join(home, "db"))).uid]).toEqual([NOBODY, NOBODY]);
    } finally {
      await rm(home, { recursive: true });
    }
  },
);

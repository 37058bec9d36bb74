import { defineConfig } from "vitest/config";

// For what hangs, and longer than a test may wait for one thing (test/support/until.ts), which says what that was.
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };

/**
 * Files with a process each, for they replace or measure what belongs to all of it. The others share processes: loading the service anew
 * costs more than most of them, modules keep caches at most (and the
 * newsroom's clock, which is set back before each file), and every test, or file, has a database of its own.
 */
const ALONE = [
  "test/intake/readers.test.ts", // threads of its own, and how often this one had its turn
  "test/messengers/whatsapp/quiet.test.ts", // the console
];

export default defineConfig({
  test: {
    maxWorkers: 3, // while one waits for PostgreSQL or for a process it started, another has the processor
    globalSetup: ["test/support/global-postgres.ts"],
    projects: [
      {
        test: {
          ...timeouts,
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: ALONE,
          setupFiles: ["test/support/newsroom-clock.ts"],
          isolate: false,
        },
      },
      { test: { ...timeouts, name: "alone", include: ALONE } },
    ],
  },
});

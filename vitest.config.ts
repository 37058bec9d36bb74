import { defineConfig } from "vitest/config";

// For what hangs, and longer than a test may wait for one thing (test/support/until.ts), which says what that was.
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };

/**
 * Files that share processes, for loading the service anew costs more than most of them: their modules keep caches at most, and every test
 * has a database of its own. The others start the service as processes, or replace what belongs to the whole process.
 */
const TOGETHER = [
  "test/*.test.ts",
  "test/{alerts,articles,chat,delivery,publishers,queue,search,store,summaries,web}/**/*.test.ts",
  "test/intake/!(readers).test.ts", // those have threads of their own, and are timed
  "test/service/{acts,acts-at-once,care,clock,desk,main-job,phone,rights,stories}.test.ts",
];

export default defineConfig({
  test: {
    maxWorkers: 3, // while one waits for PostgreSQL or for a process it started, another has the processor
    globalSetup: ["test/support/global-postgres.ts"],
    projects: [
      { test: { ...timeouts, name: "together", include: TOGETHER, isolate: false } },
      { test: { ...timeouts, name: "alone", include: ["test/**/*.test.ts"], exclude: TOGETHER } },
    ],
  },
});

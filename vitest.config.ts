import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // For what hangs, and longer than a test may wait for one thing (test/support/until.ts), which says what that was.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3, // most of the time a test waits for a server, not for a processor
    globalSetup: ["test/support/global-postgres.ts"],
  },
});

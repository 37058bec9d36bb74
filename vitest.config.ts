import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: process.env["WORKERS"] ? 120_000 : 30_000, // see test/support/app.ts: processes are started
    hookTimeout: 60_000,
    maxWorkers: 3, // most of the time a test waits for a server, not for a processor
    globalSetup: ["test/support/global-postgres.ts"],
  },
});

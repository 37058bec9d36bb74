import { expect, inject, test } from "vitest";
import { startEmbeddedPostgres, useEmbeddedPostgres } from "../../../src/store/embedded/postgres.ts";
import { dataFolder } from "../../support/data-folder.ts";
import { plant } from "../../support/postgres.ts";
import { postmasterOf } from "../../support/process.ts";

test("of an embedded PostgreSQL that hangs whoever comes is told, with its process, and not left waiting", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-hangs-");
  plant(inject("seed"), data);
  stack.use(await startEmbeddedPostgres(data));
  const pid = (await postmasterOf(data)) ?? 0;
  process.kill(pid, "SIGSTOP");
  stack.defer(() => void process.kill(pid, "SIGCONT"));
  await expect(useEmbeddedPostgres(data)).rejects.toThrow(
    new RegExp(`\\(process ${pid}\\) runs, but does not answer: it hangs.*kill -9 ${pid}`),
  );
});

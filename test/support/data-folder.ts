import { existsSync, statfsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Room for some servers at once, each with its write-ahead log. */
const ENOUGH = 2 * 2 ** 30;
const MEMORY = "/dev/shm";

/**
 * A temporary folder for what PostgreSQL keeps, gone with the stack: in memory where the machine has room there. On a disk, making and
 * dropping the hundreds of files of a database is a good part of what a test of it costs.
 */
export async function dataFolder(stack: AsyncDisposableStack, prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(hasRoom(MEMORY) ? MEMORY : tmpdir(), prefix));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ENOUGH;
}

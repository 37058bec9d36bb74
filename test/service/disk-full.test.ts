import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { codeOf } from "../../src/error-code.ts";
import { freePort } from "../support/free-port.ts";
import { installService } from "../support/process.ts";
import { until } from "../support/until.ts";

/** A disk of its own, in memory: only root can have one. */
function mount(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=0755", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const unmount = (folder: string): void =>
  void execFileSync("umount", ["--lazy", folder], { stdio: "ignore" });

function canMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), "kk-mount-"));
  const can = mount(folder);
  if (can) unmount(folder);
  rmSync(folder, { recursive: true });
  return can;
}

test.skipIf(!canMount())(
  "on a full disk nothing is lost and nothing is sent twice; work goes on when there is room again (skipped where no disk can be mounted)",
  async () => {
    await using newsroom = await installService({}, { fresh: true });
    const data = newsroom.env["KABARKILAT_DATA"] ?? "";
    mkdirSync(data);
    expect(mount(data)).toBe(true);
    await using _disk = { [Symbol.asyncDispose]: async () => unmount(data) };
    const port = await freePort();
    const ready = async () => await (await fetch(`http://127.0.0.1:${port}/ready`)).json();
    const service = await newsroom.started({ PORT: String(port) });
    expect(await ready()).toEqual({ status: "ok", parts: { database: null, disk: null } });
    await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
    await newsroom.firstLoad();
    newsroom.publishes("sebelum-penuh");
    await until("an article is delivered", () => newsroom.copies(1, "sebelum-penuh") === 1);

    const ballast = path.join(data, "ballast");
    fill(ballast, data);
    // The database has a little room left inside its files; then it has none.
    const whileFull: string[] = [];
    await until("the service says what is wrong", () => {
      if (service.output.includes("No space left on device")) return true;
      if (whileFull.every((one) => newsroom.copies(1, one) > 0)) {
        const more = Array.from({ length: 5 }, (_, n) => `saat-penuh-${whileFull.length + n}`);
        whileFull.push(...more);
        newsroom.publishes(...more);
      }
      return false;
    });
    expect(await ready()).toMatchObject({
      status: "not ready",
      parts: { disk: expect.stringContaining("full") },
    });

    rmSync(ballast);
    newsroom.publishes("sesudah-penuh");
    const all = ["sebelum-penuh", ...whileFull, "sesudah-penuh"];
    await until("every article is delivered", () => all.every((slug) => newsroom.copies(1, slug) > 0));
    expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
    expect(all.filter((slug) => newsroom.copies(1, slug) !== 1)).toEqual([]);
  },
);

/** Leaves not a byte, as a log that ran wild does. */
function fill(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // PostgreSQL was quicker with the last of it: full is what it is to be.
    if (codeOf(error) !== "ENOSPC") throw error;
  }
}

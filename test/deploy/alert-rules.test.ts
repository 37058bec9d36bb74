import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const DEPLOY = path.resolve(import.meta.dirname, "../../deploy/prometheus");
const promtool = (...args: string[]) => spawnSync("promtool", args, { encoding: "utf8" });
const missing = promtool("--version").status !== 0;

test.skipIf(missing)(
  "Prometheus takes the alert rules, and they fire when they should and not before (skipped where there is no promtool: apt-get install prometheus)",
  () => {
    const checked = promtool("check", "rules", path.join(DEPLOY, "alerts.yml"));
    expect(checked.status, checked.stderr).toBe(0);
    const played = promtool("test", "rules", path.join(import.meta.dirname, "alerts.rules-test.yml"));
    expect(played.status, played.stdout + played.stderr).toBe(0);
  },
);

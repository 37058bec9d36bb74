import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const CHECK = path.resolve(import.meta.dirname, "../../deploy/node-version.cjs");

function startedBy(version: string) {
  const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" }); require(${JSON.stringify(CHECK)});`;
  return spawnSync(process.execPath, ["-e", pretend], { encoding: "utf8" });
}

test.each(["18.20.4", "22.18.0"])(
  "a start by Node.js %s ends with words that say what is needed",
  (version) => {
    const { status, stderr } = startedBy(version);
    expect(status).toBe(1);
    expect(stderr).toContain(`needs Node.js 24 or newer; this is ${version}`);
  },
);

test.each(["24.0.0", "26.1.0"])("a start by Node.js %s goes on in silence", (version) => {
  expect(startedBy(version)).toMatchObject({ status: 0, stderr: "", stdout: "" });
});

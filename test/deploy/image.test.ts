import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { MEMORY_FLAGS } from "../support/memory-flags.ts";
import { until } from "../support/until.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const dockerfile = read("Dockerfile").replaceAll("\\\n", " ");
/** What the image's build copies, each into the place of the same name. */
const copied = [...dockerfile.matchAll(/^COPY (.+) \.\/\S*$/gm)].flatMap(([, what = ""]) => what.split(" "));
const command = z.array(z.string()).parse(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? "null"));

/** A folder with the files of the image, the packages beside them, and the newsroom's own configuration as it is mounted. */
async function image() {
  const folder = await mkdtemp(path.join(tmpdir(), "kk-image-"));
  for (const one of copied) await cp(path.join(ROOT, one), path.join(folder, one), { recursive: true });
  await copyFile(path.join(ROOT, "config/example.yaml"), path.join(folder, "config/kabarkilat.yaml"));
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  await mkdir(path.join(folder, "data"));
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

test("the files that the image has are all that its command needs: it starts, is healthy, and stops", async () => {
  await using built = await image();
  const [program = "", ...args] = command;
  expect(program).toBe("node");
  const env = { PATH: process.env["PATH"], NODE_ENV: "production", PORT: "0" };
  const service = spawn(process.execPath, args, {
    cwd: built.folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [service.stdout, service.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(service, "close");
  await until(
    "it runs",
    () => {
      if (service.exitCode !== null) throw new Error(output);
      return output.includes("/masuk/");
    },
    60_000,
  );
  const [, port = ""] = /127\.0\.0\.1:(\d+)\/masuk/.exec(output) ?? [];
  const [, check = ""] = /HEALTHCHECK .*?CMD (\[.*?\])$/m.exec(dockerfile) ?? [];
  const [, ...asks] = z.array(z.string()).parse(JSON.parse(check));
  // METRICS_PORT is a worker's alone, though every process may be given it.
  const health = spawn(process.execPath, asks, {
    env: { ...env, PORT: port, METRICS_PORT: "1" },
    stdio: "inherit",
  });
  await once(health, "exit");
  service.kill("SIGTERM");
  await ended;
  expect(health.exitCode).toBe(0);
  expect(service.exitCode).toBe(0);
}, 120_000);

test("what the image leaves out of the packages is needed by nothing in it", () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const files = copied
    .filter((one) => !one.includes("."))
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.join(folder, file)),
    );
  const named = files.flatMap((file) =>
    [
      ...read(file).matchAll(
        /(?:^|\n)\s*(import|export)\b(?! type)[^;"']*?from ["']([^".'][^"']*)["']|import\(["']([^".'][^"']*)["']/g,
      ),
    ].map(([, , plain, dynamic]) => plain ?? dynamic ?? ""),
  );
  const packages = new Set(
    named
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name))
      .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/")),
  );
  expect(packages.size).toBeGreaterThan(10);
  expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
});

test("an init is its first process: a PostgreSQL that was killed is buried, and started again", () => {
  expect(dockerfile).toMatch(/^ENTRYPOINT \["tini", "--"\]$/m);
  expect(dockerfile).toMatch(/^RUN .*apt-get install .*\btini\b/m);
});

test("systemd and the image bound the memory as `npm start` does", () => {
  expect(MEMORY_FLAGS).toHaveLength(2);
  const unit = read("deploy/kabarkilat.service");
  expect(unit).toContain(`node ${MEMORY_FLAGS.join(" ")} src/main.ts serve`);
  expect(dockerfile).toContain(
    JSON.stringify(["node", ...MEMORY_FLAGS, "src/main.ts", "serve"]).replaceAll(",", ", "),
  );
});

test("nothing that is the machine's own gets into the image", () => {
  const sent = read(".dockerignore")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  expect(new Set(sent)).toEqual(new Set(copied));
  expect(read(".dockerignore").split("\n")).toContain("config/kabarkilat.yaml*");
  expect(dockerfile).toMatch(/^USER node$/m);
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configFrom, ENVIRONMENT_NAMES } from "../../src/config.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const Service = z.object({
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  read_only: z.boolean(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  healthcheck: z.object({}).optional(),
  env_file: z.string().optional(),
  command: z.array(z.string()).default([]),
});
const File = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
});
const file = File.parse(parse(read("docker-compose.yml"), { merge: true }));
const services = Object.entries(file.services);
const ours = services.filter(([, { build }]) => build !== undefined);

/** What stands for a variable of .env is put in its place, as compose does it. */
const withPassword = (environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{POSTGRES_PASSWORD[^}]*\}/g, "geheim"),
    ]),
  );

describe.each(services)("%s", (_name, service) => {
  test("has no more rights than it needs", () => {
    expect(service).toMatchObject({
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      read_only: true,
    });
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test("is asked whether it is well", () => {
    // ours by the Dockerfile
    expect(service.healthcheck !== undefined || service.build === ".").toBe(true);
    expect(read("Dockerfile")).toContain("\nHEALTHCHECK ");
  });

  test("carries no secret", () => {
    const secrets = Object.entries(service.environment).filter(([name]) =>
      /PASSWORD|TOKEN|SECRET|KEY/.test(name),
    );
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{/);
    for (const value of Object.values(service.environment))
      expect(value).not.toMatch(/:\/\/[^/@]*:(?!\$\{)[^/@]*@/);
  });
});

test.each(["postgres", "redis"])("%s is reached by the service alone, and reaches nothing", (name) => {
  expect(file.networks["inside"]).toEqual({ internal: true });
  expect(file.services[name]).toMatchObject({ networks: ["inside"], ports: [] });
});

test.each(ours)(
  "%s is told what the service reads, and starts with it",
  (_name, { environment, env_file }) => {
    expect(env_file).toBe(".env");
    for (const name of Object.keys(environment)) expect(ENVIRONMENT_NAMES).toContain(name);
    const config = configFrom({}, withPassword(environment));
    expect(config.database).toEqual({ url: "postgres://kabarkilat:geheim@postgres:5432/kabarkilat" });
    expect(config.redis).toEqual({ url: "redis://redis:6379" });
  },
);

test("Redis keeps what it is given, as the doctor wants it", () => {
  expect(file.services["redis"]?.command.join(" ")).toMatch(
    /--appendonly yes .*--maxmemory-policy noeviction/,
  );
});

test("the example of .env names what the service reads, no more and no less", () => {
  const named = [...read("config/example.env").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const forTests = new Set(["WHATSAPP_CLOUD_URL"]);
  const known = new Set([...ENVIRONMENT_NAMES, "POSTGRES_PASSWORD"]); // compose reads that one
  expect(new Set(named)).toEqual(known.difference(forTests));
});

const compose = [["docker", "compose"], ["docker-compose"]].find(
  ([program = "", ...args]) => spawnSync(program, [...args, "version"]).status === 0,
);

test.skipIf(compose === undefined)("docker compose config takes it as it is", () => {
  const [program = "", ...args] = compose ?? [];
  const folder = mkdtempSync(path.join(tmpdir(), "kk-compose-"));
  try {
    writeFileSync(path.join(folder, "docker-compose.yml"), read("docker-compose.yml"));
    writeFileSync(path.join(folder, ".env"), "POSTGRES_PASSWORD=geheim\n");
    const asked = spawnSync(program, [...args, "config"], { cwd: folder, encoding: "utf8" });
    expect(asked.stderr).toBe("");
    expect(asked.status).toBe(0);
    writeFileSync(path.join(folder, ".env"), "");
    expect(spawnSync(program, [...args, "config"], { cwd: folder, encoding: "utf8" }).stderr).toContain(
      "set POSTGRES_PASSWORD in .env",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

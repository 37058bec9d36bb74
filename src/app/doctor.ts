import type pg from "pg";
import type { Config } from "../config.ts";
import { codeOf } from "../error-code.ts";
import { hasServer } from "../store/embedded/folder.ts";
import { EmbeddedTrouble, useEmbeddedPostgres } from "../store/embedded/postgres.ts";
import { setNewsroomZone } from "../time.ts";
import { connectionTo } from "./database-connection.ts";
import { backups } from "./doctor/backups.ts";
import { database } from "./doctor/database.ts";
import { examine, fault, type Finding, ok, reasonOf } from "./doctor/finding.ts";
import { dataFolder, nodeVersion, secretFile, webPort } from "./doctor/machine.ts";
import { summaryModel } from "./doctor/model.ts";
import { newsroom } from "./doctor/newsroom.ts";
import { publicAddress, sources } from "./doctor/outside.ts";
import { redis } from "./doctor/redis.ts";
import { chatsIn, telegram } from "./doctor/telegram.ts";
import { whatsAppCloud } from "./doctor/whatsapp-cloud.ts";
import { whatsApp } from "./doctor/whatsapp.ts";

export type { Finding } from "./doctor/finding.ts";

/** Where the doctor looks beside the configuration. */
export interface Surroundings {
  nodeVersion: string;
  /** The file with the secrets. */
  secrets: string;
  now: () => Date;
  /** For each check (milliseconds). */
  withinMs: number;
}

const WITHIN_MS = 20_000;

export const HERE: Surroundings = {
  nodeVersion: process.versions.node,
  secrets: ".env",
  now: () => new Date(),
  withinMs: WITHIN_MS,
};

/**
 * Looks at everything the service needs, beside a running service or without one, and changes nothing. `config` is the
 * configuration, or what is wrong with it: then only what needs none is looked at.
 */
export async function diagnose(
  config: Config | string,
  { nodeVersion: node, secrets, now, withinMs }: Surroundings = HERE,
): Promise<Finding[]> {
  const machine = [nodeVersion(node), secretFile(secrets)];
  if (typeof config === "string") {
    const wrong = fault(
      "Configuration",
      config,
      "Correct what it names, in .env or in the configuration file.",
    );
    return [wrong, ...(await examine(machine, withinMs))];
  }
  setNewsroomZone(config.newsroom.zone);
  await using stack = new AsyncDisposableStack();
  const home = "folder" in config.database ? config.database.folder : null;
  const faults: Finding[] = [];
  let connection: pg.PoolConfig | null = null;
  try {
    if (home === null || hasServer(home))
      connection = stack.use(await connectionTo(config.database, useEmbeddedPostgres)).connection;
  } catch (error) {
    faults.push(embeddedFault(error));
  }
  const checks = [
    ...machine,
    ...(home === null ? [] : [dataFolder(home)]),
    ...(config.role === "worker" ? [] : [webPort(config.web)]),
    ...(faults.length > 0 ? [] : [database(connection, now)]),
    redis(config.redis),
    telegram(config.telegram, () => chatsIn(connection), now),
    whatsApp(config, connection, now),
    whatsAppCloud(config),
    newsroom(config, connection, now),
    summaryModel(config),
    backups(config, now),
    sources(config),
    publicAddress(config.publicUrl),
  ];
  return [ok("Configuration", "valid"), ...faults, ...(await examine(checks, withinMs))];
}

function embeddedFault(error: unknown): Finding {
  if (error instanceof EmbeddedTrouble) return fault("PostgreSQL", error.said, `${error.advice}.`);
  return error instanceof Error && codeOf(error.cause) === "EACCES"
    ? fault("PostgreSQL", `the embedded one is hidden from this user: ${reasonOf(error)}`, error.message)
    : fault(
        "PostgreSQL",
        error instanceof Error ? error.message : "the embedded one does not start",
        "Read postgres.log in KABARKILAT_DATA; npm run restore brings back a backup.",
      );
}

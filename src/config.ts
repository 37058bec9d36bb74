import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { Province, regionsIn } from "./articles/region.ts";
import { contradictions, hidden, missing, misspelt, strangers } from "./config/contradictions.ts";
import { CONFIG, DATA, Environment } from "./config/environment.ts";
import { faultsOf, inPlainWords, whereIn } from "./config/plain-words.ts";
import { SettingsFile } from "./config/settings-file.ts";
import { codeOf } from "./error-code.ts";

export { CONFIG, ENVIRONMENT_NAMES, faultOf } from "./config/environment.ts";
export { whereIn } from "./config/plain-words.ts";

/**
 * The file (config/settings-file.ts) and the environment (config/environment.ts), read once and checked whole: every fault is named at once,
 * in the words of whoever mends it, and nothing starts half configured. No other file reads process.env.
 */
export type Config = ReturnType<typeof configFrom>;

/** Every fault of the configuration at once, ready to print. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const SECRETS = ".env"; // npm start fills the environment from it

/**
 * Reads the file that the environment names and checks both, and the names in `secrets`, from which the environment was filled. Throws
 * ConfigError with every fault in it.
 */
export function readConfig(env: Record<string, string | undefined>, secrets = SECRETS): Config {
  const file = env["KABARKILAT_CONFIG"] || CONFIG;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(unreadable(path.resolve(file), cause), { cause });
  }
  let content: unknown;
  try {
    content = parseYaml(text);
  } catch (error) {
    throw new ConfigError(`${file} is not valid YAML${whereIn(error)}`);
  }
  return configFrom(content, env, file, namesIn(secrets));
}

/** None where it cannot be read: whoever started us had to read it, too. */
function namesIn(secrets: string): string[] {
  try {
    return Object.keys(parseEnv(readFileSync(secrets, "utf8")));
  } catch {
    return [];
  }
}

function unreadable(file: string, cause: unknown): string {
  const code = codeOf(cause);
  return code === "ENOENT"
    ? `There is no configuration ${file} yet. npm run setup makes it and asks for what is needed; or copy config/example.yaml there. ` +
        "KABARKILAT_CONFIG names another one."
    : `The configuration ${file} cannot be read (${code || "no reason given"}). KABARKILAT_CONFIG names another one.`;
}

/** The same from values in hand: tests and the demo build theirs so. `inFile`: the names that stand in .env. */
export function configFrom(
  content: unknown,
  env: Record<string, string | undefined>,
  name = "the configuration",
  inFile: readonly string[] = [],
) {
  const present = Object.fromEntries(
    // What is pasted, or read from a secret's file, often ends in a space or a line's end; no value of ours does.
    Object.entries(env).flatMap(([key, value = ""]) => (value.trim() === "" ? [] : [[key, value.trim()]])),
  );
  const settings = SettingsFile.safeParse(content ?? {}, { error: inPlainWords });
  const environment = Environment.safeParse(present, { error: inPlainWords });
  const faults = [
    ...faultsOf(settings, name, content),
    ...faultsOf(environment, "the environment"),
    ...hidden(present),
    ...misspelt(inFile, present),
    ...(settings.success ? contradictions(settings.data, name) : []),
    ...(environment.success ? missing(environment.data) : []),
    ...(settings.success && environment.success ? strangers(settings.data, environment.data, name) : []),
  ];
  if (!settings.success || !environment.success || faults.length > 0) {
    throw new ConfigError(
      `Kabar Kilat cannot start with these settings:\n${faults.map((f) => `  - ${f}`).join("\n")}`,
    );
  }
  const e = environment.data;
  return {
    ...settings.data,
    regions: regionsIn(settings.data.regions ?? shippedRegions()),
    role: e.KABARKILAT_ROLE,
    telegram: e.TELEGRAM_TOKEN
      ? {
          token: e.TELEGRAM_TOKEN,
          apiRoot: e.TELEGRAM_API_ROOT ?? null,
          movedTo: e.TELEGRAM_MOVED_TO ?? null,
          webhook:
            e.TELEGRAM_WEBHOOK_URL && e.TELEGRAM_WEBHOOK_SECRET
              ? { url: e.TELEGRAM_WEBHOOK_URL, secret: e.TELEGRAM_WEBHOOK_SECRET }
              : null,
        }
      : null,
    whatsapp:
      e.WHATSAPP === "on" && e.WHATSAPP_SESSION_KEY
        ? {
            url: e.WHATSAPP_URL ?? null,
            phone: e.WHATSAPP_PHONE ?? null,
            sessionKey: e.WHATSAPP_SESSION_KEY,
            channels: settings.data.whatsapp.channels,
            perDay: settings.data.whatsapp.perDay ?? null,
          }
        : null,
    whatsappCloud:
      e.WHATSAPP === "cloud" &&
      e.WHATSAPP_CLOUD_TOKEN &&
      e.WHATSAPP_CLOUD_PHONE_ID &&
      e.WHATSAPP_CLOUD_APP_SECRET &&
      e.WHATSAPP_CLOUD_VERIFY_TOKEN
        ? {
            url: e.WHATSAPP_CLOUD_URL ?? null,
            token: e.WHATSAPP_CLOUD_TOKEN,
            phoneId: e.WHATSAPP_CLOUD_PHONE_ID,
            appSecret: e.WHATSAPP_CLOUD_APP_SECRET,
            verifyToken: e.WHATSAPP_CLOUD_VERIFY_TOKEN,
            template: settings.data.whatsapp.template ?? null,
          }
        : null,
    /** Channels that are configured while no linked device could post to them. */
    idleChannels: e.WHATSAPP === "on" ? 0 : settings.data.whatsapp.channels.length,
    database: databaseOf(present),
    redis: e.REDIS_URL ? { url: e.REDIS_URL } : null,
    /** null: an endpoint that asks for none. */
    modelApiKey: e.MODEL_API_KEY ?? null,
    /** What seals the secrets that publishers' webhooks are signed with; null: there are no webhooks. */
    secretsKey: e.SECRETS_KEY ?? null,
    /** Who may push articles, one entry for each token. */
    publishers: e.PUBLISHER_TOKENS.map(({ source, secret }) => ({
      source,
      token: secret,
      signingSecret: e.PUBLISHER_SECRETS.find((one) => one.source === source)?.secret ?? null,
    })),
    /** Where the world reaches this service, without a slash at the end; null: nobody can call us back. */
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    web: { host: e.HOST, port: e.PORT },
    /** null: a worker serves nothing. */
    metricsPort: e.METRICS_PORT ?? null,
    /** null: no traces are kept. */
    tracesTo: e.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT, headers: headersIn(e.OTEL_EXPORTER_OTLP_HEADERS ?? "") }
      : null,
    logLevel: e.LOG_LEVEL,
  };
}

/** The database that the environment names, whatever else is wrong with it. */
export function databaseOf({
  DATABASE_URL: url,
  KABARKILAT_DATA: folder,
}: Record<string, string | undefined>): { url: string } | { folder: string } {
  return url ? { url } : { folder: folder || DATA };
}

function headersIn(list: string): Record<string, string> {
  const pairs = list.split(",").flatMap((pair) => {
    const [, name = "", value = ""] = /^\s*([\w-]+)=(.*)$/.exec(pair) ?? [];
    return name === "" ? [] : [[name, decodeURIComponent(value.trim())] as const];
  });
  return Object.fromEntries(pairs);
}

/** The gazetteer that comes with the service. */
function shippedRegions(): Province[] {
  return z
    .array(Province)
    .parse(parseYaml(readFileSync(new URL("../config/regions.yaml", import.meta.url), "utf8")));
}

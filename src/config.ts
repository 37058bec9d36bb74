import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { z } from "zod";
import { faultsOfGazetteer, Province, regionsIn } from "./articles/region.ts";
import { Topic } from "./articles/topic.ts";
import { PASTE } from "./articles/article.ts";
import { codeOf } from "./error-code.ts";
import { Source } from "./intake/source.ts";
import { meant } from "./misspelt.ts";

/**
 * What the newsroom decides (config/kabarkilat.yaml) and what the machine decides (the environment), read once and checked
 * whole: every fault is named at once, in the words of whoever mends it, and nothing starts half configured.
 * Secrets are in the environment only. No other file reads process.env.
 */

const CHANNEL_LINK = /^https:\/\/(?:www\.)?whatsapp\.com\/channel\/[\w-]{8,64}\/?$/;

const File = z.strictObject({
  sources: z.array(Source).default([]),
  topics: z.array(Topic).default([]),
  /** Where news can be, and what can be followed of it; absent: Indonesia's provinces, regencies and cities. */
  regions: z.array(Province).optional(),
  /** Who may make the bot speak, by the platform's stable id: "telegram:12345678", "whatsapp:6281234567890". */
  editors: z
    .array(
      z
        .string('write "telegram:" or "whatsapp:" and the user\'s number, without a space')
        .regex(
          /^(telegram:\d+|whatsapp:\d+|console:\S+)$/,
          'write "telegram:" or "whatsapp:" and the user\'s number',
        ),
    )
    .default([]),
  summary: z
    .strictObject({
      budget: z.number().int().min(80).max(1000).default(320),
      /** A language model that writes the summaries; absent: the built-in summariser. Its key is MODEL_API_KEY. */
      model: z
        .strictObject({
          /** An endpoint that speaks OpenAI's chat completions ("http://127.0.0.1:11434/v1"). */
          baseUrl: z.url({ protocol: /^https?$/ }),
          name: z.string().min(1),
          houseStyle: z.string().min(1).max(2000).nullable().default(null),
          /** For all that is asked about one article. */
          timeoutSeconds: z.number().min(1).max(120).default(20),
          /** What it may cost: questions in an hour and a day over all processes, and tokens in an answer. */
          perHour: z.number().int().min(0).default(120),
          perDay: z.number().int().min(0).default(1000),
          maxTokens: z.number().int().min(100).nullable().default(1000),
          /** Sends the answer's JSON Schema along; for endpoints that refuse it: false. */
          schema: z.boolean().default(true),
        })
        .optional(),
    })
    .prefault({}),
  breaking: z
    .strictObject({
      /** A title that begins with one of these is breaking news. */
      titles: z
        .array(z.string().min(1))
        .default(["breaking news", "breaking", "kabar kilat", "berita kilat"]),
    })
    .prefault({}),
  stories: z
    .strictObject({
      /** What an article of a source that has told the story already becomes: an alert of its own (`new`), or none. */
      sameSource: z.enum(["silent", "edit", "new"]).default("new"),
      /** The same news from another source. A changed figure, another side of the story and breaking news are told in any case. */
      otherSource: z.enum(["silent", "edit", "new"]).default("silent"),
      /** How long a story is followed and counts as told. */
      withinHours: z.number().min(1).max(336).default(48),
    })
    .prefault({}),
  intake: z
    .strictObject({
      /** Articles older than this are archived without an alert. */
      alertWithinHours: z.number().min(0).default(12),
      /** Of a feed's first load, how many of the newest may become alerts. */
      firstLoadAlerts: z.number().int().min(0).default(0),
      /** Hosts inside a private network that may be fetched nevertheless ("127.0.0.1:8080"). */
      allowedHosts: z.array(z.string()).default([]),
      /** An address or e-mail that the sites we read find in our User-Agent. */
      contact: z.string().optional(),
    })
    .prefault({}),
  desk: z
    .strictObject({
      /** Alerts that two editors must approve: those of these sources ("tempel": editors' own), and breaking news. */
      fourEyes: z
        .strictObject({ sources: z.array(z.string()).default([]), breaking: z.boolean().default(false) })
        .prefault({}),
    })
    .prefault({}),
  readers: z
    .strictObject({
      /** How many keyword filters, outlets and regions one chat may follow. */
      filters: z.number().int().min(1).max(1000).default(20),
      /** Messages of one person that are answered in a minute. */
      messagesAMinute: z.number().int().min(1).max(1000).default(20),
    })
    .prefault({}),
  /** How long things are kept, in days (store/retention.ts). */
  retention: z
    .strictObject({
      /** What each chat was sent. A correction or recall reaches only what is kept. */
      deliveriesDays: z.number().int().min(7).max(3650).default(90),
      leftChatsDays: z.number().int().min(1).max(3650).default(30),
      /** Articles that no alert was made of; null keeps the archive for good. */
      articlesDays: z.number().int().min(30).max(36_500).nullable().default(null),
    })
    .prefault({}),
  /** The embedded database backs itself up each night. */
  backups: z
    .strictObject({
      /** O'clock, in WIB. */
      hour: z.number().int().min(0).max(23).default(3),
      /** How many of the newest are kept; 0: none is made. */
      keep: z.number().int().min(0).max(365).default(7),
      /** Where; null: the folder backups in KABARKILAT_DATA. Better on another disk. */
      folder: z.string().min(1).nullable().default(null),
    })
    .prefault({}),
  whatsapp: z
    .strictObject({
      /** Channels to post to: the account must be an admin there. */
      channels: z
        .array(
          z.strictObject({
            link: z.string().regex(CHANNEL_LINK, "the Channel's link: https://whatsapp.com/channel/…"),
            /** "all", "breaking", or topic ids. */
            follows: z.union([z.enum(["all", "breaking"]), z.array(z.string()).min(1)]).default("all"),
          }),
        )
        .default([]),
      /** Messages a day to private chats, unasked. Absent: the account's age decides. */
      perDay: z.number().int().min(1).max(100_000).optional(),
      /** The Cloud API's template for whoever has not written within 24 hours; its body has one variable, {{1}}. */
      template: z
        .strictObject({ name: z.string().regex(/^[a-z0-9_]+$/), language: z.string().default("id") })
        .optional(),
    })
    .prefault({}),
  /** Alerts with their article's picture instead of a link preview. */
  pictures: z.strictObject({ telegram: z.boolean().default(false) }).prefault({}),
  pacing: z
    .strictObject({
      telegram: z
        .strictObject({
          perSecond: z.number().positive().max(1000).default(30),
          /**
           * Broadcasts over 30 a second, up to 1000, for 0.1 Telegram Stars a message from the bot's balance (Bot API,
           * allow_paid_broadcast). @BotFather switches it on for bots with 10,000 Stars and 100,000 users a month.
           */
          paid: z.boolean().default(false),
        })
        .prefault({}),
      whatsapp: z.strictObject({ perSecond: z.number().positive().max(20).default(1) }).prefault({}),
      console: z.strictObject({ perSecond: z.number().positive().default(1000) }).prefault({}),
      /** A claimed delivery whose worker has not settled it within this time is taken to be orphaned. */
      leaseSeconds: z.number().int().min(5).max(600).default(60),
      /** How many sends may be under way at once, for each process and messenger. */
      concurrency: z.number().int().min(1).max(50).default(25),
    })
    .prefault({}),
});

/** Telegram's limit for messages to many (Bot FAQ, "My bot is hitting limits"). */
const FREE_PER_SECOND = 30;

const secret = z.string().min(1);
const port = z.coerce.number().int().min(0).max(65535);

/** An address that paths are put after. A password in it would come into the log with every fault of a call. */
function baseAddress(protocol: RegExp, { mayHavePath = true } = {}) {
  return z
    .url({ protocol })
    .refine((url) => partsOf(url).every((part) => part.username === "" && part.password === ""), {
      error: "credentials do not belong into this address",
    })
    .refine((url) => partsOf(url).every((part) => part.search === "" && part.hash === ""), {
      error: "without ? and #: paths are put after it",
    })
    .refine((url) => mayHavePath || partsOf(url).every((part) => part.pathname === "/"), {
      error: "without a path of its own: https://name.example",
    });
}

/** The address of a server, with user and password. What is not percent-encoded in them makes another address of it. */
function serverAddress(protocol: RegExp, like: string) {
  return z.url({ protocol, error: `write it as ${like}` }).refine((url) => partsOf(url).every(isWhole), {
    error:
      "user and password stand percent-encoded in an address: % is %25, # is %23, @ is %40, / is %2F, ? is %3F",
  });
}

function isWhole({ username, password, pathname, hash }: URL): boolean {
  return hash === "" && !pathname.includes("@") && [username, password, pathname].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** None where it is no address: that is said already. */
function partsOf(url: string): URL[] {
  return URL.canParse(url) ? [new URL(url)] : [];
}

/** "kabar-uji:SECRET;koran:SECRET". A source may have two tokens, while one replaces the other. */
function perSource(secretForm: RegExp, complaint: string) {
  return z
    .string()
    .default("")
    .transform((list) => list.split(";").flatMap((pair) => pair.trim() || []))
    .pipe(
      z.array(z.string().regex(/^[a-z0-9-]+:/, 'write "source-id:secret", several with ";" between them')),
    )
    .transform((pairs) =>
      pairs.map((pair) => ({
        source: pair.slice(0, pair.indexOf(":")),
        secret: pair.slice(pair.indexOf(":") + 1),
      })),
    )
    .refine((entries) => entries.every(({ secret }) => secretForm.test(secret)), complaint);
}

const DATA = "data";

const Environment = z.object({
  KABARKILAT_CONFIG: z.string().default("config/kabarkilat.yaml"),
  KABARKILAT_DATA: z.string().default(DATA),
  KABARKILAT_ROLE: z.enum(["all", "web", "worker"]).default("all"),
  TELEGRAM_TOKEN: secret
    .regex(/^\d+:[\w-]{20,}$/, "this is not a bot token as @BotFather gives it")
    .optional(),
  TELEGRAM_API_ROOT: baseAddress(/^https?$/).optional(),
  /** The bot that the chats of another one are given to, by its id. */
  TELEGRAM_MOVED_TO: z
    .string()
    .regex(/^\d+$/, "the new bot's id: the digits before the colon of its token")
    .optional(),
  TELEGRAM_WEBHOOK_URL: z
    .url({ protocol: /^https$/, error: "Telegram calls https addresses only" })
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: secret.regex(/^[\w-]{16,256}$/, "16 to 256 letters, digits, _ and -").optional(),
  WHATSAPP: z
    .enum(["on", "off", "cloud"], { error: 'write "on" or "off", or "cloud" for the WhatsApp Cloud API' })
    .default("off"),
  WHATSAPP_URL: z.url({ protocol: /^wss?$/ }).optional(),
  WHATSAPP_PHONE: z
    .string()
    .regex(/^\d{8,15}$/, "the number with its country code, digits only")
    .optional(),
  WHATSAPP_CLOUD_TOKEN: secret.optional(),
  WHATSAPP_CLOUD_PHONE_ID: z
    .string()
    .regex(/^\d+$/, "the phone number's id from Meta, digits only")
    .optional(),
  WHATSAPP_CLOUD_APP_SECRET: secret
    .regex(/^[0-9a-f]{32}$/i, "the app secret from Meta: 32 hexadecimal digits")
    .optional(),
  WHATSAPP_CLOUD_VERIFY_TOKEN: secret.min(16, "choose at least 16 characters").optional(),
  /** Another Graph API server, for tests. */
  WHATSAPP_CLOUD_URL: baseAddress(/^https?$/).optional(),
  WHATSAPP_SESSION_KEY: secret
    .refine((key) => Buffer.from(key, "base64").length === 32, "32 bytes in base64: openssl rand -base64 32")
    .optional(),
  DATABASE_URL: serverAddress(/^postgres(ql)?$/, "postgres://user:password@host:5432/name").optional(),
  REDIS_URL: serverAddress(/^rediss?$/, "redis://host:6379").optional(),
  PUBLISHER_TOKENS: perSource(
    /^[\w.~+/=-]{24,200}$/,
    "a token has 24 to 200 characters: openssl rand -hex 32",
  ),
  PUBLISHER_SECRETS: perSource(
    /^\S{16,200}$/,
    "a signing secret has 16 to 200 characters: openssl rand -hex 32",
  ),
  MODEL_API_KEY: secret.optional(),
  SECRETS_KEY: secret
    .refine((key) => Buffer.from(key, "base64").length === 32, "32 bytes in base64: openssl rand -base64 32")
    .optional(),
  PUBLIC_URL: baseAddress(/^https?$/, { mayHavePath: false }).optional(),
  PORT: port.default(8080),
  /** Where a worker serves its health and metrics; absent: nowhere. */
  METRICS_PORT: port.optional(),
  HOST: z
    .string()
    .default("127.0.0.1")
    .transform((host) => host.replace(/^\[(.+)\]$/, "$1")), // as addresses of the web write IPv6
  /** An OpenTelemetry collector that takes traces by OTLP/HTTP ("http://127.0.0.1:4318"). */
  OTEL_EXPORTER_OTLP_ENDPOINT: baseAddress(/^https?$/).optional(),
  /** What it wants to be told with every call: "name=value", several with "," between them. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,]+(,[\w-]+=[^,]+)*$/, 'write "name=value", several with "," between them')
    .refine(isDecodable, "a % in a value is written %25")
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

/** Every variable that is read. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(Environment.shape);

/** What is wrong with a variable's value, in words; null: nothing. What other variables say is not looked at. */
export function faultOf(name: string, value: string): string | null {
  const form = z.record(z.string(), z.instanceof(z.ZodType)).parse(Environment.shape)[name];
  const found = form?.safeParse(value);
  return found === undefined || found.success ? null : (found.error.issues[0]?.message ?? "this cannot be");
}

export type Config = ReturnType<typeof configFrom>;
export type Settings = z.infer<typeof File>;

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
  const file = env["KABARKILAT_CONFIG"] ?? "config/kabarkilat.yaml";
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
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const settings = File.safeParse(content ?? {}, { error: inPlainWords });
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

/** Where and what, but not the parser's own message: it quotes the line, and a secret may be in it. */
export function whereIn(error: unknown): string {
  if (!(error instanceof YAMLParseError)) return "";
  const at = error.linePos?.[0];
  const what = YAML_FAULTS[error.code] ?? error.code.toLowerCase().replaceAll("_", " ");
  return `${at ? `, line ${at.line}, column ${at.col}` : ""}: ${what}`;
}

const INDENTED = "this line is not indented as the lines it belongs to are";
const YAML_FAULTS: Partial<Record<string, string>> = {
  TAB_AS_INDENT: "a tab; indent with spaces",
  DUPLICATE_KEY: "this name stands here for a second time",
  BLOCK_AS_IMPLICIT_KEY: "a second colon; put a text that has one between quotes",
  BAD_SCALAR_START: "a text may not begin with this character; put it between quotes",
  BAD_INDENT: INDENTED,
  MISSING_CHAR: `${INDENTED}, or a sign is missing before it: a colon, a quote, a bracket`,
  MULTIPLE_DOCS: "three hyphens (---) begin a second file; take them out",
};

function faultsOf(result: z.ZodSafeParseResult<unknown>, where: string, content?: unknown): string[] {
  if (result.success) return [];
  // Values are never repeated: one of them may be a secret.
  return result.error.issues.map((issue) => `${where}: ${placeOf(issue.path, content)}: ${issue.message}`);
}

/** "sources.kabar-pesisir.feed": an entry of a list by its id, or by its number as people count. */
function placeOf(keys: readonly PropertyKey[], content: unknown): string {
  let at = content;
  const names = keys.map((key) => {
    at = typeof at === "object" && at !== null ? (Reflect.get(at, key) as unknown) : undefined;
    const { id } = WithId.safeParse(at).data ?? {};
    return typeof key === "number" ? (id ?? `(no. ${key + 1})`) : String(key);
  });
  return names.join(".") || "(top)";
}

const WithId = z.object({ id: z.string().regex(/^[\w-]{1,60}$/) });

/** For what zod says in a programmer's words; what a setting itself has to say comes before it. */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type")
    return issue.input === null || issue.input === undefined
      ? "nothing stands here; fill it in, or take the whole line out"
      : `wanted here: ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "unrecognized_keys")
    return `there is no setting ${issue.keys.map((key) => `"${key}"`).join(", ")} here; config/example.yaml has them all`;
  if (issue.code === "invalid_value") return `write one of these: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_format" && issue.format === "url")
    return "this is no whole address; it begins with https:// or the like";
  return issue.code === "too_big" ? `${String(issue.maximum)} at most` : undefined;
}

const KINDS: Partial<Record<string, string>> = {
  string: "text (between quotes where it has a colon, or is a number)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: 'a list (lines that begin with "- ")',
  object: 'settings with their names ("name: value", indented)',
};

const BOM = "\u{FEFF}";

/** A byte order mark, as some editors put it before a file, hides the name of the first variable in .env. */
function hidden(environment: object): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(BOM))
    .map(
      (name) =>
        `.env: an invisible mark (BOM) before ${name.slice(1)} hides it; save the file as UTF-8 without BOM`,
    );
}

/** The environment is everybody's, but .env is ours: a name in it that is nearly one of a setting without a value was meant for it. */
function misspelt(inFile: readonly string[], present: object): string[] {
  const given = new Set(Object.keys(present));
  const absent = ENVIRONMENT_NAMES.filter((name) => !given.has(name));
  return inFile
    .filter((name) => given.has(name) && ![...ENVIRONMENT_NAMES, FOR_COMPOSE].includes(name))
    .flatMap((name) => {
      const right = name.startsWith(BOM) ? null : meant(name, absent);
      return right === null
        ? []
        : [`.env: ${name}: nothing reads it; ${right} is meant, or it does not belong there`];
    });
}

const FOR_COMPOSE = "POSTGRES_PASSWORD"; // docker-compose.yml reads it

function contradictions(settings: Settings, where: string): string[] {
  const topics = new Set(settings.topics.map(({ id }) => id));
  const ids = settings.sources.map(({ id }) => id);
  return [
    ...ids
      .filter((id, i) => ids.indexOf(id) !== i)
      .map((id) => `${where}: sources: two sources have the id "${id}"`),
    ...settings.sources.flatMap((source) =>
      source.topics
        .filter((topic) => !topics.has(topic))
        .map((topic) => `${where}: sources.${source.id}.topics: "${topic}" is not among the topics`),
    ),
    ...settings.desk.fourEyes.sources
      .filter((source) => source !== PASTE && !ids.includes(source))
      .map((source) => `${where}: desk.fourEyes.sources: "${source}" is not among the sources`),
    ...faultsOfGazetteer(settings.regions ?? []).map((fault) => `${where}: regions: ${fault}`),
    ...settings.whatsapp.channels.flatMap(({ follows }, i) =>
      (typeof follows === "string" ? [] : follows)
        .filter((topic) => !topics.has(topic))
        .map(
          (topic) => `${where}: whatsapp.channels.(no. ${i + 1}).follows: "${topic}" is not among the topics`,
        ),
    ),
  ];
}

function missing(e: z.infer<typeof Environment>): string[] {
  const faults: string[] = [];
  if (e.WHATSAPP === "cloud") {
    const names = ["TOKEN", "PHONE_ID", "APP_SECRET", "VERIFY_TOKEN"] as const;
    faults.push(
      ...names
        .filter((name) => !e[`WHATSAPP_CLOUD_${name}`])
        .map((name) => `the environment: WHATSAPP_CLOUD_${name}: WHATSAPP=cloud needs it`),
    );
  }
  if (e.WHATSAPP === "on" && !e.WHATSAPP_SESSION_KEY) {
    faults.push(
      "the environment: WHATSAPP_SESSION_KEY: WhatsApp's session is kept encrypted; make a key once with: openssl rand -base64 32",
    );
  }
  if (Boolean(e.TELEGRAM_WEBHOOK_URL) !== Boolean(e.TELEGRAM_WEBHOOK_SECRET)) {
    faults.push("the environment: TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET: give both or neither");
  }
  if (e.KABARKILAT_ROLE !== "all" && !e.DATABASE_URL) {
    faults.push(
      `the environment: DATABASE_URL: the role "${e.KABARKILAT_ROLE}" shares its database with other processes; the embedded one serves only the role "all"`,
    );
  }
  return faults;
}

/** Tokens name sources that push. Such a source may also have its tokens in the database. */
function strangers(settings: Settings, e: z.infer<typeof Environment>, where: string): string[] {
  const pushing = new Set(settings.sources.flatMap(({ id, push }) => (push ? id : [])));
  const tokens = e.PUBLISHER_TOKENS.map(({ secret }) => secret);
  const known = new Set(e.PUBLISHER_TOKENS.map(({ source }) => source));
  return [
    ...[...known]
      .filter((id) => !pushing.has(id))
      .map((id) => `the environment: PUBLISHER_TOKENS: no source "${id}" with push: true in ${where}`),
    ...e.PUBLISHER_SECRETS.filter(({ source }) => !known.has(source)).map(
      ({ source }) => `the environment: PUBLISHER_SECRETS: "${source}" has no token in PUBLISHER_TOKENS`,
    ),
    ...(settings.pacing.telegram.perSecond > FREE_PER_SECOND &&
    !settings.pacing.telegram.paid &&
    e.TELEGRAM_TOKEN &&
    !e.TELEGRAM_API_ROOT
      ? [
          `${where}: pacing.telegram.perSecond: over ${FREE_PER_SECOND} a second Telegram answers 429, unless the bot pays for it: pacing.telegram.paid: true`,
        ]
      : []),
    ...(new Set(tokens).size < tokens.length
      ? ["the environment: PUBLISHER_TOKENS: one token stands twice; each publisher needs its own"]
      : []),
  ];
}

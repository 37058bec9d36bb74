import { z } from "zod";
import { PHONE_NUMBER } from "./phone-number.ts";
import { inPlainWords } from "./plain-words.ts";

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

export function isDecodable(text: string): boolean {
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

/** Where the newsroom's own settings are, unless KABARKILAT_CONFIG names another file. */
export const CONFIG = "config/kabarkilat.yaml";
export const DATA = "data";
const TELEGRAM_PATH = "/telegram"; // where web/server.ts hears Telegram

/** What the machine decides: the variables of the environment. Secrets are here only. */
export const Environment = z.object({
  KABARKILAT_CONFIG: z.string().default(CONFIG),
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
    .refine((url) => partsOf(url).every(({ pathname }) => ["/", TELEGRAM_PATH].includes(pathname)), {
      error: `without a path of its own, https://name.example: Telegram calls ${TELEGRAM_PATH} there`,
    })
    .transform((url) => new URL(TELEGRAM_PATH, url).href)
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: secret.regex(/^[\w-]{16,256}$/, "16 to 256 letters, digits, _ and -").optional(),
  WHATSAPP: z
    .enum(["on", "off", "cloud"], { error: 'write "on" or "off", or "cloud" for the WhatsApp Cloud API' })
    .default("off"),
  WHATSAPP_URL: z.url({ protocol: /^wss?$/ }).optional(),
  WHATSAPP_PHONE: z
    .string()
    .regex(...PHONE_NUMBER)
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
  DATABASE_URL: serverAddress(/^postgres(ql)?$/, "postgres://user:password@host:5432/name")
    .refine((url) => partsOf(url).every(({ searchParams }) => !searchParams.has("options")), {
      error:
        "without options: they would take the place of our connections' own settings (time zone, time limits)",
    })
    .optional(),
  REDIS_URL: serverAddress(/^rediss?$/, "redis://host:6379").optional(),
  PUBLISHER_TOKENS: perSource(
    /^[\w.~+/=-]{24,200}$/,
    'a token has 24 to 200 letters and digits (openssl rand -hex 32); several entries have ";" between them',
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
export type Environment = z.infer<typeof Environment>;

/** Every variable that is read. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(Environment.shape);

/** What is wrong with a variable's value, in words; null: nothing. What other variables say is not looked at. */
export function faultOf(name: string, value: string): string | null {
  if (value === "") return "this is needed";
  const form = z.record(z.string(), z.instanceof(z.ZodType)).parse(Environment.shape)[name];
  const found = form?.safeParse(value, { error: inPlainWords });
  return found === undefined || found.success ? null : (found.error.issues[0]?.message ?? "this cannot be");
}

import { PASTE } from "../articles/article.ts";
import { faultsOfGazetteer } from "../articles/region.ts";
import { type Environment, ENVIRONMENT_NAMES } from "./environment.ts";
import { meant } from "./misspelt.ts";
import type { Settings } from "./settings-file.ts";

/** Faults that no single setting has: what contradicts another one, lacks another one, or was written under a wrong name. */

export function contradictions(settings: Settings, where: string): string[] {
  const topics = new Set(settings.topics.map(({ id }) => id));
  const ids = settings.sources.map(({ id }) => id);
  return [
    ...twice(ids).map((id) => `${where}: sources: two sources have the id "${id}"`),
    ...twice(settings.topics.map(({ id }) => id)).map(
      (id) => `${where}: topics: two topics have the id "${id}"`,
    ),
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

const twice = (ids: readonly string[]): string[] => ids.filter((id, i) => ids.indexOf(id) !== i);

/** What other variables need. */
export function missing(e: Environment): string[] {
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

/** What in the environment does not fit the file. A source that pushes may also have its tokens in the database. */
export function strangers(settings: Settings, e: Environment, where: string): string[] {
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

/** Telegram's limit for messages to many (Bot FAQ, "My bot is hitting limits"). */
const FREE_PER_SECOND = 30;

const BOM = "\u{FEFF}";

/** A byte order mark, as some editors put it before a file, hides the name of the first variable in .env. */
export function hidden(environment: object): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(BOM))
    .map(
      (name) =>
        `.env: an invisible mark (BOM) before ${name.slice(1)} hides it; save the file as UTF-8 without BOM`,
    );
}

/**
 * The environment is everybody's, but .env is ours: a name in it that is nearly one of a setting without a value was meant for it. One that is
 * like none of ours may be another program's (TELEGRAM_API_ID of a Bot API server beside us).
 */
export function misspelt(inFile: readonly string[], present: object): string[] {
  const given = new Set(Object.keys(present));
  const absent = ENVIRONMENT_NAMES.filter((name) => !given.has(name));
  return inFile
    .filter((name) => given.has(name) && ![...ENVIRONMENT_NAMES, FOR_COMPOSE].includes(name))
    .flatMap((name) => {
      if (name.startsWith(BOM)) return [];
      const right = meant(name, absent);
      return right === null
        ? []
        : [`.env: ${name}: nothing reads it; ${right} is meant, or it does not belong there`];
    });
}

const FOR_COMPOSE = "POSTGRES_PASSWORD"; // docker-compose.yml reads it

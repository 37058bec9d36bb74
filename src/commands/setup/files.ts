import { isDeepStrictEqual, parseEnv } from "node:util";
import { isMap, isSeq, parse, parseDocument } from "yaml";
import { NEWSROOM_NAME } from "../../config/settings-file.ts";
import { newSourceId } from "../../intake/source-id.ts";
import type { ZoneName } from "../../time.ts";

/** What was answered, apart from what was there before. */
export interface Answers {
  sources: readonly NewSource[];
  editors: readonly string[];
  /** By whose clock the newsroom goes; null: as it stands. */
  zone: ZoneName | null;
  /** Hosts inside a private network that the newsroom named itself. */
  allowedHosts: readonly string[];
  /** Variables of .env, by name. */
  environment: Readonly<Record<string, string>>;
}

export interface NewSource {
  name: string;
  policy: "review" | "auto";
  /** One of them. */
  feed?: string;
  sitemap?: string;
}

/** Secrets as they are made for a newsroom that has none yet. */
export interface FreshSecrets {
  WHATSAPP_SESSION_KEY: string;
  WHATSAPP_CLOUD_VERIFY_TOKEN: string;
  SECRETS_KEY: string;
  POSTGRES_PASSWORD: string;
}

export interface Texts {
  /** The configuration file; empty where there is none. */
  yaml: string;
  /** .env */
  env: string;
}

/**
 * The two files with the answers in them. Everything else stays as it stands: other settings, comments, and above all secrets that are
 * there, since what they have sealed is lost without them. Pure.
 */
export function withAnswers(before: Texts, answers: Answers, fresh: FreshSecrets): Texts {
  return {
    yaml: configuration(before.yaml, answers),
    env: environment(before.env, answers.environment, fresh),
  };
}

/** What a first look at the files says of them; a fault in the YAML is its reader's to name. Pure. */
export function readTexts({ yaml, env }: Texts) {
  const document = parseDocument(yaml);
  const namesIn = (key: string): string[] => {
    const list = document.get(key);
    return isSeq(list)
      ? list.items.flatMap((item) => (isMap(item) ? String(item.get("id")) : String(item)))
      : [];
  };
  return { sources: namesIn("sources"), editors: namesIn("editors"), environment: parseEnv(env) };
}

function configuration(yaml: string, { sources, editors, zone, allowedHosts }: Answers): string {
  const document = parseDocument(yaml.trim() === "" ? "{}" : yaml);
  if (isMap(document.contents)) document.contents.flow = false;
  const ids = new Set(readTexts({ yaml, env: "" }).sources);
  const isNew = ids.size === 0;
  for (const source of sources) {
    const { hostname } = new URL(source.feed ?? source.sitemap ?? "http://sumber");
    append(["sources"], { id: newSourceId(source.name, hostname, ids), ...source });
  }
  const [first] = sources;
  if (
    first &&
    isNew &&
    document.getIn(NAME) === NEWSROOM_NAME.asDelivered &&
    first.name.length <= NEWSROOM_NAME.longest
  )
    document.setIn(NAME, first.name);
  if (zone !== null) document.setIn(["newsroom", "zone"], zone);
  const known = new Set(readTexts({ yaml, env: "" }).editors);
  for (const editor of editors) if (!known.has(editor)) append(["editors"], editor);
  const intake = document.get("intake");
  if (allowedHosts.length > 0 && isMap(intake) && !intake.has("allowedHosts"))
    intake.items.unshift(document.createPair("allowedHosts", [])); // first: comments after the last belong to what follows
  for (const host of allowedHosts) append(["intake", "allowedHosts"], host);
  return indentedAs(yaml, document.toString({ lineWidth: 0, flowCollectionPadding: false }));

  function append(place: readonly string[], value: unknown): void {
    const list = document.getIn(place);
    if (!isSeq(list)) return document.setIn(place, document.createNode([value]));
    if (list.items.length === 0) list.flow = false; // "[]" as it is delivered
    if (!list.items.some((item) => String(item) === value)) list.add(document.createNode(value));
  }
}

/**
 * Each comment where it stood: the parser takes those after a block for a part of it and moves them in, so that a setting which is written out by a
 * comment ("# whatsapp:") would belong to another one once somebody takes its # away.
 */
function indentedAs(before: string, after: string): string {
  const comments = before.split("\n").filter((line) => COMMENT.test(line));
  const text = after
    .split("\n")
    .map((line) => {
      if (!COMMENT.test(line)) return line;
      const at = comments.findIndex((one) => one.trim() === line.trim());
      return at === -1 ? line : (comments.splice(0, at + 1).at(-1) ?? line);
    })
    .join("\n");
  return isDeepStrictEqual(parse(text), parse(after)) ? text : after; // in a text of several lines a # is no comment
}

const COMMENT = /^\s*#/;

/** A newsroom that has not said how readers know it is known by its first outlet. */
const NAME = ["newsroom", "name"];

function environment(env: string, answers: Answers["environment"], fresh: FreshSecrets): string {
  const there = parseEnv(env);
  const made = Object.entries(fresh).filter(([name]) => !there[name]);
  return [...made, ...Object.entries(answers)].reduce(
    (text, [name, value]) => withVariable(text, name, value),
    env,
  );
}

/** In the line that the name has already, or in one of its own at the end. Of several lines the last counts. */
function withVariable(env: string, name: string, value: string): string {
  const line = `${name}=${/^[\w.:/@+=,;-]*$/.test(value) ? value : `'${value}'`}`;
  const old = [...env.matchAll(new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, "gm"))].at(-1);
  if (old) return `${env.slice(0, old.index)}${line}${env.slice(old.index + old[0].length)}`;
  return `${env}${env === "" || env.endsWith("\n") ? "" : "\n"}${line}\n`;
}

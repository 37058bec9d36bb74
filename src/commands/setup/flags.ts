import { parseArgs } from "node:util";
import { faultOf } from "../../config.ts";
import { ZONE_NAMES } from "../../time.ts";
import { UsageError } from "../usage-error.ts";
import type { Answers, NewSource } from "./files.ts";
import { addressesTyped, lookAtTyped } from "./sources.ts";
import type { World } from "./world.ts";

export const USAGE = `npm run setup
npm run setup -- --source ADDRESS [--policy review|auto] [--editor telegram:NUMBER] [--zone WIB|WITA|WIT] [--whatsapp on|off] [--port N] [--public-url URL]

  Asks the few questions that a start needs, looks at each answer, and makes config/kabarkilat.yaml and .env of the
  examples in config/, or adds to what is there: other settings and every secret are kept.

  With options it asks nothing; --source and --editor may stand several times. The bot's token is then TELEGRAM_TOKEN of the
  environment, since an argument can be read by every user of the machine.`;

/** The options as they were given; null: none, so that questions are asked. */
export function readFlags(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        source: { type: "string", multiple: true },
        policy: { type: "string" },
        editor: { type: "string", multiple: true },
        zone: { type: "string" },
        whatsapp: { type: "string" },
        port: { type: "string" },
        "public-url": { type: "string" },
      },
    });
    return args.length === 0 ? null : values;
  } catch (cause) {
    throw new UsageError(USAGE, { cause });
  }
}

/** The same answers that questions would bring, looked at alike. Throws UsageError with what is wrong. */
export async function answersFrom(
  flags: NonNullable<ReturnType<typeof readFlags>>,
  world: World,
  { TELEGRAM_TOKEN: token, TELEGRAM_MOVED_TO: movedTo }: Record<string, string | undefined>,
): Promise<Answers> {
  const policy = flags.policy ?? "review";
  if (policy !== "review" && policy !== "auto") throw new UsageError("--policy: review or auto.");
  const zone = ZONE_NAMES.find((name) => name === flags.zone) ?? null;
  if (flags.zone !== undefined && zone === null) throw new UsageError("--zone: WIB, WITA or WIT.");
  const found = await Promise.all((flags.source ?? []).map((typed) => source(typed, policy, world)));
  const environment = Object.fromEntries(
    [
      ["TELEGRAM_TOKEN", token],
      ["TELEGRAM_MOVED_TO", movedTo],
      ["WHATSAPP", flags.whatsapp],
      ["PORT", flags.port],
      ["PUBLIC_URL", flags["public-url"]],
    ].flatMap(([name = "", value]) => (value ? [[name, value] as const] : [])),
  );
  for (const [name, value] of Object.entries(environment)) {
    const fault = faultOf(name, value);
    if (fault) throw new UsageError(`${name}: ${fault}`);
  }
  const bot = token ? await world.bot(token) : null;
  if (typeof bot === "string") throw new UsageError(bot);
  const other = bot && bot.id !== movedTo ? await world.otherBot(bot) : null;
  if (other)
    throw new UsageError(
      `TELEGRAM_TOKEN is @${bot?.username}'s, but the Telegram chats in the database belong to bot ${other}. ` +
        `To move to the new bot for good, set TELEGRAM_MOVED_TO=${bot?.id}, too.`,
    );
  return {
    sources: found.map((one) => one.source),
    allowedHosts: found.flatMap(({ inside }) => inside ?? []),
    editors: flags.editor ?? [],
    zone,
    environment,
  };
}

async function source(
  typed: string,
  policy: NewSource["policy"],
  world: World,
): Promise<{ source: NewSource; inside: string | null }> {
  if (addressesTyped(typed).length === 0) throw new UsageError(`--source ${typed}: this is no web address.`);
  const { looked, inside } = await lookAtTyped(typed, world);
  if (looked.kind === "nothing") throw new UsageError(`--source ${typed}: ${looked.why}.`);
  if (looked.kind === "page") {
    const feeds = looked.feeds.map(({ address: feed }) => `  --source ${feed}`).join("\n");
    throw new UsageError(`--source ${typed} is a page. Name one of its feeds:\n${feeds}`);
  }
  const { address } = looked;
  const name = looked.title ?? new URL(address).hostname.replace(/^www\./, "");
  return {
    source: { name, policy, ...(looked.kind === "feed" ? { feed: address } : { sitemap: address }) },
    inside,
  };
}

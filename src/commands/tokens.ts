import { parseArgs } from "node:util";
import { openTokensDesk, type TokensDesk } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import { Scope } from "../publishers/scope.ts";
import { inWords, UsageError } from "./usage-error.ts";

const USAGE = `npm run tokens -- add NAME --source ID --scope articles:write,alerts:read
npm run tokens -- list
npm run tokens -- revoke NUMBER

  add      makes a token for the publishers' API and shows it once. The service may go on meanwhile.
           --source  the source it belongs to; without it the token is the newsroom's own and reads every source's alerts
           --scope   one or more of ${Scope.options.join(", ")}
  revoke   ends a token at once, and disables the webhooks that were made with it`;

type Print = (text: string) => Promise<void>;

/** Makes, lists and revokes tokens of the publishers' API. */
export async function tokensCommand(
  args: string[],
  env: Record<string, string | undefined>,
  print: Print,
): Promise<void> {
  const { what, name, more, options } = parsed(args);
  if (more || !["add", "list", "revoke"].includes(what) || (what === "list") !== (name === undefined)) {
    throw new UsageError(USAGE);
  }
  const config = readConfig(env);
  const wanted = what === "add" ? wantedToken(name ?? "", options, config) : null;
  await using desk = await inWords(() => openTokensDesk(config));
  if (wanted) {
    const text = await desk.add(wanted);
    await print(
      `${text}\nIt is shown this once: hand it over now. What it may do: ${wanted.scopes.join(", ")}.\n`,
    );
  } else if (what === "revoke") {
    await revoke(desk, name ?? "", print);
  } else {
    await list(desk, print);
  }
}

function parsed(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { source: { type: "string" }, scope: { type: "string" } },
    });
    const [what = "", name, ...more] = positionals;
    return { what, name, more: more.length > 0, options: values };
  } catch (cause) {
    throw new UsageError(USAGE, { cause });
  }
}

function wantedToken(name: string, options: { source?: string; scope?: string }, config: Config) {
  const scopes = Scope.array()
    .min(1)
    .safeParse((options.scope ?? "").split(",").map((scope) => scope.trim()));
  if (!scopes.success)
    throw new UsageError(`--scope: one or more of ${Scope.options.join(", ")}, with "," between them.`);
  const source = options.source ?? null;
  if (source !== null && !config.sources.some(({ id }) => id === source)) {
    throw new UsageError(`--source: the configuration has no source "${source}".`);
  }
  if (source === null && scopes.data.includes("articles:write")) {
    throw new UsageError("articles:write: articles belong to a source, so the token needs --source.");
  }
  if (
    scopes.data.includes("articles:write") &&
    !config.sources.some(({ id, push }) => id === source && push)
  ) {
    throw new UsageError(`articles:write: the source "${source}" needs push: true in the configuration.`);
  }
  return { name, source, scopes: [...new Set(scopes.data)] };
}

async function revoke(desk: TokensDesk, number: string, print: Print): Promise<void> {
  if (!/^[1-9]\d{0,14}$/.test(number)) throw new UsageError(USAGE);
  const revoked = await desk.revoke(Number(number));
  if (!revoked) throw new UsageError(`No token in use has the number ${number}. See: npm run tokens -- list`);
  const { webhooks } = revoked;
  await print(
    `Token ${number} is revoked${webhooks > 0 ? `, and ${webhooks} of its webhooks disabled` : ""}.\n`,
  );
}

async function list(desk: TokensDesk, print: Print): Promise<void> {
  const tokens = await desk.all();
  const day = (at: Date | null): string => at?.toISOString().slice(0, 16).replace("T", " ") ?? "never";
  const lines = tokens.map(({ id, name, source, scopes, lastUsedAt, revokedAt }) =>
    [
      String(id).padStart(4),
      name,
      source ?? "(newsroom)",
      scopes.join(","),
      revokedAt ? `revoked ${day(revokedAt)}` : `last used ${day(lastUsedAt)}`,
    ].join("  "),
  );
  await print(lines.length === 0 ? "There are no tokens.\n" : `${lines.join("\n")}\n`);
}

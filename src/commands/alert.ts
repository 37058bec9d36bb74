import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text as wholeText } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { draft } from "../alerts/draft.ts";
import { readArticle } from "../articles/read.ts";
import { renderForms } from "../delivery/render.ts";
import { codeOf } from "../error-code.ts";
import { FetchFailure, toOperator } from "../intake/fetch-failure.ts";
import { openFetcher } from "../intake/fetch.ts";
import { DEFAULT_BUDGET, summarise } from "../summaries/summarise.ts";
import { UsageError } from "./usage-error.ts";
import { userAgent } from "./version.ts";

const USAGE = `npm run --silent alert -- INPUT [--json] [--budget N]
npm run --silent alert -- --jsonl [--budget N] < ARTICLES

  INPUT      a file (HTML or plain text), an address (https://…) or - for standard input
  --json     the alert's parts as JSON instead of its text
  --jsonl    one {"id", "text" or "html", "title"?, "url"?} a line from standard input, one alert a line out
  --budget   the summary's length in characters (default ${DEFAULT_BUDGET})`;

/** Prints the alert for one article, or for many with --jsonl. Needs no database and no configuration. */
export async function alertCommand(
  args: string[],
  input: Readable,
  print: (text: string) => Promise<void>,
): Promise<void> {
  const { values, positionals } = parse(args);
  const budget = z.coerce
    .number()
    .int()
    .min(40)
    .max(4000)
    .safeParse(values.budget ?? DEFAULT_BUDGET);
  if (!budget.success) throw new UsageError(`--budget takes a whole number from 40 to 4000.\n\n${USAGE}`);
  if (values.jsonl) {
    if (positionals.length > 0)
      throw new UsageError(`--jsonl reads standard input and takes no INPUT.\n\n${USAGE}`);
    return alertLines(input, budget.data, print);
  }
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) throw new UsageError(USAGE);
  const alert = alertFor(await readInput(source, input), budget.data);
  await print(values.json ? `${JSON.stringify(alert, null, 2)}\n` : `${alert.rendered.plain}\n`);
}

interface Input {
  form: "html" | "text";
  content: string;
  title: string | null;
  url: string | null;
}

/** The alert for one article, in parts and in every form. Pure. */
export function alertFor(input: Input, budget: number) {
  const article = readArticle({ ...input, image: null, publishedAt: null });
  const summary = summarise(article, { budget });
  if (summary.headline === "" && summary.text === "") {
    throw new UsageError(
      "There is no article text in this input: it is empty, or holds nothing but page furniture.",
    );
  }
  const content = draft(article, summary, {
    outlet: null,
    topics: [],
    regions: [],
    breaking: false,
    callToAction: null,
  });
  return {
    title: summary.headline,
    summary: summary.text,
    flash: summary.flash,
    callToAction: article.callToAction,
    dateline: article.dateline,
    credits: article.credits,
    related: article.related,
    link: article.link,
    rendered: renderForms(content),
  };
}

const Line = z
  .object({
    id: z.union([z.string(), z.number()], "each line needs one of its own, a text or a number"),
    text: z.string().optional(),
    html: z.string().optional(),
    title: z.string().nullish(),
    url: z.string().nullish(),
  })
  .refine(
    (line) => (line.text === undefined) !== (line.html === undefined),
    "give text or html, one of them",
  );

async function alertLines(
  input: Readable,
  budget: number,
  print: (text: string) => Promise<void>,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    await print(`${JSON.stringify(alertLine(line, budget))}\n`);
  }
}

/** One line in, one object out, whatever the line is. */
function alertLine(line: string, budget: number): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: "this line is not JSON" };
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) {
    const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value).data?.id ?? null;
    return {
      id,
      error: parsed.error.issues.map((i) => `${i.path.join(".") || "line"}: ${i.message}`).join("; "),
    };
  }
  const { id, text, html, title, url } = parsed.data;
  try {
    const form = html === undefined ? "text" : "html";
    return {
      id,
      ...alertFor({ form, content: html ?? text ?? "", title: title ?? null, url: url ?? null }, budget),
    };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function readInput(source: string, input: Readable): Promise<Input> {
  if (/^https?:\/\//i.test(source)) return readAddress(source);
  const content = source === "-" ? await wholeText(input) : await readArticleFile(source);
  return { form: looksLikeHtml(content) ? "html" : "text", content, title: null, url: null };
}

async function readAddress(address: string): Promise<Input> {
  // Whoever types an address here chose it: the guard against private networks is for what feeds and strangers name.
  await using fetcher = openFetcher({
    userAgent: userAgent(undefined),
    allowedHosts: [new URL(address).host],
  });
  const page = await fetcher.fetch(address).catch((error: unknown) => {
    throw error instanceof FetchFailure
      ? new UsageError(`${address} cannot be read: ${toOperator(error)}.`)
      : error;
  });
  return { form: "html", content: page.body, title: null, url: page.url };
}

async function readArticleFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = codeOf(error) === "ENOENT" ? "there is no such file" : String(error);
    throw new UsageError(`${path} cannot be read: ${reason}.`);
  }
}

function looksLikeHtml(content: string): boolean {
  return /^\s*(?:<!doctype html|<\?xml|<!--|<(?:html|head|body|article|main|section|div|p|h1|meta|title)\b)/i.test(
    content,
  );
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean" }, jsonl: { type: "boolean" }, budget: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

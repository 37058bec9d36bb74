import { YAMLParseError } from "yaml";
import { z } from "zod";

/** What is wrong with a setting, in the words of whoever has to mend it. */

export function faultsOf(result: z.ZodSafeParseResult<unknown>, where: string, content?: unknown): string[] {
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
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "this is missing, and is needed";
    return issue.input === null
      ? "nothing stands here; fill it in, or take the whole line out"
      : `wanted here: ${KINDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === "unrecognized_keys")
    return `there is no setting ${issue.keys.map((key) => `"${key}"`).join(", ")} here; config/example.yaml has them all`;
  if (issue.code === "invalid_value") return `write one of these: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_format" && issue.format === "url")
    return "this is no whole address; it begins with https:// or the like";
  if (issue.code === "too_big") return `${measure(issue.maximum, issue.origin)} at most`;
  if (issue.code !== "too_small") return undefined;
  return issue.inclusive === false
    ? `more than ${String(issue.minimum)}`
    : `${measure(issue.minimum, issue.origin)} at least`;
}

/** "80", "1 character", "2000 characters" */
function measure(much: number | bigint, of: string): string {
  const what = { string: "character", array: "entry" }[of];
  if (what === undefined) return String(much);
  const several = what === "entry" ? "entries" : `${what}s`;
  return `${much} ${Number(much) === 1 ? what : several}`;
}

const KINDS: Partial<Record<string, string>> = {
  string: "text (between quotes where it has a colon, or is a number)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: 'a list (lines that begin with "- ")',
  object: 'settings with their names ("name: value", indented)',
};

/** Where and what, but not the parser's own message: it quotes the line, and a secret may be in it. */
export function whereIn(error: unknown): string {
  if (error instanceof ReferenceError)
    return ": a text begins with *, which has a meaning of its own; put it between quotes";
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
  BAD_INDENT: `${INDENTED}, or a bracket before it is not closed`,
  MISSING_CHAR: `${INDENTED}, or a sign is missing before it: a colon, a quote, a bracket`,
  MULTIPLE_DOCS: "three hyphens (---) begin a second file; take them out",
};

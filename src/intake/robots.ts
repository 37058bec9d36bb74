/** What a site's robots.txt says to us (RFC 9309). Reads nothing and asks nobody. */
export interface RobotRules {
  /** May we open this path (with its query)? */
  allows(path: string): boolean;
}

/** RFC 9309, 2.5: at least 500 KiB must be read. */
const MOST = 512 * 1024;
const MOST_RULES = 10_000;

interface Rule {
  allow: boolean;
  pattern: string;
}

/**
 * The rules of all groups that name us, together; without one, those of all groups for everybody ("*").
 *
 * @param us our product token: "KabarKilat" is named by "User-agent: kabarkilat"
 */
export function readRobots(text: string, us: string): RobotRules {
  const groups = new Map<string, Rule[]>();
  let current: Rule[][] = [];
  let inRules = false;
  for (const line of text.slice(0, MOST).split(/\r\n|\n|\r/)) {
    const [, name = "", value = ""] = /^\s*([\w-]+)\s*:\s*([^#]*)/.exec(line.replace(/^\uFEFF/, "")) ?? [];
    const field = name.toLowerCase();
    if (field === "user-agent") {
      if (inRules) current = [];
      inRules = false;
      current.push(groupOf(groups, value.trim()));
    } else if (field === "allow" || field === "disallow") {
      inRules = true;
      const pattern = value.trim();
      if (pattern === "") continue;
      for (const rules of current)
        if (rules.length < MOST_RULES) rules.push({ allow: field === "allow", pattern: normal(pattern) });
    }
  }
  const rules = groups.get(us.toLowerCase()) ?? groups.get("*") ?? [];
  return { allows: (path) => path === "/robots.txt" || allowed(rules, normal(path)) };
}

/** Lines with any of these in them belong together, however far apart they stand. */
function groupOf(groups: Map<string, Rule[]>, agent: string): Rule[] {
  const token = agent === "*" ? "*" : (/^[a-z_-]+/i.exec(agent)?.[0] ?? "").toLowerCase();
  const group = groups.get(token) ?? [];
  groups.set(token, group);
  return group;
}

/** The longest pattern that matches decides; of two as long, the one that allows. */
function allowed(rules: readonly Rule[], path: string): boolean {
  let longest = -1;
  let allow = true;
  for (const rule of rules) {
    const { length } = rule.pattern;
    if (length < longest || (length === longest && allow) || !matches(rule.pattern, path)) continue;
    longest = length;
    allow = rule.allow;
  }
  return allow;
}

/** "*" stands for anything, "$" at the end for the end. Each piece is sought after the one before, so that no pattern is slow. */
function matches(pattern: string, path: string): boolean {
  const toTheEnd = pattern.endsWith("$");
  const [first = "", ...pieces] = (toTheEnd ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = toTheEnd ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!toTheEnd) return true;
  if (last === undefined) return at === path.length;
  return path.length - last.length >= at && path.endsWith(last);
}

/** RFC 9309, 2.2.2: compared octet for octet, what is escaped and need not be as the character it means. */
function normal(path: string): string {
  return path
    .replaceAll(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.toWellFormed()))
    .replaceAll(/%[\da-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
    });
}

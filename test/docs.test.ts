import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

test("every test that the threat model names is there, and every line names one", () => {
  const lines = read("docs/threat-model.md")
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|\s*(?:-|Who, how)/.test(line));
  expect(lines.length).toBeGreaterThan(20);
  const proofs = lines.map((line) =>
    [...line.matchAll(/`((?:test|bench)\/[^`]+)`/g)].map(([, name = ""]) => name),
  );
  expect(lines.filter((_, i) => proofs[i]?.length === 0)).toEqual([]);
  const missing = proofs
    .flat()
    .filter((name) => ![name, `${name}.test.ts`].some((file) => existsSync(path.join(ROOT, file))));
  expect(missing).toEqual([]);
});

test("every file and every npm command that the README and the guides name is there", () => {
  const scripts = new Set(
    [...read("package.json").matchAll(/^ {4}"([\w:]+)":/gm)].map(([, name = ""]) => name).concat("ci"),
  );
  for (const guide of [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/operating.md",
    "docs/measured.md",
    "docs/redaksi.md",
  ]) {
    const text = read(guide);
    const commands = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = ""]) => name);
    expect(
      commands.filter((name) => !scripts.has(name)),
      guide,
    ).toEqual([]);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, file = ""]) => file);
    expect(
      links.filter((file) => !existsSync(path.join(ROOT, path.dirname(guide), file))),
      guide,
    ).toEqual([]);
  }
});

test("every file and folder that the architecture page names is there", () => {
  const named = [...read("docs/architecture.md").matchAll(/`([\w-]+(?:\/[\w.-]+)+\/?|[\w-]+\.ts)`/g)].map(
    ([, name = ""]) => name,
  );
  expect(named.length).toBeGreaterThan(60);
  const roots = ["", "src", "src/web/api", "src/commands"];
  expect(named.filter((name) => !roots.some((root) => existsSync(path.join(ROOT, root, name))))).toEqual([]);
});

test("every line of a table stands under its head: after an empty line it would be shown as text", () => {
  for (const page of ["README.md", ...pages("docs")]) {
    const blocks = read(page).split(/\n\s*\n/);
    const headless = blocks.filter(
      (block) => /^\s*\|/.test(block) && !/^\s*\|.*\n\s*\|[\s:|-]+\|/.test(block),
    );
    expect(headless, page).toEqual([]);
  }
});

function pages(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { z } from "zod";
import { alertCommand } from "../../src/commands/alert.ts";
import { UsageError } from "../../src/commands/usage-error.ts";
import { anArticle, CALL_TO_ACTION } from "../support/articles.ts";

const TEXT = anArticle().body.content;

async function run(args: string[], input = ""): Promise<string> {
  let printed = "";
  await alertCommand(args, Readable.from([Buffer.from(input)]), async (text) => void (printed += text));
  return printed;
}

const Alert = z.object({
  title: z.string(),
  summary: z.string(),
  flash: z.string(),
  callToAction: z.object({ text: z.string(), url: z.string().nullable() }).nullable(),
  dateline: z.string().nullable(),
  credits: z.array(z.string()),
  related: z.array(z.object({ title: z.string(), url: z.string().nullable() })),
  link: z.string().nullable(),
  rendered: z.object({ telegram: z.string(), whatsapp: z.string(), plain: z.string() }),
});

test("an article on standard input is printed as its alert, the call to action last", async () => {
  const lines = (await run(["-"], TEXT)).trimEnd().split("\n");
  expect(lines.at(-1)).toBe(CALL_TO_ACTION);
  expect(lines.join("\n")).not.toContain("Baca Juga");
  expect(lines.join("\n")).not.toContain("KABARUJI.ID");
});

test("--json prints every part", async () => {
  const alert = Alert.parse(JSON.parse(await run(["-", "--json"], TEXT)));
  expect(alert.callToAction).toEqual({ text: CALL_TO_ACTION, url: null });
  expect(alert.dateline).toBe("SUKAMAJU, KABARUJI.ID");
  expect(alert.credits).toEqual(["Sumber : Antara"]);
  expect(alert.related).toEqual([{ title: "Warga Sukamaju Menanti Jembatan Baru", url: null }]);
  expect(alert.title.length).toBeLessThanOrEqual(90);
  for (const form of Object.values(alert.rendered)) expect(form.split("\n").at(-1)).toBe(CALL_TO_ACTION);
});

test("--budget sets the summary's length", async () => {
  for (const budget of [160, 240, 500]) {
    const alert = Alert.parse(JSON.parse(await run(["-", "--json", "--budget", String(budget)], TEXT)));
    expect(alert.summary.length).toBeLessThanOrEqual(budget);
    expect(alert.summary).not.toBe("");
  }
});

test("HTML is known by its looks", async () => {
  const html = `<!doctype html><title>Pasar Baru Dibuka</title><article><h1>Pasar Baru Dibuka</h1>
    ${TEXT.split("\n")
      .map((line) => `<p>${line}</p>`)
      .join("")}</article>`;
  const alert = Alert.parse(JSON.parse(await run(["-", "--json"], html)));
  expect(alert.title).toBe("Pasar Baru Dibuka");
  expect(alert.callToAction?.text).toBe(CALL_TO_ACTION);
});

test("--jsonl answers each line in order, and a bad line does not stop the rest", async () => {
  const input = [
    JSON.stringify({ id: "a", text: TEXT, title: "Jembatan Dibuka" }),
    "{ bukan json",
    JSON.stringify({ id: 2 }),
    "",
    JSON.stringify({ id: "c", text: "" }),
    JSON.stringify({
      id: "d",
      html: `<p>${TEXT.split("\n").join("</p><p>")}</p>`,
      url: "https://kabar.example/d",
    }),
  ].join("\n");
  const Line = z.object({ id: z.union([z.string(), z.number()]).nullable(), error: z.string().optional() });
  const lines = (await run(["--jsonl"], input)).trimEnd().split("\n");
  const answers = lines.map((line) => Line.parse(JSON.parse(line)));
  expect(answers.map(({ id }) => id)).toEqual(["a", null, 2, "c", "d"]);
  expect(answers.map(({ error }) => error !== undefined)).toEqual([false, true, true, true, false]);
  expect(Alert.parse(JSON.parse(lines[0] ?? "")).title).toBe("Jembatan Dibuka");
  expect(Alert.parse(JSON.parse(lines[4] ?? "")).link).toBe("https://kabar.example/d");
});

const wrong: [string, string[], RegExp][] = [
  ["no input", [], /INPUT/],
  ["a file that is not there", ["/tidak/ada.html"], /no such file/],
  ["an unknown option", ["-", "--panjang"], /--panjang/],
  ["a budget that is no number", ["-", "--budget", "banyak"], /--budget/],
  ["an empty article", ["-"], /no article text/],
];
test.each(wrong)("%s is answered in words", async (_, args, message) => {
  const running = run(args);
  await expect(running).rejects.toThrow(UsageError);
  await expect(running).rejects.toThrow(message);
});

test("an address that cannot be read is said in words", async () => {
  await expect(
    alertCommand(["http://127.0.0.1:1/berita"], Readable.from([]), async () => {}),
  ).rejects.toThrow(
    "http://127.0.0.1:1/berita cannot be read: it cannot be reached: no such name, or nothing answers there.",
  );
});
